package dev.nervure.data;

import dev.nervure.data.glyphs.GlyphOptions;
import dev.nervure.data.glyphs.GlyphSet;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/**
 * Opens data of every {@link Format}. Formats, naming conventions and limits: docs/data.md.
 *
 * <p>Whatever is wrong with an input comes out as {@link BadDataException}, before any sample is
 * read where that is possible.
 */
public final class DataSource {

  private static final String GLYPHS = "glyphs:";

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
    if (location.startsWith(GLYPHS)) {
      GlyphOptions glyphs = GlyphOptions.parse(location.substring(GLYPHS.length()));
      return finished(GlyphSet.generate(glyphs).samples(), options, location);
    }
    Path path = path(location);
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
          case GLYPHS -> openGlyphs(path, options);
          case IMAGES -> ImageFolderReader.open(path, options);
          case AUTO -> throw new IllegalStateException("not detected: " + path);
        };
    return finished(samples, options, location);
  }

  private static LabelledSamples finished(
      LabelledSamples samples, DataOptions options, String location) {
    if (samples.size() == 0) {
      throw new BadDataException("holds no samples", location, "Give data with at least one.");
    }
    ScalingChoice scaling = options.scaling();
    if (scaling != null) {
      return samples.scaled(TableScaling.of(samples, options, scaling));
    }
    Normalization normalization = options.normalization();
    return normalization == null ? samples : samples.normalized(normalization);
  }

  private static Path path(String location) {
    try {
      return Path.of(location);
    } catch (InvalidPathException e) {
      throw new BadDataException(
          "is no path (" + e.getReason() + ")", location, "Check the path.", e);
    }
  }

  /** A folder that a glyph set was written to, whichever the files. */
  private static LabelledSamples openGlyphs(Path folder, DataOptions options) {
    boolean idx =
        !Files.isDirectory(folder)
            ? IdxReader.isImagesName(folder)
            : Folder.files(folder).stream().anyMatch(IdxReader::isImagesName);
    return idx ? IdxReader.open(folder, options) : ArrayReader.open(folder, options);
  }

  /** The format that names and first bytes tell. */
  static Format detect(Path path) {
    return Files.isDirectory(path) ? detectFolder(path) : detectFile(path);
  }

  private static Format detectFolder(Path folder) {
    List<Path> files = Folder.files(folder);
    if (files.stream().anyMatch(file -> Folder.name(file).endsWith("glyphs.json"))) {
      return Format.GLYPHS;
    }
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
    if (!Folder.folders(folder).isEmpty() || files.stream().anyMatch(ImageFile::isImageName)) {
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
