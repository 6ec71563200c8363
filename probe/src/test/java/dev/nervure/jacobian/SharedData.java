package dev.nervure.jacobian;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/**
 * Networks and data beside the project; tests that need them are skipped where they are missing.
 */
public final class SharedData {

  private SharedData() {}

  /** A file of the shared folder; the test is skipped where it is missing. */
  public static Path file(String name) {
    String given = System.getProperty("nervure.shared");
    Path folder = given == null ? null : Path.of(given);
    for (Path at = Path.of("").toAbsolutePath();
        folder == null && at != null;
        at = at.getParent()) {
      Path candidate = at.resolve("../shared/data").normalize();
      if (Files.isDirectory(candidate)) {
        folder = candidate;
      }
    }
    Path file = folder == null ? Path.of(name) : folder.resolve(name);
    assumeTrue(Files.exists(file), () -> "skipped: no shared data " + name);
    return file;
  }

  /** The first test images of MNIST, pixels in [0, 1]. */
  public static double[][] images(int count) {
    try (InputStream in =
        new GZIPInputStream(
            Files.newInputStream(file("datasets/mnist/t10k-images-idx3-ubyte.gz")))) {
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
