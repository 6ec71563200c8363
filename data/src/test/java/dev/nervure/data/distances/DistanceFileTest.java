package dev.nervure.data.distances;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nervure.array.NdArray;
import dev.nervure.data.BadDataException;
import dev.nervure.data.array.NpyWriter;
import dev.nervure.diagram.PersistenceDiagram;
import dev.nervure.homology.RipsPersistence;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DistanceFileTest {
  @TempDir Path folder;

  private Path text(String content) throws IOException {
    return Files.writeString(folder.resolve("input.txt"), content);
  }

  /** The square with sides 3, 4, 3, 4 and diagonals 5: one loop [4, 5). */
  private static void isTheRectangle(RipsPersistence rips) {
    PersistenceDiagram loops = rips.compute().diagram(1);
    assertThat(loops.finitePairs()).isDeepEqualTo(new double[][] {{4, 5}});
  }

  @Test
  void readsEveryTextFormatWithAndWithoutBeingTold() throws IOException {
    Object[][] cases = {
      {DistanceFormat.POINT_CLOUD, "0 0\n3 0\n3,4\n# corner\n\n0;4"},
      {DistanceFormat.LOWER_DISTANCE, "3\n5 4\n4,5,3,\n"},
      {DistanceFormat.UPPER_DISTANCE, "3 5 4\n4 5\n3\n"},
      {DistanceFormat.DISTANCE, "0 3 5 4\n3 0 4 5\n5 4 0 3\n4 5 3 0\n"},
      {DistanceFormat.SPARSE, "0 1 3\n1 2 4\n3 2 3\n0 3 4\n0 2 5\n1 3 5\n"},
      {DistanceFormat.POINT_CLOUD, "OFF\n4 1 0\n0 0 0\n3 0 0\n3 4 0\n0 4 0\n4 0 1 2 3\n"},
    };
    for (Object[] one : cases) {
      Path file = text((String) one[1]);
      isTheRectangle(DistanceFile.open(file, (DistanceFormat) one[0]));
      isTheRectangle(DistanceFile.open(file, null));
    }
  }

  @Test
  void readsBinaryAndArrays() throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
    for (float distance : new float[] {3, 5, 4, 4, 5, 3}) {
      buffer.putFloat(distance);
    }
    isTheRectangle(DistanceFile.open(Files.write(folder.resolve("d.bin"), buffer.array()), null));
    Path npy = folder.resolve("d.npy");
    NpyWriter.write(npy, NdArray.of(new double[] {0, 0, 3, 0, 3, 4, 0, 4}, 4, 2));
    isTheRectangle(DistanceFile.open(npy, null));
    NpyWriter.write(npy, NdArray.of(new float[] {3, 5, 4, 4, 5, 3}, 6));
    isTheRectangle(DistanceFile.open(npy, null));
    NpyWriter.write(
        npy, NdArray.of(new float[] {0, 3, 5, 4, 3, 0, 4, 5, 5, 4, 0, 3, 4, 5, 3, 0}, 4, 4));
    isTheRectangle(DistanceFile.open(npy, null));
  }

  @Test
  void sparseFilesLeaveTheRestApart() throws IOException {
    PersistenceDiagram parts =
        DistanceFile.open(text("0 1 0.5\n2 3 0.25\n"), DistanceFormat.SPARSE).compute().diagram(0);
    assertThat(parts.essential()).isEqualTo(2);
    assertThat(parts.size()).isEqualTo(4);
  }

  @Test
  void saysWhatIsWrongAndWhere() throws IOException {
    assertThatThrownBy(() -> DistanceFile.open(text("1 2\n3 x\n"), null))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("line 2")
        .hasMessageContaining("'x'");
    assertThatThrownBy(() -> DistanceFile.open(text("1 2\n3\n"), DistanceFormat.POINT_CLOUD))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("line 2");
    assertThatThrownBy(() -> DistanceFile.open(text("1 2 3 4\n"), DistanceFormat.LOWER_DISTANCE))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("4 distances");
    assertThatThrownBy(() -> DistanceFile.open(text("0 1\n2 0\n"), DistanceFormat.DISTANCE))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("symmetric");
    assertThatThrownBy(() -> DistanceFile.open(text("-1\n"), DistanceFormat.LOWER_DISTANCE))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("-1");
    assertThatThrownBy(() -> DistanceFile.open(text("0 1 nan\n"), DistanceFormat.SPARSE))
        .isInstanceOf(BadDataException.class);
    assertThatThrownBy(() -> DistanceFile.open(text("0.5 1 1\n"), DistanceFormat.SPARSE))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("0.5");
  }

  @Test
  void survivesDamagedText() throws IOException {
    byte[] good = "0 1 3\n1 2 4\n3 2 3\n0 3 4\n0 2 5\n1 3 5\n".getBytes(StandardCharsets.UTF_8);
    for (long seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      byte[] bad = good.clone();
      for (int k = 0; k < 4; k++) {
        bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
      }
      Path file = Files.write(folder.resolve("damaged.txt"), bad);
      for (DistanceFormat format : DistanceFormat.values()) {
        assertThatCode(
                () -> {
                  try {
                    DistanceFile.open(file, format);
                  } catch (BadDataException expected) {
                    assertThat(expected).hasMessageContaining("damaged.txt");
                  }
                })
            .as("seed %d format %s", seed, format)
            .doesNotThrowAnyException();
      }
    }
  }
}
