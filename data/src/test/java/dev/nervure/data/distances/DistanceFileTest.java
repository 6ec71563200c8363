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

  private void refuses(String content, String... parts) throws IOException {
    Path file = text(content);
    assertThatThrownBy(() -> DistanceFile.open(file, null))
        .as(content)
        .isInstanceOf(BadDataException.class)
        .satisfies(thrown -> assertThat(thrown.getMessage()).contains(parts));
  }

  @Test
  void refusesToGuessWhatWouldBeReadWrongly() throws IOException {
    refuses("0\n3 0\n5 4 0\n", "diagonal");
    refuses("0 3 5\n0 4\n0\n", "diagonal");
    refuses("1,,2\n3,4,5\n", "line 1", "empty cell");
    refuses("", "no numbers");
    refuses("# nothing but words\n", "no numbers");
    refuses("1 2\n3 4\n5\n", "line 3");
    refuses("OFF\n4 0 0\n0 0 0\n", "1 of 4 vertices");
    refuses("OFF\nnan 0 0\n0 0 0\n", "line 2");
    refuses("OFF\n-1 0 0\n0 0 0\n", "-1.0 vertices");
  }

  @Test
  void pointsWithWholeCoordinatesAreNoPairs() throws IOException {
    StringBuilder cube = new StringBuilder();
    for (int corner = 0; corner < 8; corner++) {
      cube.append("%d %d %d%n".formatted(corner & 1, corner >> 1 & 1, corner >> 2));
    }
    assertThat(DistanceFile.open(text(cube.toString()), null).compute().points()).isEqualTo(8);
  }

  @Test
  void readsWhatOtherProgramsWrite() throws IOException {
    isTheRectangle(DistanceFile.open(text("x,y\n0,0\n3,0\n3,4\n0,4\n"), null));
    isTheRectangle(DistanceFile.open(text("\ufeff0,0\r\n3,0\r\n3,4\r\n0,4"), null));
    isTheRectangle(DistanceFile.open(text("0 0\r3 0\r3 4\r0 4\r"), null));
    isTheRectangle(DistanceFile.open(text("3,\n5,4,\n4,5,3,\n"), null));
    isTheRectangle(
        DistanceFile.open(
            text("OFF # by hand\n# a rectangle\n4 0 0\n0 0 0\n3 0 0\n3 4 0\n0 4 0\n"), null));
    assertThat(
            DistanceFile.open(text("1\ninf inf\n"), DistanceFormat.LOWER_DISTANCE)
                .compute()
                .diagram(0)
                .essential())
        .isEqualTo(2);
  }

  @Test
  void wordsAcrossTheWindowAreRead() throws IOException {
    // Lines of 17 bytes meet the end of a window of 65,536 at every place of a word.
    StringBuilder long1 = new StringBuilder();
    for (int i = 0; i < 9000; i++) {
      long1.append(String.format(java.util.Locale.ROOT, "%08.3f %07.2f\n", i * 0.125, i * 0.25));
    }
    PersistenceDiagram components =
        DistanceFile.open(text(long1.toString()), null).maxDimension(0).compute().diagram(0);
    assertThat(components.size()).isEqualTo(9000);
    assertThat(components.essential()).isEqualTo(1);
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
