package dev.nervure.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.nervure.array.NdArray;
import dev.nervure.data.array.NpyWriter;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damaged files: cut, flipped, overwritten with extreme numbers, shortened, doubled. Whatever the
 * damage, an input is either read or refused by {@link BadDataException}. The seed of a failure is
 * in its message.
 */
class BadInputFuzzTest {

  private static final int FILES = 2500;

  private static final int[] EXTREMES = {0, 1, -1, 0x7f, 0x80, 0xff, 0x7fffffff, 0x80000000};

  @TempDir Path folder;

  @Test
  void idx() {
    fuzz("x-images-idx3-ubyte", SampleFiles.idx(6, 4, 4), DataOptions.DEFAULT);
  }

  @Test
  void idxLabels() {
    SampleFiles.write(folder.resolve("x-images-idx3-ubyte"), SampleFiles.idx(6, 4, 4));
    fuzz(
        "x-labels-idx1-ubyte",
        "x-images-idx3-ubyte",
        SampleFiles.idx(6),
        DataOptions.DEFAULT.withFormat(Format.IDX));
  }

  @Test
  void idxGzip() {
    fuzz(
        "x-images-idx3-ubyte.gz",
        SampleFiles.gzip(SampleFiles.idx(6, 4, 4)),
        DataOptions.DEFAULT.withFormat(Format.IDX));
  }

  @Test
  void cifar() {
    fuzz(
        "data_batch_1.bin.gz",
        SampleFiles.gzip(SampleFiles.cifar10(2)),
        DataOptions.DEFAULT.withFormat(Format.CIFAR10));
  }

  @Test
  void csv() {
    byte[] table =
        "a,b,label\n1,2.5,cat\n-3e4,4,dog\n5,6,\"a \"\"b\"\"\"\n".getBytes(StandardCharsets.UTF_8);
    fuzz("t.csv", table, DataOptions.DEFAULT.withFormat(Format.CSV));
  }

  @Test
  void csvGzip() {
    byte[] table = "1;2;0\n3;4;1\n5;6;0\n".getBytes(StandardCharsets.UTF_8);
    fuzz("t.csv.gz", SampleFiles.gzip(table), DataOptions.DEFAULT.withFormat(Format.CSV));
  }

  @Test
  void npy() throws IOException {
    Path file = folder.resolve("whole.npy");
    NpyWriter.write(file, NdArray.of(new float[] {1, 2, 3, 4, 5, 6}, 3, 2));
    fuzz("x.npy", Files.readAllBytes(file), DataOptions.DEFAULT);
  }

  @Test
  void npz() throws IOException {
    fuzz("x.npz", archive(), DataOptions.DEFAULT);
  }

  @Test
  void activationArchive() throws IOException {
    byte[] whole = archive();
    Random random = new Random(77);
    for (int i = 0; i < FILES / 5; i++) {
      Path file = SampleFiles.write(folder.resolve("a.npz"), damaged(whole, random));
      try {
        ActivationDump dump = ActivationDump.open(file, DataOptions.DEFAULT);
        dump.layers().forEach(layer -> dump.layer(layer).readAll());
      } catch (BadDataException e) {
        assertThat(e).hasMessageContaining(": ");
      } catch (Throwable e) {
        fail("file " + i + " of seed 77", e);
      }
    }
  }

  @Test
  void images() throws IOException {
    for (String kind : new String[] {"png", "jpg", "bmp"}) {
      BufferedImage image = new BufferedImage(12, 9, BufferedImage.TYPE_INT_RGB);
      for (int i = 0; i < 108; i++) {
        image.setRGB(i % 12, i / 12, 0x010305 * i);
      }
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ImageIO.write(image, kind, out);
      Path classFolder = Files.createDirectories(folder.resolve(kind).resolve("a"));
      DataOptions options =
          DataOptions.DEFAULT
              .withFormat(Format.IMAGES)
              .withImages(ImageOptions.DEFAULT.withSize(5, 5));
      fuzz(folder.relativize(classFolder) + "/1." + kind, kind, out.toByteArray(), options);
    }
  }

  private byte[] archive() throws IOException {
    Path file = folder.resolve("whole.npy");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("x.npy"));
      NpyWriter.write(file, NdArray.of(new double[] {1, 2, 3, 4, 5, 6}, 3, 2));
      zip.write(Files.readAllBytes(file));
      zip.putNextEntry(new ZipEntry("y.npy"));
      NpyWriter.write(file, NdArray.of(new long[] {0, 1, 1}, 3));
      zip.write(Files.readAllBytes(file));
    }
    Files.delete(file);
    return out.toByteArray();
  }

  private void fuzz(String name, byte[] whole, DataOptions options) {
    fuzz(name, name, whole, options);
  }

  /** Damages the file {@code name}, opens {@code opened}. */
  private void fuzz(String name, String opened, byte[] whole, DataOptions options) {
    Path file = folder.resolve(name);
    Path location = folder.resolve(opened);
    SampleFiles.write(file, whole);
    assertThat(DataSource.open(location, options).size()).isPositive();
    int refused = 0;
    int count = options.format() == Format.IMAGES ? FILES / 3 : FILES;
    for (int seed = 0; seed < count; seed++) {
      SampleFiles.write(file, damaged(whole, new Random(seed)));
      try {
        LabelledSamples samples = DataSource.open(location, options);
        samples.read(0, Math.min(3, samples.size()));
        samples.read(samples.size() - 1, samples.size());
        if (samples.hasLabels()) {
          samples.labels();
        }
      } catch (BadDataException e) {
        refused++;
      } catch (Throwable e) {
        fail("seed " + seed + " of " + name, e);
      }
    }
    assertThat(refused).isPositive();
  }

  /** One to four damages. */
  private static byte[] damaged(byte[] whole, Random random) {
    byte[] bytes = whole.clone();
    int damages = 1 + random.nextInt(4);
    for (int i = 0; i < damages && bytes.length > 0; i++) {
      int at = random.nextInt(bytes.length);
      int end = Math.min(bytes.length, at + 1 + random.nextInt(8));
      switch (random.nextInt(7)) {
        case 0 -> bytes = Arrays.copyOf(bytes, at);
        case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> bytes[at] = (byte) random.nextInt(256);
        case 3 -> Arrays.fill(bytes, at, end, (byte) EXTREMES[random.nextInt(EXTREMES.length)]);
        case 4 -> overwriteNumber(bytes, random);
        case 5 -> bytes = spliced(bytes, at, end, 0);
        case 6 -> bytes = spliced(bytes, at, end, 2);
        default -> throw new IllegalStateException();
      }
    }
    return bytes;
  }

  private static void overwriteNumber(byte[] bytes, Random random) {
    // Headers are where numbers matter: the first 32 bytes.
    int at = random.nextInt(Math.min(32, bytes.length));
    int value = EXTREMES[random.nextInt(EXTREMES.length)];
    for (int i = 0; i < 4 && at + i < bytes.length; i++) {
      bytes[at + i] = (byte) (value >>> (24 - 8 * i));
    }
  }

  /** The bytes with a part repeated so many times in its place. */
  private static byte[] spliced(byte[] bytes, int from, int to, int times) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(bytes, 0, from);
    for (int i = 0; i < times; i++) {
      out.write(bytes, from, to - from);
    }
    out.write(bytes, to, bytes.length - to);
    return out.toByteArray();
  }
}
