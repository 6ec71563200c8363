package dev.nervure.similarity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.divergence.NumpyRandom;
import dev.nervure.divergence.RepresentationDivergence;
import dev.nervure.points.DistanceMatrix;
import dev.nervure.points.PointCloud;
import dev.nervure.progress.Progress;
import dev.nervure.stats.Correlation;
import dev.nervure.stats.Estimate;
import org.junit.jupiter.api.Test;

/**
 * RTD as a measure of similarity, on the example of its paper: 60 groups of five normal points in
 * the plane (numpy's seed 7), moved onto k places of a circle in turn. The more places, the farther
 * from the groups in one place.
 */
class TopologyDivergenceTest {
  private static final int[] PLACES = {2, 3, 4, 5, 6, 10, 12};
  private static final int GROUPS = 60;
  private static final int IN_GROUP = 5;

  /** Printed with four decimals; sums of some hundred bars of float32 near 1 besides. */
  private static final double PRINTED = 1e-4;

  private static double[][] moved(double[][] points, int places) {
    double[][] moved = new double[points.length][];
    for (int i = 0; i < points.length; i++) {
      double angle = 2 * Math.PI * (i / IN_GROUP % places) / places;
      moved[i] =
          new double[] {
            points[i][0] + 10 * StrictMath.cos(angle), points[i][1] + 10 * StrictMath.sin(angle)
          };
    }
    return moved;
  }

  private static double[] read(String measure, double[][] points) {
    SimilarityMeasure asked = SimilarityMeasures.named(measure);
    Representation together = Representation.of(PointCloud.of(points));
    double[] found = new double[PLACES.length];
    for (int i = 0; i < found.length; i++) {
      Representation apart = Representation.of(PointCloud.of(moved(points, PLACES[i])));
      found[i] = asked.between(together, apart, 1, Progress.none()).value();
    }
    return found;
  }

  private static double kendall(double[] values) {
    double[] places = new double[PLACES.length];
    for (int i = 0; i < places.length; i++) {
      places[i] = PLACES[i];
    }
    return Correlation.KENDALL.of(places, values);
  }

  @Test
  void valuesAndOrderAreThosePublished() {
    double[][] points = new NumpyRandom(7).randn(GROUPS * IN_GROUP, 2);
    double[] divergences = read("rtd", points);
    assertThat(divergences)
        .containsExactly(
            new double[] {10.3758, 11.9584, 13.7854, 15.0071, 16.0479, 19.1349, 19.6730},
            within(PRINTED));
    assertThat(kendall(divergences)).isCloseTo(1, within(1e-12));
    double[] alike = read("linear_cka", points);
    assertThat(alike)
        .containsExactly(
            new double[] {.02209, .00901, .02543, .03062, .01477, .01261, .03433}, within(5.1e-6));
    assertThat(kendall(alike)).isCloseTo(5.0 / 21, within(1e-12));
  }

  /** Up to 500 rows there is nothing to draw, so that the value has no error. */
  @Test
  void fewRowsAreTakenAsTheyAre() {
    NumpyRandom numpy = new NumpyRandom(7);
    PointCloud first = PointCloud.of(numpy.rand(100, 10));
    PointCloud second = PointCloud.of(numpy.rand(100, 10));
    Estimate found =
        SimilarityMeasures.named("rtd")
            .between(Representation.of(first), Representation.of(second), 1, Progress.none());
    assertThat(found.value())
        .isEqualTo(
            RepresentationDivergence.between(
                DistanceMatrix.of(first), DistanceMatrix.of(second), Progress.none()));
    assertThat(found.standardError()).isZero();
  }
}
