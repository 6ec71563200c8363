package dev.nervure.study.glassbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which changes may turn an image of one class into one of another: a 6 turned by half is a 9. It
 * knows signs by their names only; of other classes nobody but the user knows.
 */
final class LabelChanges {
  /** Turns up to here leave signs what they are. */
  static final double HARMLESS_DEGREES = 45;

  private static final List<Set<String>> BY_HALF_TURNS =
      List.of(
          Set.of("6", "9"),
          Set.of("six", "nine"),
          Set.of("b", "q"),
          Set.of("d", "p"),
          Set.of("n", "u"),
          Set.of("M", "W"),
          Set.of("m", "w"));

  /** Quarter turns that are no half turns. */
  private static final List<Set<String>> BY_QUARTER_TURNS =
      List.of(Set.of("N", "Z"), Set.of("n", "c"), Set.of("u", "c"));

  private static final List<Set<String>> BY_FLIPS = List.of(Set.of("b", "d"), Set.of("p", "q"));

  private LabelChanges() {}

  /** The first pair of classes that a change may mistake for each other; null for none known. */
  static @Nullable List<String> pair(List<String> classNames, ImageChange change) {
    List<Set<String>> pairs = new ArrayList<>();
    switch (change.kind()) {
      case ROTATIONS -> {
        if (change.strength() > HARMLESS_DEGREES) {
          pairs.addAll(BY_QUARTER_TURNS);
        }
        if (change.strength() > 2 * HARMLESS_DEGREES) {
          pairs.addAll(0, BY_HALF_TURNS);
        }
      }
      case QUARTER_TURNS -> {
        pairs.addAll(BY_HALF_TURNS);
        pairs.addAll(BY_QUARTER_TURNS);
      }
      case FLIPS -> pairs.addAll(BY_FLIPS);
      case UPRIGHT, SHIFTS, SCALES -> {}
    }
    for (Set<String> pair : pairs) {
      if (classNames.containsAll(pair)) {
        return pair.stream().sorted().toList();
      }
    }
    return null;
  }
}
