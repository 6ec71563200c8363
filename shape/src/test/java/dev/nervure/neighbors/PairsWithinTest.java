package dev.nervure.neighbors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.points.PointCloud;
import dev.nervure.points.PointTile;
import dev.nervure.points.RandomClouds;
import dev.nervure.progress.Progress;
import dev.nervure.testing.FreshSeed;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(FreshSeed.class)
class PairsWithinTest {

  private static TreeSet<Long> told(PointCloud cloud, double radius) {
    TreeSet<Long> pairs = new TreeSet<>();
    PairsWithin.visit(
        cloud,
        radius,
        new PairsWithin.Listener() {
          @Override
          public void pair(int i, int j) {
            assertThat(i).isNotEqualTo(j);
            boolean isNew = pairs.add((long) Math.min(i, j) * cloud.size() + Math.max(i, j));
            assertThat(isNew).as("pair %d, %d told once", i, j).isTrue();
          }

          @Override
          public int group(int point) {
            return -1;
          }
        },
        Progress.none());
    return pairs;
  }

  private static TreeSet<Long> measured(PointCloud cloud, double radius) {
    TreeSet<Long> pairs = new TreeSet<>();
    int n = cloud.size();
    double[][] points = new double[n][PointTile.paddedDimension(cloud.dimension())];
    for (int i = 0; i < n; i++) {
      cloud.copyPoint(i, points[i]);
      for (int j = 0; j < i; j++) {
        if (Math.sqrt(PointTile.square(points[i], points[j])) <= radius) {
          pairs.add((long) j * n + i);
        }
      }
    }
    return pairs;
  }

  @Test
  void everyPairWithinTheRadiusIsToldOnce(Random random) {
    int[][] shapes = {{300, 3}, {700, 2}, {900, 7}, {800, 50}, {600, 200}};
    for (int[] shape : shapes) {
      PointCloud cloud = RandomClouds.gaussian(random, shape[0], shape[1]);
      for (double share : new double[] {0.5, 0.95, 1.2}) {
        double radius = share * Math.sqrt(2.0 * shape[1]);
        assertThat(told(cloud, radius)).isEqualTo(measured(cloud, radius));
      }
    }
  }

  /** Many distances are the radius exactly, or miss it by rounding. */
  @Test
  void pairsAtTheRadiusAreTold(Random random) {
    PointCloud grid = RandomClouds.grid(random, 700, 5);
    for (double radius : new double[] {0, 1, Math.sqrt(2), Math.sqrt(5), 3}) {
      assertThat(told(grid, radius)).isEqualTo(measured(grid, radius));
    }
  }

  /** Far from the origin a product in float32 says little, and what it leaves open is measured. */
  @Test
  void aCloudFarAwayIsNoTrouble(Random random) {
    double[][] points = new double[600][210];
    for (double[] point : points) {
      for (int j = 0; j < point.length; j++) {
        point[j] = 1e6 + random.nextGaussian() * (j < 3 ? 10 : 0.01);
      }
    }
    PointCloud cloud = PointCloud.of(points);
    for (double radius : new double[] {0.5, 3, 20}) {
      assertThat(told(cloud, radius)).isEqualTo(measured(cloud, radius));
    }
  }
}
