package dev.nervure.study.layers;

import dev.nervure.network.BadModelException;
import dev.nervure.run.NetworkKind;
import dev.nervure.run.Subject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The networks of one run as files, each at its place: by epoch where they are the snapshots of a
 * training, otherwise by model.
 *
 * @param bySubject the files
 * @param notes what the user should know about how the places were found, a sentence each
 */
public record NetworkFiles(SortedMap<Subject, Path> bySubject, List<String> notes) {
  private static final String ENDING = ".onnx";

  /** {@code epoch-012.onnx}, {@code lenet-3.onnx}. */
  private static final Pattern SNAPSHOT = Pattern.compile("(.+)-(\\d{1,9})\\.onnx");

  /** Copies both. */
  public NetworkFiles {
    bySubject = Collections.unmodifiableSortedMap(new TreeMap<>(bySubject));
    notes = List.copyOf(notes);
  }

  /**
   * Networks by the names of their files. Where names are equal, or could not be told apart as
   * names of folders, the folder they are in stands before them, and a number behind those that are
   * still equal.
   *
   * @throws IllegalArgumentException when a file is given twice, or has the name of a baseline
   */
  public static NetworkFiles named(List<Path> files) {
    return new NetworkFiles(byModel(files), List.of());
  }

  /**
   * All networks in a folder, those in folders within it left aside. Where all of them are named as
   * the snapshots of one training are, {@code epoch-000.onnx}, {@code epoch-001.onnx}, the numbers
   * are epochs. Files that do not end in {@code .onnx} are none of them.
   *
   * @throws BadModelException when there is no network
   * @throws IllegalArgumentException when two are of one epoch, or one has the name of a baseline
   */
  public static NetworkFiles inFolder(Path folder) {
    List<Path> files = list(folder);
    if (files.isEmpty()) {
      throw new BadModelException(
          "it has no network", folder.toString(), "give a folder of .onnx files");
    }
    Path foreign = outsideOfSeries(files);
    if (foreign == null) {
      return new NetworkFiles(byEpoch(files), List.of());
    }
    boolean anySnapshot = files.stream().anyMatch(file -> SNAPSHOT.matcher(name(file)).matches());
    return new NetworkFiles(
        byModel(files),
        anySnapshot
            ? List.of(
                "%s is named otherwise than the rest of %s, so that values stand by model: by epoch they stand where all names are one word and a number, such as epoch-001.onnx"
                    .formatted(foreign.getFileName(), folder))
            : List.of());
  }

  private static List<Path> list(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new BadModelException(
          Files.exists(folder) ? "it is no folder" : "there is no such folder",
          folder.toString(),
          "give a folder of .onnx files");
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(file -> Files.isRegularFile(file) && !name(file).startsWith("."))
          .filter(file -> name(file).endsWith(ENDING))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  /** The first file that belongs to no series with the others; null where all are of one. */
  private static @Nullable Path outsideOfSeries(List<Path> files) {
    String series = null;
    for (Path file : files) {
      Matcher snapshot = SNAPSHOT.matcher(name(file));
      if (!snapshot.matches() || (series != null && !series.equals(snapshot.group(1)))) {
        return file;
      }
      series = snapshot.group(1);
    }
    return null;
  }

  private static SortedMap<Subject, Path> byEpoch(List<Path> files) {
    SortedMap<Subject, Path> byEpoch = new TreeMap<>();
    for (Path file : files) {
      Matcher snapshot = SNAPSHOT.matcher(name(file));
      int epoch = snapshot.matches() ? Integer.parseInt(snapshot.group(2)) : 0;
      Path other = byEpoch.put(Subject.ofEpoch(epoch), file);
      if (other != null) {
        throw new IllegalArgumentException(
            "%s and %s are both of epoch %d; leave one of them out".formatted(other, file, epoch));
      }
    }
    return byEpoch;
  }

  private static SortedMap<Subject, Path> byModel(List<Path> files) {
    Set<Path> different = new HashSet<>();
    for (Path file : files) {
      if (!different.add(file.toAbsolutePath().normalize())) {
        throw new IllegalArgumentException(file + " is given twice");
      }
    }
    List<String> plain = files.stream().map(NetworkFiles::withoutEnding).toList();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      String own = asFolder(plain.get(i));
      boolean alone = plain.stream().filter(name -> asFolder(name).equals(own)).count() == 1;
      Path parent = files.get(i).toAbsolutePath().normalize().getParent();
      String folder = parent == null ? "" : name(parent);
      names.add(alone ? plain.get(i) : folder + "/" + plain.get(i));
    }
    SortedMap<Subject, Path> byModel = new TreeMap<>();
    Set<String> taken = new HashSet<>();
    for (int i = 0; i < files.size(); i++) {
      String name = names.get(i);
      for (int number = 2; !taken.add(asFolder(name)); number++) {
        name = names.get(i) + "-" + number;
      }
      Subject subject = Subject.ofModel(name);
      if (NetworkKind.of(subject) != NetworkKind.TRAINED) {
        throw new IllegalArgumentException(
            "%s has the name of a network that others are compared with, %s; rename it"
                .formatted(files.get(i), NetworkKind.of(subject).text()));
      }
      byModel.put(subject, files.get(i));
    }
    return byModel;
  }

  private static String withoutEnding(Path file) {
    String name = name(file);
    return name.endsWith(ENDING) && name.length() > ENDING.length()
        ? name.substring(0, name.length() - ENDING.length())
        : name;
  }

  /** Equal for names that some system would take for one folder. */
  private static String asFolder(String name) {
    return ActivationArrays.safe(name).toLowerCase(Locale.ROOT);
  }
}
