package dev.nervure.dimension;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.points.PointCloud;
import dev.nervure.progress.Progress;
import dev.nervure.stats.RandomStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Clouds made for one reason each. */
class DisagreementReasonsTest {
  private static final List<String> ASKED =
      List.of(
          "twonn_dimension",
          "mle_dimension",
          "gride_dimension",
          "correlation_dimension",
          "pca_dimension");

  private static List<String> reasons(double[][] rows) {
    EstimatorInput input = new EstimatorInput(PointCloud.of(rows));
    Map<String, DimensionEstimate> estimates = new LinkedHashMap<>();
    for (String name : ASKED) {
      estimates.put(name, DimensionEstimators.named(name).estimate(input, 1, 2, Progress.none()));
    }
    return DisagreementReasons.of(estimates, input, 2, Progress.none());
  }

  private static double[][] rows(PointCloud cloud) {
    double[][] rows = new double[cloud.size()][cloud.dimension()];
    for (int i = 0; i < rows.length; i++) {
      cloud.copyPoint(i, rows[i]);
    }
    return rows;
  }

  @Test
  void noiseOnASheetIsSeenAtTheFinestScale() {
    RandomStream random = RandomStream.seeded(3);
    double[][] rows = rows(Manifolds.swissRoll(2500, random));
    for (double[] row : rows) {
      for (int j = 0; j < row.length; j++) {
        row[j] += 0.3 * random.nextGaussian();
      }
    }
    List<String> reasons = reasons(rows);
    assertThat(reasons).anyMatch(reason -> reason.startsWith("Noise"));
    assertThat(reasons).noneMatch(reason -> reason.startsWith("Few points"));
  }

  @Test
  void aSphereIsBentAndABallIsNot() {
    assertThat(reasons(rows(Manifolds.sphere(2, 1000, RandomStream.seeded(4)))))
        .anyMatch(reason -> reason.startsWith("Curvature"))
        .noneMatch(reason -> reason.startsWith("Several") || reason.startsWith("Noise"));
    assertThat(reasons(rows(Manifolds.ball(3, 1000, RandomStream.seeded(5)))))
        .noneMatch(reason -> reason.startsWith("Curvature") || reason.startsWith("Several"));
  }

  @Test
  void fewPointsOfAHighDimension() {
    assertThat(reasons(rows(Manifolds.gaussian(20, 1000, RandomStream.seeded(6)))))
        .anyMatch(reason -> reason.startsWith("Few points"))
        .anyMatch(reason -> reason.startsWith("Uneven density"));
  }

  @Test
  void aSquareBesideACubeOfSixDimensions() {
    RandomStream random = RandomStream.seeded(7);
    double[][] rows = new double[1000][6];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < (i % 2 == 0 ? 2 : 6); j++) {
        rows[i][j] = random.nextDouble() + (i % 2 == 0 ? 4 : 0);
      }
    }
    assertThat(reasons(rows)).anyMatch(reason -> reason.startsWith("Several dimensions"));
  }
}
