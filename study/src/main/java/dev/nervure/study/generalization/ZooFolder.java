package dev.nervure.study.generalization;

import dev.nervure.data.BadDataException;
import dev.nervure.data.LabelledSamples;
import dev.nervure.data.TrainingLabels;
import dev.nervure.data.table.TextTable;
import dev.nervure.network.BadModelException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The networks of a folder that a table has a target for. The labels that a network was trained on
 * may lie beside it as {@code NAME.train_labels.npy}; their number says on how many of the first
 * samples of the training data. Without them it was trained on all of these, with their labels.
 *
 * <p>What does not fit together is left out with the reason, and the rest goes on.
 *
 * @param networks those that can be studied, by name
 * @param targets of these networks
 * @param leftOut networks, files and rows that are not studied, a sentence each
 */
public record ZooFolder(
    List<ZooNetwork> networks, SortedMap<String, Double> targets, List<String> leftOut) {
  private static final String ENDING = ".onnx";
  private static final String LABELS = ".train_labels.npy";
  private static final int NAMES_SHOWN = 8;

  /** Copies all. */
  public ZooFolder {
    networks = List.copyOf(networks);
    targets = Collections.unmodifiableSortedMap(new TreeMap<>(targets));
    leftOut = List.copyOf(leftOut);
  }

  /**
   * Looks at every network that the table names. Each is opened once.
   *
   * @param folder of ONNX files
   * @param table with a column that names them, with or without {@code .onnx}, and the target
   * @param data what they were trained on, in the order of training
   * @param layers a pattern of layers that each network must have; {@link
   *     GeneralizationOptions#LOGITS} for none
   * @throws BadDataException when the folder or the column of names is missing, or the target
   * @throws BadModelException when no network of the folder is in the table
   */
  public static ZooFolder open(
      Path folder, TextTable table, String target, LabelledSamples data, String layers) {
    SortedMap<String, Path> files = files(folder);
    List<String> leftOut = new ArrayList<>();
    Map<String, String> rows = rows(table, target, files, leftOut);
    SortedMap<String, Double> targets = new TreeMap<>();
    List<ZooNetwork> networks = new ArrayList<>();
    for (Map.Entry<String, String> row : new TreeMap<>(rows).entrySet()) {
      String name = row.getKey();
      Path file = files.get(name);
      Double value = TextTable.number(row.getValue());
      if (file == null) {
        continue;
      }
      if (value == null) {
        leftOut.add(
            "%s is left out: its %s is '%s', no number".formatted(name, target, row.getValue()));
        continue;
      }
      try {
        networks.add(network(name, file, data, layers));
        targets.put(name, value);
      } catch (BadDataException | BadModelException | IllegalArgumentException e) {
        leftOut.add("%s is left out: %s".formatted(name, e.getMessage()));
      }
    }
    if (networks.isEmpty()) {
      throw new BadModelException(
          "it has no network that %s names and that can be studied%s"
              .formatted(table.file(), leftOut.isEmpty() ? "" : ": " + String.join("; ", leftOut)),
          folder.toString(),
          "give the folder of the networks that the table is about");
    }
    return new ZooFolder(networks, targets, leftOut);
  }

  private static ZooNetwork network(String name, Path file, LabelledSamples data, String layers) {
    Path labels = file.resolveSibling(name + LABELS);
    LabelledSamples training = Files.exists(labels) ? TrainingLabels.of(data, labels) : data;
    int[] first = new int[training.size()];
    Arrays.setAll(first, i -> i);
    return ZooNetwork.inFile(name, file, training, data.select(first), layers);
  }

  /** The files by the names of their networks. */
  private static SortedMap<String, Path> files(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new BadModelException(
          Files.exists(folder) ? "it is no folder" : "there is no such folder",
          folder.toString(),
          "give a folder of .onnx files");
    }
    SortedMap<String, Path> files = new TreeMap<>();
    try (Stream<Path> entries = Files.list(folder)) {
      entries
          .filter(Files::isRegularFile)
          .filter(file -> name(file).endsWith(ENDING) && !name(file).startsWith("."))
          .forEach(file -> files.put(withoutEnding(name(file)), file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  /** The target of each row as it is written, by the name of its network. */
  private static Map<String, String> rows(
      TextTable table, String target, SortedMap<String, Path> files, List<String> leftOut) {
    List<String> targets = table.column(target);
    List<String> names = table.column(nameColumn(table, files));
    Map<String, String> rows = new LinkedHashMap<>();
    List<String> without = new ArrayList<>();
    for (int row = 0; row < names.size(); row++) {
      String name = withoutEnding(names.get(row).strip());
      if (!files.containsKey(name)) {
        without.add(name);
      } else if (rows.putIfAbsent(name, targets.get(row)) != null) {
        throw new BadDataException(
            "names %s twice".formatted(name), table.file().toString(), "Leave one row out.");
      }
    }
    note(without, "row", "of the table %s no file in the folder".formatted(has(without)), leftOut);
    TreeSet<String> unnamed = new TreeSet<>(files.keySet());
    unnamed.removeAll(rows.keySet());
    note(
        List.copyOf(unnamed),
        "file",
        "of the folder %s no row in the table".formatted(has(unnamed)),
        leftOut);
    return rows;
  }

  private static String has(Collection<String> names) {
    return names.size() == 1 ? "has" : "have";
  }

  private static void note(List<String> names, String what, String which, List<String> notes) {
    if (!names.isEmpty()) {
      notes.add(
          "%d %s%s %s: %s%s"
              .formatted(
                  names.size(),
                  what,
                  names.size() == 1 ? "" : "s",
                  which,
                  names.stream().limit(NAMES_SHOWN).collect(Collectors.joining(", ")),
                  names.size() > NAMES_SHOWN ? ", ..." : ""));
    }
  }

  /** The column with the most names of networks of the folder, the first among equals. */
  private static String nameColumn(TextTable table, SortedMap<String, Path> files) {
    @Nullable String best = null;
    long most = 0;
    for (String column : new LinkedHashSet<>(table.header())) {
      long found =
          table.column(column).stream()
              .filter(text -> files.containsKey(withoutEnding(text.strip())))
              .count();
      if (found > most) {
        most = found;
        best = column;
      }
    }
    if (best == null) {
      throw new BadDataException(
          "names no network of the folder in any column (the folder has %s)"
              .formatted(
                  files.isEmpty()
                      ? "no .onnx file"
                      : files.keySet().stream()
                          .limit(NAMES_SHOWN)
                          .collect(Collectors.joining(", "))),
          table.file().toString(),
          "Give a table with a column of the files' names, with or without .onnx.");
    }
    return best;
  }

  private static String name(Path file) {
    return Objects.toString(file.getFileName(), "");
  }

  private static String withoutEnding(String name) {
    return name.endsWith(ENDING) ? name.substring(0, name.length() - ENDING.length()) : name;
  }
}
