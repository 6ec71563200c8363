package dev.nervure.jacobian;

import dev.nervure.testing.SharedData;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/** Test images of MNIST; tests that need them are skipped where they are missing. */
public final class MnistImages {

  private MnistImages() {}

  /** The first of them, pixels in [0, 1]. */
  public static double[][] first(int count) {
    try (InputStream in =
        new GZIPInputStream(
            Files.newInputStream(SharedData.path("datasets/mnist/t10k-images-idx3-ubyte.gz")))) {
      in.skipNBytes(16);
      double[][] images = new double[count][];
      for (int i = 0; i < count; i++) {
        byte[] bytes = in.readNBytes(784);
        double[] image = new double[784];
        Arrays.setAll(image, p -> (bytes[p] & 255) / 255.0);
        images[i] = image;
      }
      return images;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
