package dev.nervure.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Picks the files or folders of a split by the roles that their names state. */
final class SplitChoice {

  private SplitChoice() {}

  /**
   * Those that belong to the split, in the order training, unknown role, test. AUTO takes the test
   * part where there is one, else everything.
   */
  static List<Path> of(Split wanted, List<Path> candidates) {
    List<Path> training = withRole(Split.TRAIN, candidates);
    List<Path> unknown = withRole(Split.AUTO, candidates);
    List<Path> test = withoutValidation(withRole(Split.TEST, candidates));
    return switch (wanted) {
      case TRAIN -> training;
      case TEST -> test;
      case AUTO -> test.isEmpty() ? joined(training, unknown) : test;
      case ALL -> joined(joined(training, unknown), test);
    };
  }

  private static List<Path> withRole(Split role, List<Path> candidates) {
    return candidates.stream().filter(path -> role(path) == role).toList();
  }

  /** Validation parts stand in for the test part only where there is none. */
  private static List<Path> withoutValidation(List<Path> test) {
    List<Path> strict = test.stream().filter(path -> !isValidation(path)).toList();
    return strict.isEmpty() ? test : strict;
  }

  private static boolean isValidation(Path path) {
    String name = SourceFile.plainName(path).replace("_evaluation", "_test");
    return name.contains("val") || name.endsWith("_development");
  }

  private static Split role(Path path) {
    String name = SourceFile.plainName(path);
    int dot = name.lastIndexOf('.');
    return Split.stated(dot > 0 ? name.substring(0, dot) : name);
  }

  private static List<Path> joined(List<Path> first, List<Path> second) {
    List<Path> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }
}
