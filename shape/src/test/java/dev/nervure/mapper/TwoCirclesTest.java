package dev.nervure.mapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.points.PointCloud;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Two circles about one centre, cut along x: 400 points on the unit circle, of class 0, and 200 on
 * that of radius 1/2, of class 1. The numbers were worked out by an implementation of its own in
 * Python, some with points exactly on the ends of intervals.
 */
class TwoCirclesTest {
  private static final int LARGE = 400;
  private static final int SMALL = 200;
  private static final int MIN_SAMPLES = 5;

  /** The numbers have six digits. */
  private static final double DIGITS = 1e-6;

  private static double[][] points() {
    double[][] points = new double[LARGE + SMALL][];
    for (int k = 0; k < points.length; k++) {
      boolean isLarge = k < LARGE;
      double angle = 2 * Math.PI * (isLarge ? k : k - LARGE) / (isLarge ? LARGE : SMALL);
      double radius = isLarge ? 1 : 0.5;
      points[k] = new double[] {radius * Math.cos(angle), radius * Math.sin(angle)};
    }
    return points;
  }

  @ParameterizedTest
  @CsvSource({
    "FIXED_CENTRES, 10, .25, .08, 28, 28,  2, 2,       1,    1,    1,   0",
    "FIXED_CENTRES, 10, .50, .08, 26, 26,  2, 2,       1,    1,    1,   0",
    "FIT_IN_RANGE,  10, .25, .08, 28, 28,  2, 2,       1,    1,    1,   0",
    "FIT_IN_RANGE,  10, .50, .08, 30, 30,  2, 2,       1,    1,    1,   0",
    "FIXED_CENTRES, 40, .25, .08, 78, 58, 20, 0,       1, .825,  .85, 100",
    "FIT_IN_RANGE,  40, .25, .08, 86, 70, 16, 0,       1, .875,  .85,  80",
    "FIXED_CENTRES, 10, .25, .60, 14, 16,  1, 3, .714286, .795,   .5,   0",
    "FIT_IN_RANGE,  10, .25, .60, 14, 16,  1, 3, .714286, .805,   .5,   0"
  })
  void theGraphHasTheKnownNumbers(
      IntervalConvention convention,
      int intervals,
      double overlap,
      double eps,
      int nodes,
      int edges,
      int components,
      int loops,
      double nodeWise,
      double large,
      double small,
      int uncovered) {
    PointCloud cloud = PointCloud.of(points());
    double[] x = new double[cloud.size()];
    int[] labels = new int[cloud.size()];
    for (int i = 0; i < x.length; i++) {
      x[i] = cloud.coordinate(i, 0);
      labels[i] = i < LARGE ? 0 : 1;
    }

    MapperGraph graph =
        Mapper.of(
                cloud,
                LensValues.of("x", x),
                new IntervalCover(intervals, overlap, convention),
                new Dbscan(eps, MIN_SAMPLES))
            .graph();

    assertThat(graph.nodes()).as("nodes").hasSize(nodes);
    assertThat(graph.edges()).as("edges").hasSize(edges);
    assertThat(graph.components()).as("components").isEqualTo(components);
    assertThat(graph.loops()).as("loops").isEqualTo(loops);
    assertThat(graph.uncovered()).as("uncovered").isEqualTo(uncovered);
    MapperPurity purity = MapperPurity.of(graph, labels, 2, PurityRule.CLASSES_PRESENT);
    assertThat(purity.nodeWise().orElseThrow()).isCloseTo(nodeWise, within(DIGITS));
    assertThat(purity.classes()[0].orElseThrow()).isCloseTo(large, within(DIGITS));
    assertThat(purity.classes()[1].orElseThrow()).isCloseTo(small, within(DIGITS));
  }
}
