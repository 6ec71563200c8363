package dev.nervure.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.diagram.PersistenceDiagram;
import dev.nervure.homology.RipsOptions;
import dev.nervure.homology.RipsPersistence;
import dev.nervure.homology.RipsResult;
import dev.nervure.points.PointsOrDistances;
import dev.nervure.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The clouds are those of the reference generator: Ripser's bars of its n = 1000 cloud come out.
 */
class ActivationCloudTest {
  /**
   * Another libm may change the last bit of a coordinate; the reference is printed with six digits.
   */
  private static final double PRINTED = 1e-5;

  @Test
  void givesTheReferenceBars() throws IOException {
    Path reference = SharedData.path("ph/expected/act1000d2.ripser-1.2.1.txt");
    RipsResult result =
        RipsPersistence.compute(
            PointsOrDistances.of(ActivationCloud.of(1000, 512, 1)),
            RipsOptions.defaults().withMaxDimension(2));
    List<List<double[]>> expected = new ArrayList<>();
    for (String line : Files.readAllLines(reference)) {
      if (line.startsWith("persistence intervals")) {
        expected.add(new ArrayList<>());
      } else if (line.startsWith(" [")) {
        String[] ends = line.replaceAll("[\\[) ]", "").split(",", -1);
        double death = ends[1].isEmpty() ? Double.POSITIVE_INFINITY : Double.parseDouble(ends[1]);
        expected.get(expected.size() - 1).add(new double[] {Double.parseDouble(ends[0]), death});
      }
    }
    assertThat(expected).hasSize(3);
    for (int d = 0; d < 3; d++) {
      PersistenceDiagram diagram = result.diagram(d);
      assertThat(diagram.size()).isEqualTo(expected.get(d).size());
      assertThat(sortedDeaths(diagram)).hasSameSizeAs(sortedDeaths(expected.get(d)));
      double[] actual = sortedDeaths(diagram);
      double[] wanted = sortedDeaths(expected.get(d));
      for (int i = 0; i < actual.length; i++) {
        assertThat(actual[i] == wanted[i] ? 1 : actual[i] / wanted[i])
            .isCloseTo(1, within(PRINTED));
      }
    }
  }

  private static double[] sortedDeaths(PersistenceDiagram diagram) {
    double[] deaths = diagram.deaths();
    java.util.Arrays.sort(deaths);
    return deaths;
  }

  private static double[] sortedDeaths(List<double[]> bars) {
    return bars.stream().mapToDouble(bar -> bar[1]).sorted().toArray();
  }
}
