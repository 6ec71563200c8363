package dev.nervure.dimension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import dev.nervure.points.PointCloud;
import dev.nervure.progress.Progress;
import dev.nervure.stats.Estimate;
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

  private static final EstimatorInput FEW_POINTS =
      new EstimatorInput(Manifolds.cube(2, 50, RandomStream.seeded(8)));

  private static List<String> reasons(Map<String, DimensionEstimate> estimates) {
    return DisagreementReasons.of(estimates, FEW_POINTS, 1, Progress.none());
  }

  private static DimensionEstimate estimate(double value) {
    return new DimensionEstimate(
        Estimate.of(value, 0.1), "", 50, 0, List.of(), List.of(), List.of(), Map.of());
  }

  @Test
  void twoEstimatesThatAgreeAreNeededToSayWhatAllSay() {
    DimensionEstimate none = DimensionEstimate.none("too few", "MLE", 3, 0, Map.of());
    assertThat(reasons(Map.of())).isEmpty();
    assertThat(reasons(Map.of("mle_dimension", none))).isEmpty();
    assertThat(reasons(Map.of("twonn_dimension", estimate(2)))).isEmpty();
    assertThat(reasons(Map.of("twonn_dimension", estimate(2), "mle_dimension", none))).isEmpty();
    assertThat(reasons(Map.of("twonn_dimension", estimate(2), "mle_dimension", estimate(2.2))))
        .singleElement()
        .asString()
        .startsWith("Construction: all lie between 2.00 and 2.20");
  }

  /** Of whole numbers the two nearest are often equally far: the first ranks have no value. */
  @Test
  void ranksWithoutAValueAreNotCounted() {
    List<Integer> ranks = List.of(4, 8, 16, 32, 64);
    List<DimensionAtScale> byScale =
        List.of(
            new DimensionAtScale(0.1, 4, 0.05),
            new DimensionAtScale(0.2, 3, 0.05),
            new DimensionAtScale(0.3, 2, 0.05),
            new DimensionAtScale(0.4, 2, 0.05),
            new DimensionAtScale(0.5, 2, 0.05));
    assertThat(reasons(Map.of("gride_dimension", gride(byScale, ranks, 16))))
        .containsExactly(
            "Noise: at distances of 0.100 the dimension reads 4.00, at 0.300 and beyond 2.00; below that distance noise adds dimensions.");
    // The finest scale that there is stands on the plateau: nothing falls.
    assertThat(reasons(Map.of("gride_dimension", gride(byScale, ranks, 4)))).isEmpty();
    assertThat(reasons(Map.of("gride_dimension", gride(byScale, ranks, 32)))).isEmpty();
  }

  private static DimensionEstimate gride(
      List<DimensionAtScale> byScale, List<Integer> ranks, int plateauFrom) {
    return new DimensionEstimate(
        Estimate.of(2, 0.1),
        "GRIDE",
        50,
        0,
        List.of(),
        byScale,
        List.of(),
        Map.of("ranks", ranks, "plateauFrom", plateauFrom, "plateauTo", 64));
  }

  @Test
  void pointsOfWholeNumbersHaveReasonsToo() {
    double[][] rows = new double[900][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = new double[] {i % 30, i / 30};
    }
    EstimatorInput input = new EstimatorInput(PointCloud.of(rows));
    DimensionEstimate gride =
        DimensionEstimators.named("gride_dimension").estimate(input, 1, 1, Progress.none());
    assertThat(gride.details().get("ranks")).asInstanceOf(LIST).doesNotContain(1);
    assertThat(reasons(rows)).noneMatch(reason -> reason.contains("NaN"));
  }
}
