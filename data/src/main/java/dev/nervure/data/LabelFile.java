package dev.nervure.data;

import dev.nervure.data.array.NpyReader;
import dev.nervure.data.array.StoredArray;
import dev.nervure.data.table.TextLines;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Labels in a file of their own: npy, IDX, or text with one label a line or a label column. */
final class LabelFile {

  private static final List<String> CLASS_NAME_FILES =
      List.of("classes.txt", "class_names.txt", "class-names.txt", "batches.meta.txt");

  /** Most names of classes or layers. */
  static final int MOST_NAMES = 100_000;

  private LabelFile() {}

  /** Reads labels of the kind that the first bytes tell. */
  static Labels read(Path file, DataOptions options) {
    SourceFile.requireFile(file);
    byte[] start;
    try (InputStream stream = SourceFile.stream(file)) {
      start = stream.readNBytes(4);
    } catch (IOException e) {
      throw SourceFile.unreadable(file, e);
    }
    if (start.length == 4 && start[0] == (byte) 0x93 && start[1] == 'N') {
      return ofArray(NpyReader.open(SourceFile.bytes(file, Long.MAX_VALUE)));
    }
    if (start.length == 4 && start[0] == 0 && start[1] == 0) {
      return ofArray(IdxFile.open(file));
    }
    return CsvReader.labels(file, options);
  }

  /**
   * Labels from an array: N or N x 1 whole numbers of any stored type, or N x K with a single one
   * per row.
   */
  static Labels ofArray(StoredArray array) {
    int[] shape = array.shape();
    boolean oneHot = shape.length == 2 && shape[1] > 1;
    if (shape.length == 0 || (shape.length > 1 && array.rowSize() != 1 && !oneHot)) {
      throw new BadDataException(
          "has shape " + Arrays.toString(shape) + " where labels need one number per sample",
          array.origin(),
          "Save the class indices as an array of one axis.");
    }
    double[] values = array.readAll().doubles();
    return oneHot ? ofOneHot(values, shape[1], array.origin()) : ofWholeNumbers(values, array);
  }

  /** Refuses labels that are not as many as the samples. */
  static void requireCount(Labels labels, Path labelsFile, int samples, String samplesOrigin) {
    if (labels.size() != samples) {
      throw new BadDataException(
          String.format(
              "has %,d labels but %s has %,d samples", labels.size(), samplesOrigin, samples),
          labelsFile.toString(),
          "Give the labels that belong to these samples.");
    }
  }

  /**
   * The labels under the names of the user's file or of a usual one beside the data. Classes that
   * have names in the data are looked up among those of the file and take their indices.
   */
  static @Nullable Labels named(@Nullable Labels labels, Path data, DataOptions options) {
    if (labels == null) {
      return null;
    }
    Path told = options.classNames();
    if (told != null) {
      return named(labels, ClassNames.read(told), told, data);
    }
    for (String usual : CLASS_NAME_FILES) {
      Path file = Files.isDirectory(data) ? data.resolve(usual) : data.resolveSibling(usual);
      if (Files.isRegularFile(file)) {
        return namedWhereFit(labels, ClassNames.read(file));
      }
    }
    return labels;
  }

  private static Labels named(Labels labels, ClassNames names, Path told, Path data) {
    List<String> own = labels.names();
    if (labels.numbering() == LabelNumbering.BY_ORDER && !sameNumbersInOrder(own, names)) {
      return labels.renumbered(names.indicesOf(own, data), names.shown());
    }
    Labels byName = byExactNames(labels, names);
    if (byName != null) {
      return byName;
    }
    boolean numbered = own.equals(Labels.numbered(own.size()));
    if (labels.numbering() == LabelNumbering.COMPLETE
        && !numbered
        && names.shown().size() != own.size()) {
      return labels.renumbered(names.indicesOf(own, data), names.shown());
    }
    if (names.shown().size() < own.size()) {
      throw new BadDataException(
          "has " + names.shown().size() + " names but there are " + own.size() + " classes",
          told.toString(),
          "Give one name a line, in the order of the network's outputs.");
    }
    return labels.named(names.shown());
  }

