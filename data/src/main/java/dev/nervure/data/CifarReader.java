package dev.nervure.data;

import dev.nervure.data.array.Bytes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * CIFAR-10 and CIFAR-100, binary version: records of one (CIFAR-10) or two (CIFAR-100: coarse,
 * fine) label bytes and 3 x 32 x 32 pixel bytes, red, green, blue plane. Any number of records.
 * Plain files stay mapped; of gzip files the inflated bytes are kept.
 *
 * <p>Source: A. Krizhevsky, "Learning multiple layers of features from tiny images", 2009, and the
 * page of the data set.
 */
final class CifarReader {

  private static final int PIXELS = 3 * 32 * 32;

  private static final List<String> CIFAR10_NAMES =
      List.of(
          "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");

  private CifarReader() {}

  static boolean isCifar10Name(Path file) {
    String name = SourceFile.plainName(file);
    return name.endsWith(".bin") && (name.contains("data_batch") || name.contains("test_batch"));
  }

  static boolean isCifar100Name(Path file) {
    String name = SourceFile.plainName(file);
    return name.equals("train.bin") || name.equals("test.bin");
  }

  /** Opens a file, or the files of a folder that belong to the split. */
  static LabelledSamples open(Path location, DataOptions options, boolean hundred) {
    if (!Files.isDirectory(location)) {
      return openFile(location, options, hundred);
    }
    List<Path> candidates =
        Folder.files(location).stream()
            .filter(file -> hundred ? isCifar100Name(file) : isCifar10Name(file))
            .toList();
    List<LabelledSamples> parts = new ArrayList<>();
    for (Path file : SplitChoice.of(options.split(), candidates)) {
      parts.add(openFile(file, options, hundred));
    }
    if (parts.isEmpty()) {
      throw new BadDataException(
          "holds no "
              + (hundred ? "train.bin or test.bin" : "data_batch*.bin or test_batch*.bin")
              + (options.split() == Split.AUTO ? "" : " of the split " + options.split()),
          location.toString(),
          "Give the folder of the binary version, or one of its files.");
    }
    return LabelledSamples.chained(parts, (hundred ? "CIFAR-100 " : "CIFAR-10 ") + location);
  }

  private static LabelledSamples openFile(Path file, DataOptions options, boolean hundred) {
    int labelBytes = hundred ? 2 : 1;
    int stride = PIXELS + labelBytes;
    Bytes bytes = SourceFile.bytes(file, Long.MAX_VALUE);
    if (bytes.size() == 0 || bytes.size() % stride != 0) {
      throw new BadDataException(
          String.format(
              "has %,d bytes, which is no positive multiple of the %,d of a record",
              bytes.size(), stride),
          file + ", byte " + bytes.size() / stride * stride,
          "The file is cut short, or not the binary version of "
              + (hundred ? "CIFAR-100." : "CIFAR-10."));
    }
    RecordRows rows = new RecordRows(bytes, stride, labelBytes);
    int classes = !hundred ? 10 : options.coarseLabels() ? 20 : 100;
    int labelAt = hundred && !options.coarseLabels() ? 1 : 0;
    int[] labels = new int[rows.size()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = rows.recordByte(i, labelAt);
      if (labels[i] >= classes) {
        throw new BadDataException(
            "record "
                + i
                + " has the label "
                + labels[i]
                + " where only 0 to "
                + (classes - 1)
                + " exist",
            file + ", byte " + ((long) i * stride + labelAt),
            "Check that the file is the binary version of "
                + (hundred ? "CIFAR-100." : "CIFAR-10."));
      }
    }
    List<String> names = hundred ? hundredNames(file, options) : CIFAR10_NAMES;
    Labels named = new Labels(labels, names, LabelNumbering.COMPLETE);
    return LabelledSamples.of(
        rows,
        new int[] {3, 32, 32},
        options.classNames() == null ? named : LabelFile.named(named, file, options),
        null,
        (hundred ? "CIFAR-100 " : "CIFAR-10 ") + file,
        List.of(),
        new ContentHash(List.of(file), hundred ? "cifar100" : "cifar10"));
  }

  private static List<String> hundredNames(Path file, DataOptions options) {
    int classes = options.coarseLabels() ? 20 : 100;
    Path names =
        file.resolveSibling(
            options.coarseLabels() ? "coarse_label_names.txt" : "fine_label_names.txt");
    if (Files.isRegularFile(names)) {
      List<String> read = LabelFile.lines(names, LabelFile.MOST_NAMES);
      if (read.size() == classes) {
        return read;
      }
    }
    return Labels.numbered(classes);
  }
}
