package dev.nervure.diagram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.homology.RipsOptions;
import dev.nervure.homology.RipsPersistence;
import dev.nervure.points.DistanceMatrix;
import dev.nervure.points.PointCloud;
import dev.nervure.points.PointsOrDistances;
import dev.nervure.progress.Progress;
import dev.nervure.stats.HalfSplits;
import dev.nervure.stats.RandomStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What is outside the band on clouds whose shape is known. Seeds are fixed, since the rates are
 * what is tested; the factor 1 of the gap was chosen on other clouds of the same kinds, with the
 * results in docs/persistence.md.
 */
class NoiseBandTest {
  private static final int SPLITS = 10;
  private static final int CLOUDS = 40;

  /**
   * 5 % of the clouds are allowed and are two of 40; more than five of 40 would come by chance in 1
   * % of the tests where it is 5 %.
   */
  private static final int MOST_FALSE = 5;

  /** A point of a cloud. */
  private interface Shape {
    double[] draw(RandomStream random);
  }

  private static double[] gaussian(RandomStream random, int d) {
    double[] point = new double[d];
    for (int j = 0; j < d; j++) {
      point[j] = random.nextGaussian();
    }
    return point;
  }

  private static double[] uniform(RandomStream random, int d) {
    double[] point = new double[d];
    for (int j = 0; j < d; j++) {
      point[j] = random.nextDouble();
    }
    return point;
  }

  private static double[] ball(RandomStream random, int d) {
    double[] point = gaussian(random, d);
    double square = 0;
    for (double x : point) {
      square += x * x;
    }
    double factor = StrictMath.pow(random.nextDouble(), 1.0 / d) / Math.sqrt(square);
    for (int j = 0; j < d; j++) {
      point[j] *= factor;
    }
    return point;
  }

  private static double[] circle(RandomStream random, double centre, double noise) {
    double angle = 2 * Math.PI * random.nextDouble();
    return new double[] {
      centre + StrictMath.cos(angle) + noise * random.nextGaussian(),
      StrictMath.sin(angle) + noise * random.nextGaussian()
    };
  }

  /** The product of two circles, in four dimensions. */
  private static double[] torus(RandomStream random) {
    double[] first = circle(random, 0, 0);
    double[] second = circle(random, 0, 0);
    return new double[] {first[0], first[1], second[0], second[1]};
  }

  private static double[] twoClusters(RandomStream random, int d, double apart) {
    double[] point = gaussian(random, d);
    point[0] += random.nextInt(2) * apart;
    return point;
  }

  private static Shape shape(String name) {
    return switch (name) {
      case "square" -> random -> uniform(random, 2);
      case "cube R5" -> random -> uniform(random, 5);
      case "ball R5" -> random -> ball(random, 5);
      case "ball R20" -> random -> ball(random, 20);
      case "Gaussian R2" -> random -> gaussian(random, 2);
      case "Gaussian R5" -> random -> gaussian(random, 5);
      case "Gaussian R20" -> random -> gaussian(random, 20);
      case "circle" -> random -> circle(random, 0, 0.1);
      case "figure eight" -> random -> circle(random, 2 * random.nextInt(2) - 1, 0.05);
      case "torus" -> NoiseBandTest::torus;
      case "two clusters R2" -> random -> twoClusters(random, 2, 10);
      case "two clusters R20" -> random -> twoClusters(random, 20, 12);
      default -> throw new IllegalArgumentException(name);
    };
  }

  /** In how many of so many clouds a number of bars of a degree is outside. */
  private static int cloudsWith(int outside, String name, int n, int degree, int clouds) {
    int count = 0;
    for (int cloud = 0; cloud < clouds; cloud++) {
      RandomStream random = RandomStream.seeded(71).derive(name).derive(n).derive(cloud);
      double[][] points = new double[n][];
      for (int i = 0; i < n; i++) {
        points[i] = shape(name).draw(random);
      }
      DistanceMatrix distances = DistanceMatrix.of(PointCloud.of(points));
      PersistenceDiagram diagram = diagrams(distances).get(degree);
      count += band(distances, random).outside(diagram) == outside ? 1 : 0;
    }
    return count;
  }

  private static List<PersistenceDiagram> diagrams(DistanceMatrix distances) {
    return RipsPersistence.compute(
            PointsOrDistances.of(distances), RipsOptions.defaults(), 1, Progress.none())
        .diagrams();
  }

