package dev.nervure.data.spoof;

import dev.nervure.array.ElementType;
import dev.nervure.array.NdArray;
import dev.nervure.data.BadDataException;
import dev.nervure.data.LabelledSamples;
import dev.nervure.data.array.NpyWriter;
import dev.nervure.progress.Progress;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.imageio.ImageIO;

/**
 * Writes the spoofs of samples: as arrays in the order of the samples ({@code x.npy}, {@code
 * y.npy}, {@code classes.txt}), so that each is at the place of its image; or as PNG files, a
 * folder a class, named by the place. Images are read and written one by one.
 */
public final class SpoofWriter {
  private final LabelledSamples samples;
  private final Spoof spoof;
  private final int[] shape;

  /**
   * For images.
   *
   * @param samples one or three channels, values in [0, 1], not normalised
   * @throws BadDataException where they are no images, or normalised
   */
  public SpoofWriter(LabelledSamples samples, SpoofOptions options) {
    this.samples = samples;
    this.spoof = new Spoof(options);
    this.shape = samples.sampleShape();
    if (shape.length != 3 || (shape[0] != 1 && shape[0] != 3)) {
      throw new BadDataException(
          "samples of shape " + Arrays.toString(shape) + " are no images of 1 or 3 channels",
          samples.description(),
          "Give images, such as a folder of PNG files, MNIST or CIFAR-10.");
    }
    if (samples.normalization() != null) {
      throw new BadDataException(
          "is normalised, but a camera sees values in [0, 1]",
          samples.description(),
          "Leave out --mean and --std; give them where the network is run.");
    }
  }

  /**
   * Writes arrays.
   *
   * @param folder that is there
   */
  public void writeArrays(Path folder, Progress progress) {
    try (NpyWriter writer = NpyWriter.create(folder.resolve("x.npy"), ElementType.FLOAT32, shape);
        Progress.Task task = progress.begin("images", samples.size())) {
      for (int i = 0; i < samples.size(); i++) {
        progress.checkCancelled();
        writer.append(NdArray.of(image(i), 1, shape[0], shape[1], shape[2]));
        task.advance(1);
      }
    }
    if (samples.hasLabels()) {
      long[] labels = Arrays.stream(samples.labels()).asLongStream().toArray();
      NpyWriter.write(folder.resolve("y.npy"), NdArray.of(labels, labels.length));
      try {
        Files.write(
            folder.resolve("classes.txt"),
            (String.join("\n", samples.classNames()) + "\n").getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /**
   * Writes PNG files.
   *
   * @param folder that is there
   * @throws BadDataException before anything is written, where classes have no folders of their
   *     own: a name without characters, or two that are the same as folders
   */
  public void writePictures(Path folder, Progress progress) {
    String[] folders = folders();
    try (Progress.Task task = progress.begin("images", samples.size())) {
      for (int i = 0; i < samples.size(); i++) {
        progress.checkCancelled();
        Path place = samples.hasLabels() ? folder.resolve(folders[samples.label(i)]) : folder;
        Files.createDirectories(place);
        Path file = place.resolve(String.format(Locale.ROOT, "%06d.png", samples.originalIndex(i)));
        if (!ImageIO.write(picture(image(i)), "png", file.toFile())) {
          throw new IOException("this Java platform writes no PNG");
        }
        task.advance(1);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The folder of each class; empty for classes without samples. */
  private String[] folders() {
    List<String> names = samples.hasLabels() ? samples.classNames() : List.of();
    String[] folders = new String[names.size()];
    Arrays.fill(folders, "");
    Map<String, String> taken = new HashMap<>();
    for (int i = 0; i < samples.size() && samples.hasLabels(); i++) {
      int label = samples.label(i);
      if (folders[label].isEmpty()) {
        String name = names.get(label);
        folders[label] = folderName(name);
        if (folders[label].isBlank()) {
          throw unwritable(
              "class %d has the name '%s', of which no folder can be made", label, name);
        }
        // Some file systems do not tell upper from lower case.
        String other = taken.put(folders[label].toLowerCase(Locale.ROOT), name);
        if (other != null) {
          throw unwritable("the classes '%s' and '%s' would lie in one folder", other, name);
        }
      }
    }
    return folders;
  }

  private BadDataException unwritable(String what, Object... names) {
    return new BadDataException(
        String.format(Locale.ROOT, what, names),
        samples.description(),
        "Give other names with --class-names, or write arrays.");
  }

  /** A name of a class as that of a folder, without what would make it a path. */
  private static String folderName(String className) {
    return className.replaceAll("[/\\\\:]", "_").replaceAll("^\\.+", "_");
  }

  private float[] image(int sample) {
    float[] original = samples.read(sample, sample + 1).floats();
    try {
      return spoof.of(original, shape[0], shape[1], shape[2], samples.originalIndex(sample));
    } catch (IllegalArgumentException e) {
      throw new BadDataException(
          "sample " + samples.originalIndex(sample) + ": " + e.getMessage(),
          samples.description(),
          "Give images whose values are bytes, or lie in [0, 1].",
          e);
    }
  }

  private BufferedImage picture(float[] image) {
    int area = shape[1] * shape[2];
    boolean color = shape[0] == 3;
    BufferedImage picture =
        new BufferedImage(
            shape[2], shape[1], color ? BufferedImage.TYPE_INT_RGB : BufferedImage.TYPE_BYTE_GRAY);
    for (int p = 0; p < area; p++) {
      for (int c = 0; c < picture.getRaster().getNumBands(); c++) {
        int level = Math.round(255 * image[c * area + p]);
        picture.getRaster().setSample(p % shape[2], p / shape[2], c, level);
      }
    }
    return picture;
  }
}
