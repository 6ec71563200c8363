package dev.nervure.mapper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.points.PointCloud;
import dev.nervure.progress.Progress;
import dev.nervure.testing.FreshSeed;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(FreshSeed.class)
class DbscanTest {

  /** The algorithm as its paper tells it, over a list of all neighbours. */
  private static int[] byExpansion(double[][] points, double eps, int minSamples) {
    int n = points.length;
    int[] labels = new int[n];
    Arrays.fill(labels, Clustering.NOISE);
    boolean[][] near = new boolean[n][n];
    boolean[] core = new boolean[n];
    for (int i = 0; i < n; i++) {
      int count = 0;
      for (int j = 0; j < n; j++) {
        double squares = 0;
        for (int k = 0; k < points[i].length; k++) {
          squares += (points[i][k] - points[j][k]) * (points[i][k] - points[j][k]);
        }
        near[i][j] = Math.sqrt(squares) <= eps;
        count += near[i][j] ? 1 : 0;
      }
      core[i] = count >= minSamples;
    }
    int cluster = 0;
    for (int i = 0; i < n; i++) {
      if (core[i] && labels[i] == Clustering.NOISE) {
        Deque<Integer> open = new ArrayDeque<>();
        open.push(i);
        while (!open.isEmpty()) {
          int next = open.pop();
          if (labels[next] == Clustering.NOISE) {
            labels[next] = cluster;
            for (int j = 0; core[next] && j < n; j++) {
              if (near[next][j]) {
                open.push(j);
              }
            }
          }
        }
        cluster++;
      }
    }
    return labels;
  }

  @Test
  void itsLabelsAreThoseOfExpansionFromPointToPoint(Random random) {
    for (int round = 0; round < 60; round++) {
      int n = 1 + random.nextInt(150);
      int d = 1 + random.nextInt(3);
      // Whole coordinates make many distances equal to eps.
      boolean whole = random.nextBoolean();
      double[][] points = new double[n][d];
      for (double[] point : points) {
        Arrays.setAll(point, k -> whole ? random.nextInt(14) : 14 * random.nextDouble());
      }
      double eps = whole ? 1 + random.nextInt(2) : 0.3 + 2 * random.nextDouble();
      int minSamples = 1 + random.nextInt(7);
      assertThat(
              new Dbscan(eps, minSamples).cluster(PointCloud.of(points), Progress.none()).labels())
          .isEqualTo(byExpansion(points, eps, minSamples));
    }
  }

  @Test
  void manyPointsOfManyCoordinatesAreClusteredAlike(Random random) {
    int n = 1500;
    int d = 40;
    double[][] points = new double[n][d];
    for (int i = 0; i < n; i++) {
      int group = random.nextInt(5);
      double spread = 0.05 + 0.1 * random.nextInt(3);
      Arrays.setAll(points[i], k -> (k % 5 == group ? 1 : 0) + spread * random.nextGaussian());
    }
    for (double eps : new double[] {0.3, 0.6, 1.0, 1.5, 3.0}) {
      assertThat(new Dbscan(eps, 5).cluster(PointCloud.of(points), Progress.none()).labels())
          .as("eps %s", eps)
          .isEqualTo(byExpansion(points, eps, 5));
    }
  }

  @Test
  void aBorderPointOfTwoClustersIsOfTheFirstAndContested() {
    double[][] apart = {{0}, {0.1}, {0.2}, {0.3}, {1.2}, {2.1}, {2.2}, {2.3}, {2.4}};
    Clustering found = new Dbscan(0.91, 4).cluster(PointCloud.of(apart), Progress.none());
    assertThat(found.labels()).containsExactly(0, 0, 0, 0, 0, 1, 1, 1, 1);
    assertThat(found.contested()).isEqualTo(1);
  }
}