  private static NoiseBand band(DistanceMatrix distances, RandomStream random) {
    double[] gaps = new double[2 * SPLITS];
    for (int split = 0; split < SPLITS; split++) {
      int[][] halves = HalfSplits.halves(distances.size(), random.derive(split));
      gaps[2 * split] = NoiseBand.gap(distances, halves[0]);
      gaps[2 * split + 1] = NoiseBand.gap(distances, halves[1]);
    }
    return NoiseBand.ofGaps(gaps);
  }

  @ParameterizedTest
  @CsvSource({
    "square",
    "cube R5",
    "ball R5",
    "ball R20",
    "Gaussian R2",
    "Gaussian R5",
    "Gaussian R20"
  })
  void cloudsWithoutStructureHaveNoBarOutside(String name) {
    for (int n : new int[] {100, 300, 500}) {
      int clouds = n == 100 ? CLOUDS : n == 300 ? CLOUDS / 2 : CLOUDS / 4;
      for (int degree = 0; degree < 2; degree++) {
        assertThat(clouds - cloudsWith(0, name, n, degree, clouds))
            .as("clouds of %d points with a bar of degree %d outside", n, degree)
            .isLessThanOrEqualTo(MOST_FALSE * clouds / CLOUDS);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "circle, 100, 1, 1",
    "circle, 300, 1, 1",
    "figure eight, 300, 1, 2",
    "torus, 500, 1, 2",
    "two clusters R2, 100, 0, 1",
    "two clusters R2, 300, 0, 1",
    "two clusters R20, 100, 0, 1",
    "two clusters R20, 300, 0, 1"
  })
  void whatIsThereIsOutside(String name, int n, int degree, int features) {
    int clouds = CLOUDS / 2;
    assertThat(cloudsWith(features, name, n, degree, clouds))
        .as("clouds with exactly the true bars outside")
        .isGreaterThanOrEqualTo(clouds - MOST_FALSE / 2);
  }

  @Test
  void gapsOfAFewPointsAreKnown() {
    DistanceMatrix line = DistanceMatrix.of(PointCloud.of(new double[][] {{0}, {1}, {3}, {7}}));
    assertThat(NoiseBand.gap(line, new int[] {0, 2})).isEqualTo(4);
    assertThat(NoiseBand.gap(line, new int[] {1, 3})).isEqualTo(2);
    assertThat(NoiseBand.gap(line, new int[] {0, 1, 2, 3})).isZero();
  }

  @Test
  void theWidthIsAQuantileOfTheGaps() {
    double[] gaps = new double[20];
    for (int i = 0; i < 20; i++) {
      gaps[(7 * i) % 20] = i + 1;
    }
    assertThat(NoiseBand.ofGaps(gaps).width()).isEqualTo(19);
    assertThat(NoiseBand.ofGaps(new double[] {3, 2}).width()).isEqualTo(3);
  }

  @Test
  void onlyLongerBarsWithAnEndAreOutside() {
    PersistenceDiagram diagram =
        RandomDiagrams.ofBars(
            new double[] {0, 1},
            new double[] {0, 2},
            new double[] {1, 4},
            new double[] {1, Double.POSITIVE_INFINITY});
    assertThat(new NoiseBand(2).outside(diagram)).isEqualTo(1);
    assertThat(new NoiseBand(0).outside(diagram)).isEqualTo(3);
  }

  @Test
  void theWidthScalesWithTheCloud() {
    RandomStream random = RandomStream.seeded(5);
    double[][] points = new double[60][];
    double[][] larger = new double[60][2];
    for (int i = 0; i < 60; i++) {
      points[i] = uniform(random, 2);
      larger[i][0] = 8 * points[i][0];
      larger[i][1] = 8 * points[i][1];
    }
    double width = band(DistanceMatrix.of(PointCloud.of(points)), RandomStream.seeded(1)).width();
    assertThat(band(DistanceMatrix.of(PointCloud.of(larger)), RandomStream.seeded(1)).width())
        .isCloseTo(8 * width, within(1e-6 * width));
  }

  @Test
  void aWidthIsANumber() {
    assertThatThrownBy(() -> new NoiseBand(Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new NoiseBand(-1)).isInstanceOf(IllegalArgumentException.class);
  }
}
