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
import org.jspecify.annotations.Nullable;

/** Labels in a file of their own: npy, IDX, or text with one label a line or a label column. */
final class LabelFile {

  private static final List<String> CLASS_NAME_FILES =
      List.of("classes.txt", "class_names.txt", "class-names.txt", "batches.meta.txt");

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

  /** The labels under the names of the user's file or of a usual one beside the data. */
  static @Nullable Labels named(@Nullable Labels labels, Path data, DataOptions options) {
    if (labels == null) {
      return null;
    }
    Path told = options.classNames();
    if (told != null) {
      List<String> names = classNames(told);
      if (names.size() < labels.names().size()) {
        throw new BadDataException(
            "has " + names.size() + " names but there are " + labels.names().size() + " classes",
            told.toString(),
            "Give one name a line, in the order of the class indices.");
      }
      return labels.named(names);
    }
    for (String usual : CLASS_NAME_FILES) {
      Path file = Files.isDirectory(data) ? data.resolve(usual) : data.resolveSibling(usual);
      if (Files.isRegularFile(file)) {
        return labels.named(classNames(file));
      }
    }
    return labels;
  }

  static List<String> classNames(Path file) {
    List<String> names = new ArrayList<>();
    try (TextLines lines = new TextLines(file)) {
      while (lines.next()) {
        names.add(lines.text().strip());
        if (names.size() > 100_000) {
          throw new BadDataException(
              "has more than 100,000 lines", file.toString(), "Give one class name a line.");
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
    return new Labels(indices, Labels.numbered(classes));
  }
}
