package dev.nervure.data;

import dev.nervure.data.array.StoredArray;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Finds and reads pairs of IDX files. Plain files stay mapped (no heap); of gzip files the inflated
 * bytes are kept.
 */
final class IdxReader {

  private IdxReader() {}

  static boolean isImagesName(Path file) {
    String name = SourceFile.plainName(file);
    return name.contains("images") && name.contains("idx");
  }

  /** Opens an images file, or the pairs of a folder that belong to the split. */
  static LabelledSamples open(Path location, DataOptions options) {
    if (!Files.isDirectory(location)) {
      return openPair(location, options);
    }
    List<Path> images = images(location, options.split());
    if (images.size() > 1 && options.labels() != null) {
      throw new BadDataException(
          "one labels file cannot serve " + images.size() + " image files",
          location.toString(),
          "Give the images file itself, or choose one --split.");
    }
    List<LabelledSamples> parts = new ArrayList<>();
    for (Path file : images) {
      parts.add(openPair(file, options));
    }
    return LabelledSamples.chained(parts, "IDX " + location);
  }

  /** Names of the image files in reading order. */
  private static List<Path> images(Path folder, Split wanted) {
    List<Path> candidates = new ArrayList<>();
    for (Path file : Folder.files(folder)) {
      boolean twin = candidates.stream().anyMatch(c -> sameName(c, file));
      if (isImagesName(file) && !twin) {
        candidates.add(file);
      }
    }
    List<Path> chosen = SplitChoice.of(wanted, candidates);
    if (chosen.isEmpty()) {
      throw new BadDataException(
          "holds no IDX images" + (wanted == Split.AUTO ? "" : " of the split " + wanted),
          folder.toString(),
          "Expected names such as train-images-idx3-ubyte.gz or t10k-images-idx3-ubyte.");
    }
    return chosen;
  }

  private static boolean sameName(Path a, Path b) {
    return SourceFile.plainName(a).equals(SourceFile.plainName(b));
  }

  private static LabelledSamples openPair(Path images, DataOptions options) {
    StoredArray array = IdxFile.open(images);
    if (array.rank() == 1) {
      throw new BadDataException(
          "holds one number per sample: these are labels, not images",
          images.toString(),
          "Give the images file; labels go to --labels.");
    }
    int[] sampleShape = ArraySamples.sampleShape(array, options.channelOrder());
    Path labelsFile = options.labels() != null ? options.labels() : partner(images);
    Labels labels = null;
    List<String> warnings = new ArrayList<>();
    if (labelsFile == null) {
      warnings.add("no labels file beside " + Folder.name(images));
    } else {
      labels = LabelFile.read(labelsFile, options);
      LabelFile.requireCount(labels, labelsFile, array.rows(), images.toString());
    }
    int channelsLast = options.channelOrder().channelsLast(array.shape());
    return LabelledSamples.of(
        ArraySamples.rows(array, options.channelOrder()),
        sampleShape,
        LabelFile.named(labels, images, options),
        null,
        "IDX " + images,
        warnings,
        new ContentHash(List.of(images), "idx " + channelsLast));
  }

  /** The labels file that by its name goes with an images file. */
  private static @Nullable Path partner(Path images) {
    String name = Folder.name(images);
    String lower = name.toLowerCase(Locale.ROOT);
    int at = lower.lastIndexOf("images");
    if (at < 0) {
      return null;
    }
    String rest = name.substring(at + 6).replaceFirst("idx[0-9]", "idx1");
    String base = name.substring(0, at) + "labels" + rest;
    String plain = base.endsWith(".gz") ? base.substring(0, base.length() - 3) : base;
    for (String candidate : List.of(base, plain, plain + ".gz")) {
      Path file = images.resolveSibling(candidate);
      if (Files.isRegularFile(file)) {
        return file;
      }
    }
    return null;
  }
}
