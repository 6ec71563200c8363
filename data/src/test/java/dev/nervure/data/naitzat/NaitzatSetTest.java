package dev.nervure.data.naitzat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nervure.data.DataOptions;
import dev.nervure.data.DataSource;
import dev.nervure.data.LabelledSamples;
import dev.nervure.graph.CliqueBetti;
import dev.nervure.graph.PointGraph;
import dev.nervure.points.DistanceMatrix;
import dev.nervure.points.PointCloud;
import dev.nervure.progress.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NaitzatSetTest {
  @TempDir Path folder;

  private static int[] betti(double[][] points, int neighbors, int steps) {
    PointGraph graph =
        PointGraph.ofNearest(DistanceMatrix.of(PointCloud.of(points)), neighbors)
            .withinSteps(steps, Progress.none());
    return CliqueBetti.of(graph, 2, Progress.none());
  }

  /**
   * By graphs of neighbours as in the paper, at two steps: 14 neighbours for the discs, 35 for the
   * rings. Discs have fewer points than are usual. So have spheres, of which 35 neighbours take 400
   * points each, since the inner and the outer one join before; 300 do with 20.
   */
  @ParameterizedTest
  @CsvSource({"DISCS, 60, 14", "RINGS, 250, 35", "SPHERES, 300, 20"})
  void theNumbersAreThoseOfTheGraphsOfNeighbours(NaitzatSet set, int points, int neighbors) {
    NaitzatPoints drawn = set.draw(points, 1);
    for (int label = 0; label < 2; label++) {
      assertThat(betti(drawn.ofClass(label), neighbors, 2))
          .as("%s, class %d", set, label)
          .containsExactly(set.betti(label));
    }
  }

  @Test
  void theUsualDiscsAreThoseOfThePaper() {
    NaitzatPoints discs = NaitzatSet.DISCS.draw(NaitzatSet.DISCS.usualPointsOfPiece(), 1);
    // numpy: points of the grid within 1.3 of a middle, and beyond 1.8 of all.
    assertThat(discs.ofClass(0)).hasDimensions(1344, 2);
    assertThat(discs.ofClass(1)).hasDimensions(8706, 2);
  }

  @Test
  void filesAreReadAsSamples() throws Exception {
    NaitzatPoints rings = NaitzatSet.RINGS.draw(10, 3);
    rings.write(folder);
    LabelledSamples samples = DataSource.open(folder, DataOptions.DEFAULT);
    assertThat(samples.size()).isEqualTo(180);
    assertThat(samples.sampleShape()).containsExactly(3);
    assertThat(samples.labels()).containsExactly(rings.labels());
    assertThat(samples.read(7, 8).floats()[2]).isEqualTo((float) rings.points()[7][2]);
    assertThat(Files.readString(folder.resolve("naitzat.json"))).contains("D-II", "\"seed\" : 3");
    assertThat(NaitzatSet.RINGS.draw(10, 3).points()).isDeepEqualTo(rings.points());
    assertThatThrownBy(() -> NaitzatSet.RINGS.draw(9, 3)).hasMessageContaining("at least 10");
  }
}
