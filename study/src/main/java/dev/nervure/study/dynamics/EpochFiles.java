package dev.nervure.study.dynamics;

import dev.nervure.network.BadModelException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a training has left in a folder, by epoch: networks ({@code epoch-003.onnx}, {@code
 * checkpoint_12.onnx}, {@code epoch=3.onnx}), or folders of activations ({@code epoch-003/} with
 * one {@code .npy} a layer). The epoch is the number at the end of the name. Of several series of
 * names the longest is taken.
 *
 * @param kind networks or activations
 * @param byEpoch files or folders
 * @param notes what was left aside, a sentence each
 */
public record EpochFiles(Kind kind, SortedMap<Integer, Path> byEpoch, List<String> notes) {
  /** {@code epoch-012}, {@code checkpoint_12}, {@code epoch=12}, {@code 12}. */
  private static final Pattern NUMBERED = Pattern.compile("(.*?)[-_.= ]?(\\d{1,9})");

  private static final String NETWORK = ".onnx";
  private static final String ARRAY = ".npy";

  /** What stands for an epoch. */
  public enum Kind {
    /** An ONNX file. */
    NETWORKS,
    /** A folder of arrays. */
    ACTIVATIONS
  }

  /** Copies both. */
  public EpochFiles {
    byEpoch = Collections.unmodifiableSortedMap(new TreeMap<>(byEpoch));
    notes = List.copyOf(notes);
  }

  /**
   * What is in a folder now.
   *
   * @return no epochs where nothing is there yet
   * @throws BadModelException when it is no folder
   * @throws IllegalArgumentException when two are of one epoch
   */
  public static EpochFiles in(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new BadModelException(
          Files.exists(folder) ? "it is no folder" : "there is no such folder",
          folder.toString(),
          "give the folder of the snapshots of a training");
    }
    List<Path> entries;
    try (Stream<Path> all = Files.list(folder)) {
      entries = all.filter(path -> !name(path).startsWith(".")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<Path> networks =
        entries.stream()
            .filter(path -> Files.isRegularFile(path) && name(path).endsWith(NETWORK))
            .toList();
    List<Path> dumps = entries.stream().filter(EpochFiles::holdsArrays).toList();
    // A run of snapshots may have other folders beside them, hardly the other way round.
    return networks.isEmpty() ? of(Kind.ACTIVATIONS, dumps) : of(Kind.NETWORKS, networks);
  }

  /**
   * The same of a folder in which there has to be something.
   *
   * @throws BadModelException when there is no network and no activations by epoch
   */
  public static EpochFiles present(Path folder) {
    EpochFiles found = in(folder);
    if (found.byEpoch.isEmpty()) {
      throw new BadModelException(
          "it has no snapshots by epoch",
          folder.toString(),
          "name them by a word and the epoch: epoch-000.onnx, epoch-001.onnx, ...");
    }
    return found;
  }

  private static EpochFiles of(Kind kind, List<Path> found) {
    Map<String, SortedMap<Integer, Path>> series = new TreeMap<>();
    List<String> others = new ArrayList<>();
    for (Path path : found) {
      Matcher numbered = NUMBERED.matcher(stem(kind, path));
      if (numbered.matches()) {
        int epoch = Integer.parseInt(numbered.group(2));
        Path other =
            series.computeIfAbsent(numbered.group(1), same -> new TreeMap<>()).put(epoch, path);
        if (other != null) {
          throw new IllegalArgumentException(
              "%s and %s are both of epoch %d; leave one of them out"
                  .formatted(other, path, epoch));
        }
      } else {
        others.add(name(path));
      }
    }
    SortedMap<Integer, Path> longest = new TreeMap<>();
    for (SortedMap<Integer, Path> one : series.values()) {
      longest = one.size() > longest.size() ? one : longest;
    }
    for (SortedMap<Integer, Path> one : series.values()) {
      if (one != longest) {
        one.values().forEach(path -> others.add(name(path)));
      }
    }
    if (others.isEmpty() || longest.isEmpty()) {
      return new EpochFiles(kind, longest, List.of());
    }
    return new EpochFiles(
        kind,
        longest,
        List.of(
            "left aside, because their names do not belong to the series of %s: %s"
                .formatted(name(longest.values().iterator().next()), String.join(", ", others))));
  }

  private static boolean holdsArrays(Path path) {
    if (!Files.isDirectory(path)) {
      return false;
    }
    try (Stream<Path> all = Files.list(path)) {
      return all.anyMatch(file -> name(file).endsWith(ARRAY));
    } catch (IOException e) {
      return false; // a folder that cannot be listed is none of the training
    }
  }

  private static String stem(Kind kind, Path path) {
    String name = name(path);
    return kind == Kind.NETWORKS ? name.substring(0, name.length() - NETWORK.length()) : name;
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }
}
