package dev.nervure.data;

import dev.nervure.data.array.ByteCollector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads a folder with one subfolder of PNG, JPEG, BMP, GIF or TIFF files a class (at any depth
 * below it). Classes are numbered in the order of their folder names, character by character.
 * Subfolders named train, test or val are parts, each with the class folders inside. A folder of
 * images without subfolders has no labels. What lies among the images and is not read is counted,
 * or with {@link ImageOptions#strict()} an error.
 *
 * <p>Images are decoded once, on opening, and kept at the target size: width x height x channels
 * bytes each, on the heap up to {@link ByteCollector#HEAP_LIMIT}, beyond that in a temporary file.
 */
final class ImageFolderReader {

  private static final int MOST_DEPTH = 16;

  /** Endings of images that are not read, so that they are noticed beside the classes. */
  private static final Set<String> OTHER_IMAGES =
      Set.of("webp", "heic", "heif", "avif", "jxl", "jp2", "svg", "psd");

  private final Path folder;
  private final DataOptions options;
  private final List<Path> files = new ArrayList<>();
  private final List<String> classes = new ArrayList<>();
  private final TreeSet<String> classNames = new TreeSet<>();
  private final LeftOut otherKinds = new LeftOut("file");
  private final LeftOut strays = new LeftOut("image");
  private final LeftOut otherFolders = new LeftOut("folder");

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
      listBeside(folder);
      Folder.folders(folder).stream()
          .filter(other -> !parts.contains(other))
          .forEach(otherFolders::add);
    }
    if (files.isEmpty()) {
      throw new BadDataException(
          "holds no "
              + ImageFile.KINDS
              + " files"
              + (options.split() == Split.AUTO ? "" : " of the split " + options.split())
              + (otherKinds.first() == null ? "" : ", but " + otherKinds.kinds()),
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
    } else {
      listBeside(part);
    }
  }

  /** Images beside the folders of the classes belong to no class. */
  private void listBeside(Path part) {
    Folder.files(part).stream()
        .filter(
            file -> ImageFile.isImageName(file) || OTHER_IMAGES.contains(ImageFile.ending(file)))
        .forEach(strays::add);
  }

  private void listImages(Path subfolder, String name, int depth) {
    for (Path file : Folder.files(subfolder)) {
      if (ImageFile.isImageName(file)) {
        files.add(file);
        classes.add(name);
      } else if (!isAboutTheData(file)) {
        otherKinds.add(file);
      }
    }
    if (depth < MOST_DEPTH) {
      for (Path deeper : Folder.folders(subfolder)) {
        listImages(deeper, name, depth + 1);
      }
    }
  }

  /** Names of classes and labels that lie among images without classes. */
  private boolean isAboutTheData(Path file) {
    return LabelFile.isClassNames(file)
        || isSame(file, options.classNames())
        || isSame(file, options.labels());
  }

  private static boolean isSame(Path file, @Nullable Path other) {
    return other != null
        && file.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
  }

  private LabelledSamples decode() {
    ImageOptions images = options.images();
    if (images.strict()) {
      refuseLeftOut();
    }
    LeftOut.ByReason skipped = new LeftOut.ByReason();
    LeftOut.ByReason remarks = new LeftOut.ByReason();
    List<Path> kept = new ArrayList<>();
    List<Integer> keptNumbers = new ArrayList<>();
    try (ImageCollector collector = new ImageCollector(folder, images)) {
      for (int i = 0; i < files.size(); i++) {
        Path file = files.get(i);
        try {
          collector.add(file).forEach(remark -> remarks.add(remark, file));
          kept.add(file);
          keptNumbers.add(i);
        } catch (UnreadableImageException e) {
          if (images.strict()) {
            throw new BadDataException(
                e.reason(), file.toString(), "Remove or replace it, or read without strict.", e);
          }
          skipped.add(e.reason(), file);
        }
      }
      List<String> warnings = warnings(skipped, remarks);
      if (kept.isEmpty()) {
        throw new BadDataException(
            "none of the " + files.size() + " images can be read, " + warnings,
            folder.toString(),
            "Give " + ImageFile.KINDS + " files.");
      }
      Labels labels = labels(keptNumbers);
      return LabelledSamples.of(
          collector.rows(),
          collector.sampleShape(),
          LabelFile.named(labels, folder, options),
          null,
          "images " + folder,
          warnings,
          new ContentHash(kept, "images/2 " + images.withStrict(false)));
    }
  }

  /**
   * Of the images that were read, by their place among all: from their folders, or from a file of
   * labels in the order of all images by name.
   */
  private @Nullable Labels labels(List<Integer> images) {
    Path labelsFile = options.labels();
    if (labelsFile != null) {
      if (!classNames.isEmpty()) {
        throw new BadDataException(
            "has classes by its folders, so that labels in a file have no use",
            folder.toString(),
            "Leave out --labels, or put the images into one folder.");
      }
      Labels all = LabelFile.read(labelsFile, options);
      LabelFile.requireCount(all, labelsFile, files.size(), folder.toString());
      return all.select(images);
    }
    // Classes without a readable image keep their number, as networks trained on the folder expect.
    List<String> ofImages = images.stream().map(classes::get).toList();
    return classNames.isEmpty() ? null : Labels.ofFolders(ofImages, List.copyOf(classNames));
  }

  private void refuseLeftOut() {
    for (LeftOut files : List.of(otherKinds, strays, otherFolders)) {
      Path first = files.first();
      if (first != null) {
        throw new BadDataException(
            files == otherKinds
                ? "is no " + ImageFile.KINDS + " file by its name"
                : "lies beside the folders of the "
                    + (files == strays ? "classes, so that it has none" : "parts"),
            first.toString(),
            "Convert, move or remove it, or read without strict.");
      }
    }
  }

  private List<String> warnings(LeftOut.ByReason skipped, LeftOut.ByReason remarks) {
    List<String> warnings = new ArrayList<>();
    skipped
        .reasons()
        .forEach((reason, images) -> warnings.add(images.line("skipped (" + reason + ")")));
    if (otherKinds.first() != null) {
      warnings.add(
          otherKinds.line(
              "left out, not " + ImageFile.KINDS + " by name (" + otherKinds.kinds() + ")"));
    }
    if (strays.first() != null) {
      warnings.add(strays.line("left out, beside the folders of the classes"));
    }
    if (otherFolders.first() != null) {
      warnings.add(otherFolders.line("left out, beside the folders of the parts"));
    }
    remarks.reasons().forEach((remark, images) -> warnings.add(images.line(remark)));
    numbersOutOfOrder().ifPresent(warnings::add);
    return warnings;
  }

  /** Numbers as names of folders mean outputs, where torchvision and Keras go by characters. */
  private Optional<String> numbersOutOfOrder() {
    List<String> names = List.copyOf(classNames);
    if (options.classNames() != null
        || names.isEmpty()
        || Labels.ofFolders(List.of(), names).numbering() != LabelNumbering.GIVEN) {
      return Optional.empty();
    }
    for (int order = 0; order < names.size(); order++) {
      String name = names.get(order);
      if (Integer.parseInt(name) != order) {
        return Optional.of(
            "folders are numbers and taken as those of the network's outputs: folder "
                + name
                + " as output "
                + Integer.parseInt(name)
                + "; a network trained through torchvision or Keras on these folders has it as output "
                + order
                + ": give --class-names with their names in that order");
      }
    }
    return Optional.empty();
  }
}
