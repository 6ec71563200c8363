package dev.nervure.segment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.array.NdArray;
import dev.nervure.data.array.NpyReader;
import dev.nervure.data.array.NpyWriter;
import dev.nervure.data.array.StoredType;
import dev.nervure.testing.FreshSeed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(FreshSeed.class)
class SegmentCommandTest {
  private static final int IMAGES = 3;
  private static final int HEIGHT = 24;
  private static final int WIDTH = 40;

  /** Pixels of a bright object on dark ground that may be told wrongly. */
  private static final double FEW = 0.02;

  @TempDir Path folder;

  /** A bright block, off the centre and longer than high, so that exchanged axes would be seen. */
  private static boolean isObject(int image, int y, int x) {
    return y >= 4 && y < 9 && x >= 6 + 4 * image && x < 22 + 4 * image;
  }

  private Path images(Random random, float scale) {
    float[] values = new float[IMAGES * 3 * HEIGHT * WIDTH];
    for (int image = 0; image < IMAGES; image++) {
      for (int channel = 0; channel < 3; channel++) {
        for (int y = 0; y < HEIGHT; y++) {
          for (int x = 0; x < WIDTH; x++) {
            double level = isObject(image, y, x) ? 0.8 - 0.3 * channel : 0.1 + 0.1 * channel;
            values[((image * 3 + channel) * HEIGHT + y) * WIDTH + x] =
                (float) (scale * (level + 0.05 * random.nextDouble()));
          }
        }
      }
    }
    Path file = folder.resolve("images" + scale + ".npy");
    NpyWriter.write(file, NdArray.of(values, IMAGES, 3, HEIGHT, WIDTH));
    return file;
  }

  private float[] masks(Path images, String name) {
    Path file = folder.resolve(name);
    assertThat(SegmentCommand.run(images.toString(), file.toString(), "--overwrite")).isZero();
    var array = NpyReader.open(file);
    assertThat(array.type()).isEqualTo(StoredType.UINT8);
    assertThat(array.shape()).containsExactly(IMAGES, HEIGHT, WIDTH);
    return array.read(0, IMAGES).floats();
  }

  @Test
  void anObjectIsFoundWhereItIs(Random random) {
    for (float scale : new float[] {1, 255}) {
      Path images = images(random, scale);
      float[] masks = masks(images, "masks.npy");
      int wrong = 0;
      for (int i = 0; i < masks.length; i++) {
        boolean object = isObject(i / (HEIGHT * WIDTH), i / WIDTH % HEIGHT, i % WIDTH);
        wrong += (masks[i] == 1) == object ? 0 : 1;
      }
      assertThat(wrong / (double) masks.length).isLessThan(FEW);
      assertThat(masks(images, "again.npy")).as("the same at every run").isEqualTo(masks);
    }
  }

  @Test
  void aFileThatIsThereIsKept(Random random) throws IOException {
    Path images = images(random, 1);
    Path masks = Files.writeString(folder.resolve("masks.npy"), "masks made by hand");
    assertThat(SegmentCommand.run(images.toString(), masks.toString())).isEqualTo(3);
    assertThat(masks).hasContent("masks made by hand");
  }

  @Test
  void whatIsNoImageIsRefused() {
    Path table = folder.resolve("table.npy");
    NpyWriter.write(table, NdArray.of(new float[12], 3, 4));
    Path masks = folder.resolve("none.npy");
    assertThat(SegmentCommand.run(table.toString(), masks.toString())).isEqualTo(3);
    Path normalized = folder.resolve("normalized.npy");
    float[] values = new float[3 * 64];
    values[70] = -1;
    NpyWriter.write(normalized, NdArray.of(values, 1, 3, 8, 8));
    assertThat(SegmentCommand.run(normalized.toString(), masks.toString())).isEqualTo(3);
    assertThat(Files.exists(masks)).isFalse();
  }
}
