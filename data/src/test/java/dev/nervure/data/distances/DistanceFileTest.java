package dev.nervure.data.distances;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nervure.array.NdArray;
import dev.nervure.data.BadDataException;
import dev.nervure.data.array.NpyWriter;
import dev.nervure.diagram.PersistenceDiagram;
import dev.nervure.homology.RipsOptions;
import dev.nervure.homology.RipsPersistence;
import dev.nervure.homology.RipsResult;
import dev.nervure.points.PointsOrDistances;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DistanceFileTest {
  @TempDir Path folder;

  private Path text(String content) throws IOException {
    return Files.writeString(folder.resolve("input.txt"), content);
  }

  private static PointsOrDistances open(Path file, @Nullable DistanceFormat format) {
    return DistanceFile.open(file, DistanceOptions.GUESSED.withFormat(format)).content();
  }

  private static RipsResult diagrams(PointsOrDistances content, int dimension) {
    return RipsPersistence.compute(content, RipsOptions.defaults().withMaxDimension(dimension));
  }

  /** The square with sides 3, 4, 3, 4 and diagonals 5: one loop [4, 5). */
  private static void isTheRectangle(PointsOrDistances content) {
    PersistenceDiagram loops = diagrams(content, 1).diagram(1);
    assertThat(loops.finitePairs()).isDeepEqualTo(new double[][] {{4, 5}});
  }

  @Test
  void readsEveryTextFormatWithAndWithoutBeingTold() throws IOException {
    Object[][] cases = {
      {DistanceFormat.POINT_CLOUD, "0 0\n3 0\n3 4\n# corner\n\n0  4 # last"},
      {DistanceFormat.LOWER_DISTANCE, "3\n5 4\n4 5 3\n"},
      {DistanceFormat.UPPER_DISTANCE, "3 5 4\n4 5\n3\n"},
      {DistanceFormat.DISTANCE, "0 3 5 4\n3 0 4 5\n5 4 0 3\n4 5 3 0\n"},
      {DistanceFormat.SPARSE, "0 1 3\n1 2 4\n3 2 3\n0 3 4\n0 2 5\n1 3 5\n"},
      {DistanceFormat.POINT_CLOUD, "OFF\n4 1 0\n0 0 0\n3 0 0\n3 4 0\n0 4 0\n4 0 1 2 3\n"},
    };
    for (Object[] one : cases) {
      Path file = text((String) one[1]);
      isTheRectangle(open(file, (DistanceFormat) one[0]));
      isTheRectangle(open(file, null));
    }
  }

  @Test
  void readsBinaryAndArrays() throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
    for (float distance : new float[] {3, 5, 4, 4, 5, 3}) {
      buffer.putFloat(distance);
    }
    isTheRectangle(open(Files.write(folder.resolve("d.bin"), buffer.array()), null));
    Path npy = folder.resolve("d.npy");
    NpyWriter.write(npy, NdArray.of(new double[] {0, 0, 3, 0, 3, 4, 0, 4}, 4, 2));
    isTheRectangle(open(npy, null));
    NpyWriter.write(npy, NdArray.of(new float[] {3, 5, 4, 4, 5, 3}, 6));
    isTheRectangle(open(npy, null));
    NpyWriter.write(
        npy, NdArray.of(new float[] {0, 3, 5, 4, 3, 0, 4, 5, 5, 4, 0, 3, 4, 5, 3, 0}, 4, 4));
    isTheRectangle(open(npy, null));
  }

  @Test
  void sparseFilesLeaveTheRestApart() throws IOException {
    PersistenceDiagram parts =
        diagrams(open(text("0 1 0.5\n2 3 0.25\n"), DistanceFormat.SPARSE), 1).diagram(0);
    assertThat(parts.essential()).isEqualTo(2);
    assertThat(parts.size()).isEqualTo(4);
  }

  @Test
  void saysWhatIsWrongAndWhere() throws IOException {
    assertThatThrownBy(() -> open(text("1 2\n3 x\n"), null))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("line 2")
        .hasMessageContaining("'x'");
    assertThatThrownBy(() -> open(text("1 2\n3\n"), DistanceFormat.POINT_CLOUD))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("line 2");
    assertThatThrownBy(() -> open(text("1 2 3 4\n"), DistanceFormat.LOWER_DISTANCE))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("4 distances");
    assertThatThrownBy(() -> open(text("0 1\n2 0\n"), DistanceFormat.DISTANCE))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("symmetric");
    assertThatThrownBy(() -> open(text("-1\n"), DistanceFormat.LOWER_DISTANCE))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("-1");
    assertThatThrownBy(() -> open(text("0 1 nan\n"), DistanceFormat.SPARSE))
        .isInstanceOf(BadDataException.class);
    assertThatThrownBy(() -> open(text("0.5 1 1\n"), DistanceFormat.SPARSE))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("0.5");
  }

  private void refuses(String content, String... parts) throws IOException {
    Path file = text(content);
    assertThatThrownBy(() -> open(file, null))
        .as(content)
        .isInstanceOf(BadDataException.class)
        .satisfies(thrown -> assertThat(thrown.getMessage()).contains(parts));
  }

  @Test
  void similaritiesAreRefusedAsTriangles() throws IOException {
    refuses("1\n0.4 1\n0.3 0.2 1\n0.1 -0.6 0.2 1\n", "correlations");
    refuses("1 0.4 0.3 0.1\n1 0.2 0.6\n1 0.2\n1\n", "correlations");
    // Neighbours on a regular hexagon are equally far apart too.
    diagrams(open(text("1\n1.7 1\n2 1.7 1\n1.7 2 1.7 1\n1 1.7 2 1.7 1\n"), null), 1);
  }

  @Test
  void aLineOfNumbersAboveAMatrixNamesItsColumns() throws IOException {
    String matrix = "0 3 5 4\n3 0 4 5\n5 4 0 3\n4 5 3 0\n";
    for (DistanceFormat format : new DistanceFormat[] {null, DistanceFormat.DISTANCE}) {
      isTheRectangle(open(text("0 1 2 3\n" + matrix), format));
      isTheRectangle(open(text("2001 2002 2003 2004\n" + matrix), format));
    }
  }

  @Test
  void aDiagonalOfRoundingIsZero() throws IOException {
    Path npy = folder.resolve("cosine.npy");
    double[] matrix = {1e-16, 3, 5, 4, 3, -2e-16, 4, 5, 5, 4, 0, 3, 4, 5, 3, 0};
    NpyWriter.write(npy, NdArray.of(matrix, 4, 4));
    assertThat(DistanceFile.open(npy, DistanceOptions.GUESSED).notes().toString())
        .contains("taken as 0");
    isTheRectangle(open(npy, null));
    matrix[0] = 0.01;
    NpyWriter.write(npy, NdArray.of(matrix, 4, 4));
    assertThatThrownBy(() -> open(npy, null)).isInstanceOf(BadDataException.class);
  }

  @Test
  void aListOfPairsWithAMistakeIsNoListOfPoints() throws IOException {
    StringBuilder pairs = new StringBuilder();
    for (int i = 0; i < 20; i++) {
      pairs.append(i).append(' ').append(i + 1).append(" 0.").append(i + 1).append('\n');
    }
    refuses(pairs + "3 4 0.4\n", "line 21");
    refuses(pairs + "4 3 0.9\n", "line 21");
  }

  @Test
  void refusesToGuessWhatWouldBeReadWrongly() throws IOException {
    refuses("0\n3 0\n5 4 0\n", "diagonal");
    refuses("0 3 5\n0 4\n0\n", "diagonal");
    refuses("1,,2\n3,4,5\n", "line 1", "column 1 holds ''");
    refuses("", "is empty");
    refuses("# nothing but words\n", "is empty");
    refuses("1 2\n3 4\n5\n", "line 3");
    refuses("OFF\n4 0 0\n0 0 0\n", "1 of 4 vertices");
    refuses("OFF\nnan 0 0\n0 0 0\n", "line 2");
    refuses("OFF\n-1 0 0\n0 0 0\n", "-1.0 vertices");
  }

  private void notes(String content, String... parts) throws IOException {
    assertThat(String.join("\n", DistanceFile.open(text(content), DistanceOptions.GUESSED).notes()))
        .as(content)
        .contains(parts);
  }

  @Test
  void pairsGivenTwiceArePairs() throws IOException {
    String once = "0 1 3\n1 2 4\n2 3 3\n0 3 4\n0 2 5\n1 3 5\n";
    String both = once + "1 0 3\n2 1 4\n3 2 3\n3 0 4\n2 0 5\n3 1 5\n";
    isTheRectangle(open(text(both), null));
    isTheRectangle(open(text("i,j,d\n" + both.replace(' ', ',')), null));
    isTheRectangle(open(text("source\ttarget\tweight\n" + both.replace(' ', '\t')), null));
    isTheRectangle(open(text(both + "0 0 0\n1 1 0\n"), null));
    notes(both, "read as pairs", "--format point-cloud");
    notes(once.replace("0 ", "4 "), "1 of 5 points", "point 0");
    // As numpy.savetxt writes them: whole numbers that are not written so may be coordinates.
    notes(both.replace(" ", ".0 "), "read as points", "--format sparse");
    assertThat(open(text(both.replace("3 1 5", "3 1 6")), null).size()).isEqualTo(12);
  }

  @Test
  void similaritiesAreNeitherDistancesNorPoints() throws IOException {
    String correlations = "1 0.5 -0.25\n0.5 1 0.125\n-0.25 0.125 1\n";
    refuses(correlations, "correlations", "sqrt(2 (1 - r))", "--format point-cloud");
    refuses(correlations.replace("1\n", "1.7\n"), "symmetric", "diagonal");
    assertThat(open(text(correlations), DistanceFormat.POINT_CLOUD).size()).isEqualTo(3);
    Path npy = folder.resolve("r.npy");
    NpyWriter.write(npy, NdArray.of(new double[] {1, 0.5, 0, 0.5, 1, 0, 0, 0, 1}, 3, 3));
    assertThatThrownBy(() -> open(npy, null))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("correlations");
    assertThat(open(npy, DistanceFormat.POINT_CLOUD).size()).isEqualTo(3);
    NpyWriter.write(npy, NdArray.of(new double[] {0, 1, 2, 3, 0, 1, 1, 1, 0}, 3, 3));
    assertThatThrownBy(() -> open(npy, null))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("not symmetric");
  }

  @Test
  void matricesMayHaveNamesOnBothSides() throws IOException {
    isTheRectangle(
        open(text(",a,b,label,y\na,0,3,5,4\nb,3,0,4,5\nlabel,5,4,0,3\ny,4,5,3,0\n"), null));
  }

  @Test
  void tablesOfPointsAreReadAsTheOtherCommandsReadThem() throws IOException {
    isTheRectangle(open(text(",x,y\n0,0,0\n1,3,0\n2,3,4\n3,0,4\n"), null));
    isTheRectangle(open(text("\"0,0\",\"0,0\"\n3,0\n3,4\n\"0,0\",4\n"), null));
    isTheRectangle(open(text("0,0;0,0\n3;0\n3;4\n0,00;4\n"), null));
    isTheRectangle(open(text("a,b,label\n0,0,1\n3,0,1\n3,4,2\n0,4,2\n"), null));
    notes("a,b,species\n0,0,cat\n3,0,cat\n3,4,dog\n", "'species' is left out as the labels");
    notes("0 0.5 1\n1 2.5 3\n2 0.25 1\n", "counts the rows", "--index-column 0");
    refuses("0,5;1.5\n2,5;1\n", "'0,5'", "decimal point");
    refuses("1 2\n3,5 4\n", "line 1", "'1 2'");
  }

  @Test
  void pointsWithWholeCoordinatesAreNoPairs() throws IOException {
    StringBuilder cube = new StringBuilder();
    for (int corner = 0; corner < 8; corner++) {
      cube.append("%d %d %d%n".formatted(corner & 1, corner >> 1 & 1, corner >> 2));
    }
    assertThat(open(text(cube.toString()), null).size()).isEqualTo(8);
  }

  @Test
  void readsWhatOtherProgramsWrite() throws IOException {
    isTheRectangle(open(text("x,y\n0,0\n3,0\n3,4\n0,4\n"), null));
    isTheRectangle(open(text("\ufeff0,0\r\n3,0\r\n3,4\r\n0,4"), null));
    isTheRectangle(open(text("0 0\r3 0\r3 4\r0 4\r"), null));
    isTheRectangle(open(text("3,\n5,4,\n4,5,3,\n"), null));
    isTheRectangle(
        open(text("OFF # by hand\n# a rectangle\n4 0 0\n0 0 0\n3 0 0\n3 4 0\n0 4 0\n"), null));
    assertThat(
            diagrams(open(text("1\ninf inf\n"), DistanceFormat.LOWER_DISTANCE), 1)
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
    PersistenceDiagram components = diagrams(open(text(long1.toString()), null), 0).diagram(0);
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
                    open(file, format);
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
