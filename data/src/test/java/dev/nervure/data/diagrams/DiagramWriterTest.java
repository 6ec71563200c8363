package dev.nervure.data.diagrams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.array.ElementType;
import dev.nervure.array.NdArray;
import dev.nervure.data.array.NpyReader;
import dev.nervure.diagram.DiagramSource;
import dev.nervure.diagram.PersistenceDiagram;
import dev.nervure.homology.RipsOptions;
import dev.nervure.homology.RipsPersistence;
import dev.nervure.homology.RipsResult;
import dev.nervure.points.DistanceMatrix;
import dev.nervure.points.PointsOrDistances;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiagramWriterTest {
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  @TempDir Path folder;

  private static List<PersistenceDiagram> diagrams() {
    DiagramSource source = DiagramSource.exact(2, "euclidean", 5, 4);
    return List.of(
        new PersistenceDiagram(0, new double[] {0, 0}, new double[] {0.1f, INFINITY}, source),
        new PersistenceDiagram(1, new double[] {3}, new double[] {1 << 25}, source));
  }

  @Test
  void aBarIsALineOfDimensionBirthAndDeath() {
    assertThat(DiagramWriter.csv(diagrams()))
        .isEqualTo("dim,birth,death\n0,0,0.1\n0,0,inf\n1,3,3.3554432E7\n");
    assertThat(DiagramWriter.csv(List.of())).isEqualTo("dim,birth,death\n");
  }

  @Test
  void aBarIsARowOfTheArray() {
    Path file = folder.resolve("bars.npy");
    DiagramWriter.write(diagrams(), file);
    NdArray array = NpyReader.open(file).readAll();
    assertThat(array.shape()).containsExactly(3, 3);
    assertThat(array.type()).isEqualTo(ElementType.FLOAT64);
    assertThat(array.doubles()).containsExactly(0, 0, 0.1f, 0, 0, INFINITY, 1, 3, 1 << 25);
    DiagramWriter.write(List.of(), file);
    assertThat(NpyReader.open(file).readAll().shape()).containsExactly(0, 3);
  }

  @Test
  void numbersComeBackAsTheSameSinglePrecision() {
    Random random = new Random();
    for (int i = 0; i < 10_000; i++) {
      float value = Math.abs(Float.intBitsToFloat(random.nextInt()));
      if (Float.isFinite(value)) {
        assertThat(Float.parseFloat(DiagramWriter.number(value))).isEqualTo(value);
      }
    }
  }

  @Test
  void theDocumentHasNullWhereThereIsNoEnd() {
    RipsResult result =
        RipsPersistence.compute(
            PointsOrDistances.of(DistanceMatrix.ofLower(new float[] {3, 5, 4, 4, 5, 3}, 4)),
            RipsOptions.defaults().withField(3).withRepresentatives(true));
    RipsDocument document = RipsDocument.of("d.txt", "1.0", result, List.of("a note"));
    assertThat(document.diagrams().get(0).bars().get(3)).containsExactly(0.0, null);
    assertThat(document.diagrams().get(1).bars().get(0)).containsExactly(4.0, 5.0);
    assertThat(document.threshold()).isEqualTo(5);
    assertThat(document.bottleneckError()).isZero();
    assertThat(document.representatives()).hasSize(1);
    assertThat(document.representatives().get(0).cycle().simplices()).hasSize(4);
    RipsResult components =
        RipsPersistence.compute(
            PointsOrDistances.of(DistanceMatrix.ofLower(new float[] {3}, 2)),
            RipsOptions.defaults().withMaxDimension(0));
    assertThat(RipsDocument.of("d.txt", "1.0", components, List.of()).threshold()).isNull();
  }
}
