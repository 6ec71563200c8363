package dev.nervure.homology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import dev.nervure.points.PointCloud;
import dev.nervure.points.RandomClouds;
import dev.nervure.progress.CancelledException;
import dev.nervure.progress.Progress;
import dev.nervure.testing.FreshSeed;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What holds for every algorithm that finds a minimum spanning tree. */
@ExtendWith(FreshSeed.class)
abstract class SpanningTreeContract {

  /** Edge lengths in any order, Euclidean. */
  abstract double[] tree(PointCloud cloud, int threads, Progress progress);

  /** A cloud of a kind that the algorithm takes. */
  PointCloud cloud(Random random) {
    return RandomClouds.gaussian(random, 2 + random.nextInt(300), 1 + random.nextInt(30));
  }

  /** By how much an edge may be rounded, relative to its length. */
  double rounding() {
    return 1e-12;
  }

  private double[] lengths(PointCloud cloud) {
    return sorted(tree(cloud, 1, Progress.none()));
  }

  private static double[] sorted(double[] lengths) {
    double[] sorted = lengths.clone();
    Arrays.sort(sorted);
    return sorted;
  }

  @Test
  void isAsShortAsPrims(Random random) {
    PointCloud cloud = cloud(random);
    double[] expected = prim(cloud);
    assertThat(lengths(cloud))
        .containsExactly(expected, offset(rounding() * expected[expected.length - 1]));
  }

  /** In the plainest way: the nearest point outside joins. */
  private static double[] prim(PointCloud cloud) {
    int n = cloud.size();
    double[] nearest = new double[n];
    Arrays.fill(nearest, Double.POSITIVE_INFINITY);
    boolean[] inside = new boolean[n];
    double[] lengths = new double[n - 1];
    int joined = 0;
    for (int edge = 0; edge < n - 1; edge++) {
      inside[joined] = true;
      int next = -1;
      for (int i = 0; i < n; i++) {
        if (!inside[i]) {
          double square = 0;
          for (int c = 0; c < cloud.dimension(); c++) {
            double difference = cloud.coordinate(i, c) - cloud.coordinate(joined, c);
            square += difference * difference;
          }
          nearest[i] = Math.min(nearest[i], Math.sqrt(square));
          next = next < 0 || nearest[i] < nearest[next] ? i : next;
        }
      }
      lengths[edge] = nearest[next];
      joined = next;
    }
    return sorted(lengths);
  }

  @Test
  void sameBitsForAnyNumberOfThreadsAndAnyOrderOfThePoints(Random random) {
    PointCloud cloud = cloud(random);
    double[] one = lengths(cloud);
    for (int threads = 2; threads <= 4; threads++) {
      assertThat(sorted(tree(cloud, threads, Progress.none()))).isEqualTo(one);
    }
    int[] order = RandomClouds.permutation(random, cloud.size());
    assertThat(lengths(cloud.select(order))).isEqualTo(one);
  }

  @Test
  void aRepeatedPointAddsAnEdgeOfNoLength(Random random) {
    PointCloud cloud = cloud(random);
    int[] more = new int[cloud.size() + 1];
    for (int i = 0; i < cloud.size(); i++) {
      more[i] = i;
    }
    more[cloud.size()] = random.nextInt(cloud.size());
    double[] before = lengths(cloud);
    double[] expected = new double[before.length + 1];
    System.arraycopy(before, 0, expected, 1, before.length);
    assertThat(lengths(cloud.select(more))).isEqualTo(expected);
  }

  @Test
  void lengthsGrowWithThePoints(Random random) {
    PointCloud cloud = cloud(random);
    int exponent = random.nextInt(41) - 20;
    // A power of two rounds nothing.
    double[] expected =
        Arrays.stream(lengths(cloud)).map(length -> Math.scalb(length, exponent)).toArray();
    assertThat(lengths(RandomClouds.scaled(cloud, exponent))).isEqualTo(expected);
  }

  @Test
  void pointsStayAsTheyAre(Random random) {
    PointCloud cloud = cloud(random);
    double[] before = RandomClouds.coordinates(cloud);
    tree(cloud, 2, Progress.none());
    assertThat(RandomClouds.coordinates(cloud)).isEqualTo(before);
  }

  @Test
  void stopsWhenCancelled(Random random) {
    PointCloud cloud = cloud(random);
    Progress cancelled =
        new Progress() {
          @Override
          public Task begin(String label, long total) {
            return Progress.none().begin(label, total);
          }

          @Override
          public void checkCancelled() {
            throw new CancelledException();
          }
        };
    assertThatThrownBy(() -> tree(cloud, 1, cancelled)).isInstanceOf(CancelledException.class);
  }
}
