package dev.nervure.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Opens data of every {@link Format}. Formats, naming conventions and limits: docs/data.md.
 *
 * <p>Whatever is wrong with an input comes out as {@link BadDataException}, before any sample is
 * read where that is possible.
 */
public final class DataSource {

  private DataSource() {}

  /**
   * Opens a file or folder.
   *
   * @throws BadDataException if it cannot be used
   */
  public static LabelledSamples open(Path location, DataOptions options) {
    return open(location.toString(), options);
  }

  /**
   * Opens a file, a folder, or {@code glyphs:} followed by a specification.
   *
   * @throws BadDataException if it cannot be used
   */
  public static LabelledSamples open(String location, DataOptions options) {
    Path path = Path.of(location);
    if (!Files.exists(path)) {
      throw new BadDataException("does not exist", location, "Check the path.");
    }
    Format format = options.format() == Format.AUTO ? detect(path) : options.format();
    LabelledSamples samples =
        switch (format) {
          case IDX -> IdxReader.open(path, options);
          case CIFAR10 -> CifarReader.open(path, options, false);
          case CIFAR100 -> CifarReader.open(path, options, true);
          case CSV -> CsvReader.open(path, options);
          case NPY -> ArrayReader.open(path, options);
          case IMAGES, GLYPHS, AUTO -> throw new IllegalStateException(format.toString());
        };
    if (samples.size() == 0) {
      throw new BadDataException("holds no samples", location, "Give data with at least one.");
    }
    Normalization normalization = options.normalization();
    return normalization == null ? samples : samples.normalized(normalization);
  }

  /** The format that names and first bytes tell. */
  static Format detect(Path path) {
    return Files.isDirectory(path) ? detectFolder(path) : detectFile(path);
  }

  private static Format detectFolder(Path folder) {
    List<Path> files = Folder.files(folder);
    if (files.stream().anyMatch(IdxReader::isImagesName)) {
      return Format.IDX;
    }
    if (files.stream().anyMatch(CifarReader::isCifar10Name)) {
      return Format.CIFAR10;
    }
    if (files.stream().anyMatch(CifarReader::isCifar100Name)) {
      return Format.CIFAR100;
    }
    if (files.stream().anyMatch(ArrayReader::isArrayName)) {
      return Format.NPY;
    }
    if (!Folder.folders(folder).isEmpty()) {
      return Format.IMAGES;
    }
    throw unknown(folder);
  }

  private static Format detectFile(Path file) {
    byte[] start;
    try (InputStream stream = SourceFile.stream(file)) {
      start = stream.readNBytes(4);
    } catch (IOException e) {
      throw SourceFile.unreadable(file, e);
    }
    String name = SourceFile.plainName(file);
    if (start.length == 4 && start[0] == (byte) 0x93 && start[1] == 'N') {
      return Format.NPY;
    }
    if (start.length == 4 && start[0] == 'P' && start[1] == 'K') {
      return Format.NPY;
    }
    if (CifarReader.isCifar100Name(file)) {
      return Format.CIFAR100;
    }
    if (name.endsWith(".bin")) {
      return Format.CIFAR10;
    }
    if (name.endsWith(".csv") || name.endsWith(".tsv") || name.endsWith(".txt")) {
      return Format.CSV;
    }
    if (start.length == 4 && start[0] == 0 && start[1] == 0) {
      return Format.IDX;
    }
    if (ArrayReader.isArrayName(file)) {
      return Format.NPY;
    }
    throw unknown(file);
  }

  private static BadDataException unknown(Path path) {
    return new BadDataException(
        "is none of the known kinds of data",
        path.toString(),
        "Name its --format: idx, cifar10, cifar100, images, csv, npy or glyphs.");
  }
}