  /** A file that is there by chance names what it can. */
  private static Labels namedWhereFit(Labels labels, ClassNames names) {
    List<String> own = labels.names();
    if (labels.numbering() != LabelNumbering.BY_ORDER || sameNumbersInOrder(own, names)) {
      Labels byName = byExactNames(labels, names);
      return byName != null || names.shown().size() < own.size()
          ? byName == null ? labels : byName
          : labels.named(names.shown());
    }
    int[] outputs = own.stream().mapToInt(names::indexOf).toArray();
    return Arrays.stream(outputs).allMatch(output -> output >= 0)
        ? labels.renumbered(outputs, names.shown())
        : labels;
  }

  /** Numbers beyond the usual ones, such as -1 and 1, are named in their order. */
  private static boolean sameNumbersInOrder(List<String> own, ClassNames names) {
    return own.size() == names.shown().size()
        && own.stream().allMatch(name -> name.matches("[+-]?[0-9]+"))
        && !names.holdsExactly(own);
  }

  /** Classes whose names, such as 1 to 10, are just those of outputs; null where they are not. */
  private static @Nullable Labels byExactNames(Labels labels, ClassNames names) {
    List<String> own = labels.names();
    boolean[] occurs = new boolean[own.size()];
    Arrays.stream(labels.indices()).forEach(index -> occurs[index] = true);
    List<String> occurring = new ArrayList<>();
    for (int i = 0; i < occurs.length; i++) {
      if (occurs[i]) {
        occurring.add(own.get(i));
      }
    }
    if (!names.holdsExactly(occurring)) {
      return null;
    }
    int[] outputs = own.stream().mapToInt(names::indexOf).toArray();
    return labels.renumbered(outputs, names.shown());
  }

  /** Whether a file is called as one of class names usually is. */
  static boolean isClassNames(Path file) {
    return CLASS_NAME_FILES.contains(Folder.name(file));
  }

  /**
   * One text a line, whatever it begins with.
   *
   * @param most lines, of more the file is refused
   */
  static List<String> lines(Path file, int most) {
    List<String> names = new ArrayList<>();
    try (TextLines lines = new TextLines(file, TextLines.Comments.NONE)) {
      while (lines.next()) {
        names.add(lines.text().strip());
        if (names.size() > most) {
          throw new BadDataException(
              String.format(Locale.ROOT, "has more than %,d lines", most),
              file.toString(),
              "Give one name a line.");
        }
      }
    }
    return names;
  }

  private static Labels ofWholeNumbers(double[] values, StoredArray array) {
    long[] labels = new long[values.length];
    for (int i = 0; i < values.length; i++) {
      if (values[i] != Math.rint(values[i]) || !(Math.abs(values[i]) < 1e15)) {
        throw new BadDataException(
            "label " + values[i] + " is no whole number",
            array.origin() + ", row " + i,
            "Save class indices.");
      }
      labels[i] = (long) values[i];
    }
    return Labels.ofNumbers(labels);
  }

  private static Labels ofOneHot(double[] values, int classes, String origin) {
    int[] indices = new int[values.length / classes];
    for (int i = 0; i < indices.length; i++) {
      int ones = 0;
      for (int k = 0; k < classes; k++) {
        double value = values[i * classes + k];
        if (value == 1) {
          indices[i] = k;
          ones++;
        } else if (value != 0) {
          ones = 2;
        }
      }
      if (ones != 1) {
        throw new BadDataException(
            "has several columns but row " + i + " is not a single one among zeros",
            origin,
            "Save class indices or one-hot rows.");
      }
    }
    return new Labels(indices, Labels.numbered(classes), LabelNumbering.COMPLETE);
  }
}
