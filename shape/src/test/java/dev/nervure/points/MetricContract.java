package dev.nervure.points;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.progress.Progress;
import dev.nervure.testing.FreshSeed;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What holds for every {@link Metric}. */
@ExtendWith(FreshSeed.class)
abstract class MetricContract {

  /** A distance is rounded to float32 once: half a unit in the 24th place; three of them. */
  private static final double ROUNDINGS = 3 * 0x1p-24;

  abstract Metric metric();

  /** The distance by its definition, in the plainest way. */
  abstract double plain(double[] a, double[] b);

  /** The distance of the same points at another scale. */
  abstract double rescaled(double distance, double factor);

  /** Whether the triangle inequality holds. */
  boolean isMetric() {
    return true;
  }

  /** Largest distance of a point from its repetition. */
  double atOnePlace() {
    return 0;
  }

  private float[] distances(PointCloud cloud, int threads) {
    return DistanceMatrix.of(cloud, metric(), threads, Progress.none()).lower();
  }

  @Test
  void isAsDefined(Random random) {
    int d = 1 + random.nextInt(150);
    PointCloud cloud = RandomClouds.gaussian(random, 40, d);
    DistanceMatrix matrix = DistanceMatrix.of(cloud, metric(), 2, Progress.none());
    double[] a = new double[d];
    double[] b = new double[d];
    for (int i = 0; i < 40; i++) {
      for (int j = 0; j < i; j++) {
        cloud.copyPoint(i, a);
        cloud.copyPoint(j, b);
        double expected = plain(a, b);
        assertThat((double) matrix.distance(i, j))
            .isCloseTo(expected, within(ROUNDINGS * Math.max(1, expected)));
        assertThat(matrix.distance(j, i)).isEqualTo(matrix.distance(i, j));
      }
    }
  }

  @Test
  void sameBitsForAnyNumberOfThreadsAndAnyOrderOfThePoints(Random random) {
    int n = 2 + random.nextInt(700);
    PointCloud cloud = RandomClouds.gaussian(random, n, 1 + random.nextInt(150));
    float[] one = distances(cloud, 1);
    for (int threads = 2; threads <= 5; threads++) {
      assertThat(distances(cloud, threads)).isEqualTo(one);
    }
    int[] order = RandomClouds.permutation(random, n);
    DistanceMatrix mixed = DistanceMatrix.of(cloud.select(order), metric(), 1, Progress.none());
    int[] back = new int[n];
    for (int i = 0; i < n; i++) {
      back[order[i]] = i;
    }
    assertThat(mixed.select(back).lower()).isEqualTo(one);
  }

  @Test
  void pointsStayAsTheyAre(Random random) {
    PointCloud cloud = RandomClouds.gaussian(random, 70, 5);
    double[] before = RandomClouds.coordinates(cloud);
    distances(cloud, 3);
    assertThat(RandomClouds.coordinates(cloud)).isEqualTo(before);
  }

  @Test
  void distancesGrowWithThePoints(Random random) {
    PointCloud cloud = RandomClouds.gaussian(random, 60, 1 + random.nextInt(20));
    int exponent = random.nextInt(41) - 20;
    float[] distances = distances(cloud, 1);
    float[] scaled = distances(RandomClouds.scaled(cloud, exponent), 1);
    for (int k = 0; k < scaled.length; k++) {
      // A power of two rounds nothing.
      assertThat((double) scaled[k]).isEqualTo(rescaled(distances[k], Math.scalb(1.0, exponent)));
    }
  }

  @Test
  void repeatedPointsAreAtOnePlace(Random random) {
    int[] twice = {0, 1, 2, 3, 4, 0, 1, 2, 3, 4};
    PointCloud cloud = RandomClouds.gaussian(random, 5, 1 + random.nextInt(70)).select(twice);
    DistanceMatrix matrix = DistanceMatrix.of(cloud, metric(), 1, Progress.none());
    for (int i = 0; i < 5; i++) {
      assertThat((double) matrix.distance(i, i + 5)).isBetween(0.0, atOnePlace());
      assertThat(matrix.distance(i, i)).isZero();
    }
  }

  @Test
  void aDetourIsNoShorter(Random random) {
    if (!isMetric()) {
      return;
    }
    DistanceMatrix matrix =
        DistanceMatrix.of(
            RandomClouds.gaussian(random, 40, 1 + random.nextInt(9)), metric(), 1, Progress.none());
    for (int i = 0; i < 40; i++) {
      for (int j = 0; j < 40; j++) {
        for (int k = 0; k < 40; k++) {
          double detour = (double) matrix.distance(i, k) + matrix.distance(k, j);
          assertThat((double) matrix.distance(i, j)).isLessThanOrEqualTo(detour * (1 + ROUNDINGS));
        }
      }
    }
  }
}
