package dev.nervure.data;

import dev.nervure.data.array.ByteCollector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads a folder with one subfolder of PNG, JPEG or BMP files a class (at any depth below it).
 * Classes are numbered in the order of their folder names, character by character. Subfolders named
 * train, test or val are parts, each with the class folders inside. A folder of images without
 * subfolders has no labels.
 *
 * <p>Images are decoded once, on opening, and kept at the target size: width x height x channels
 * bytes each, on the heap up to {@link ByteCollector#HEAP_LIMIT}, beyond that in a temporary file.
 */
final class ImageFolderReader {

  private static final int MOST_DEPTH = 16;

  private final Path folder;
  private final DataOptions options;
  private final List<Path> files = new ArrayList<>();
  private final List<String> classes = new ArrayList<>();
  private final TreeSet<String> classNames = new TreeSet<>();

  private ImageFolderReader(Path folder, DataOptions options) {
    this.folder = folder;
    this.options = options;
  }

  static LabelledSamples open(Path folder, DataOptions options) {
    if (!Files.isDirectory(folder)) {
      throw new BadDataException(
          "is no folder", folder.toString(), "Give a folder with one subfolder a class.");
    }
    return new ImageFolderReader(folder, options).read();
  }

  private LabelledSamples read() {
    List<Path> parts =
        Folder.folders(folder).stream()
            .filter(part -> Split.stated(Folder.name(part)) != Split.AUTO)
            .filter(part -> !Folder.folders(part).isEmpty())
            .toList();
    if (parts.isEmpty()) {
      listClasses(folder);
    } else {
      SplitChoice.of(options.split(), parts).forEach(this::listClasses);
    }
    if (files.isEmpty()) {
      throw new BadDataException(
          "holds no PNG, JPEG or BMP files"
              + (options.split() == Split.AUTO ? "" : " of the split " + options.split()),
          folder.toString(),
          "Expected one subfolder a class, such as cats/1.png and dogs/1.png.");
    }
    return decode();
  }

  private void listClasses(Path part) {
    List<Path> subfolders = Folder.folders(part);
    for (Path subfolder : subfolders) {
      String name = Folder.name(subfolder);
      classNames.add(name);
      listImages(subfolder, name, 0);
    }
    if (subfolders.isEmpty()) {
      listImages(part, "", 0);
    }
  }

  private void listImages(Path subfolder, String name, int depth) {
    for (Path file : Folder.files(subfolder)) {
      if (ImageFile.isImageName(file)) {
        files.add(file);
        classes.add(name);
      }
    }
    if (depth < MOST_DEPTH) {
      for (Path deeper : Folder.folders(subfolder)) {
        listImages(deeper, name, depth + 1);
      }
    }
  }

  private LabelledSamples decode() {
    ImageOptions images = options.images();
    Map<String, Skipped> skipped = new TreeMap<>();
    List<Path> kept = new ArrayList<>();
    List<String> keptClasses = new ArrayList<>();
    try (ImageCollector collector = new ImageCollector(folder, images)) {
      for (int i = 0; i < files.size(); i++) {
        Path file = files.get(i);
        try {
          collector.add(file);
          kept.add(file);
          keptClasses.add(classes.get(i));
        } catch (UnreadableImageException e) {
          if (images.strict()) {
            throw new BadDataException(
                e.reason(), file.toString(), "Remove or replace it, or read without strict.", e);
          }
          skipped.computeIfAbsent(e.reason(), reason -> new Skipped(file)).count++;
        }
      }
      List<String> warnings = warnings(skipped);
      if (kept.isEmpty()) {
        throw new BadDataException(
            "none of the " + files.size() + " images can be read, " + warnings,
            folder.toString(),
            "Give PNG, JPEG or BMP files.");
      }
      Labels labels = labels(keptClasses);
      String identity = "images " + images + (labels == null ? "" : keptClasses);
      return LabelledSamples.of(
          collector.rows(),
          collector.sampleShape(),
          LabelFile.named(labels, folder, options),
          null,
          "images " + folder,
          warnings,
          new ContentHash(kept, identity));
    }
  }

  private @Nullable Labels labels(List<String> ofImages) {
    if (classNames.isEmpty()) {
      return null;
    }
    // Classes without a readable image keep their number, as networks trained on the folder expect.
    List<String> names = new ArrayList<>(classNames);
    int[] indices = new int[ofImages.size()];
    for (int i = 0; i < indices.length; i++) {
      indices[i] = names.indexOf(ofImages.get(i));
    }
    return new Labels(indices, names);
  }

  private static List<String> warnings(Map<String, Skipped> skipped) {
    List<String> warnings = new ArrayList<>();
    for (Map.Entry<String, Skipped> entry : skipped.entrySet()) {
      Skipped images = entry.getValue();
      warnings.add(
          images.count
              + (images.count == 1 ? " image" : " images")
              + " skipped ("
              + entry.getKey()
              + "), first "
              + images.first);
    }
    return warnings;
  }

  /** How many images were skipped for one reason. */
  private static final class Skipped {

    private final Path first;
    private int count;

    Skipped(Path first) {
      this.first = first;
    }
  }
}
