package dev.nervure.neighbors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nervure.points.PointCloud;
import dev.nervure.points.RandomClouds;
import dev.nervure.testing.FreshSeed;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What holds for every search of Euclidean neighbours, whatever it starts from. */
@ExtendWith(FreshSeed.class)
abstract class NeighborSearchContract {

  abstract NeighborTable search(PointCloud cloud, int k, int threads);

  private static void assertSame(NeighborTable actual, NeighborTable expected) {
    assertThat(actual.indices()).isDeepEqualTo(expected.indices());
    assertThat(actual.distances()).isDeepEqualTo(expected.distances());
  }

  /** Squares of distances between points of a grid are whole numbers, so that nothing rounds. */
  @Test
  void theNearestComeFirstAndEquallyNearOnesByIndex(Random random) {
    int n = 2 + random.nextInt(300);
    PointCloud cloud = RandomClouds.grid(random, n, 1 + random.nextInt(8));
    int k = 1 + random.nextInt(n - 1);
    NeighborTable table = search(cloud, k, 2);
    assertThat(table.size()).isEqualTo(n);
    for (int i = 0; i < n; i++) {
      int self = i;
      double[] squares = IntStream.range(0, n).mapToDouble(j -> square(cloud, self, j)).toArray();
      int[] expected =
          IntStream.range(0, n)
              .filter(j -> j != self)
              .boxed()
              .sorted(
                  Comparator.<Integer>comparingDouble(j -> squares[j])
                      .thenComparingInt(Integer::intValue))
              .limit(k)
              .mapToInt(Integer::intValue)
              .toArray();
      assertThat(table.indices()[i]).containsExactly(expected);
      for (int rank = 0; rank < k; rank++) {
        assertThat((float) table.distances()[i][rank])
            .isEqualTo((float) Math.sqrt(squares[expected[rank]]));
      }
    }
  }

  private static double square(PointCloud cloud, int i, int j) {
    double sum = 0;
    for (int c = 0; c < cloud.dimension(); c++) {
      double difference = cloud.coordinate(i, c) - cloud.coordinate(j, c);
      sum += difference * difference;
    }
    return sum;
  }

  @Test
  void sameBitsForAnyNumberOfThreads(Random random) {
    int n = 2 + random.nextInt(500);
    PointCloud cloud = RandomClouds.gaussian(random, n, 1 + random.nextInt(100));
    int k = 1 + random.nextInt(Math.min(20, n - 1));
    NeighborTable one = search(cloud, k, 1);
    for (int threads = 2; threads <= 5; threads++) {
      assertSame(search(cloud, k, threads), one);
    }
  }

  @Test
  void moreNeighborsBeginWithTheFewer(Random random) {
    PointCloud cloud = RandomClouds.gaussian(random, 90, 1 + random.nextInt(9));
    NeighborTable many = search(cloud, 40, 1);
    int k = 1 + random.nextInt(39);
    NeighborTable few = search(cloud, k, 1);
    for (int i = 0; i < 90; i++) {
      assertThat(few.indices()[i]).isEqualTo(Arrays.copyOf(many.indices()[i], k));
      assertThat(few.distances()[i]).isEqualTo(Arrays.copyOf(many.distances()[i], k));
    }
  }

  @Test
  void distancesGrowWithThePointsAndNeighborsStay(Random random) {
    PointCloud cloud = RandomClouds.gaussian(random, 80, 1 + random.nextInt(9));
    int exponent = random.nextInt(41) - 20;
    NeighborTable table = search(cloud, 7, 1);
    NeighborTable scaled = search(RandomClouds.scaled(cloud, exponent), 7, 1);
    assertThat(scaled.indices()).isDeepEqualTo(table.indices());
    for (int i = 0; i < 80; i++) {
      for (int rank = 0; rank < 7; rank++) {
        // A power of two rounds nothing.
        assertThat(scaled.distances()[i][rank])
            .isEqualTo(Math.scalb(table.distances()[i][rank], exponent));
      }
    }
  }

  @Test
  void pointsStayAsTheyAre(Random random) {
    PointCloud cloud = RandomClouds.gaussian(random, 70, 5);
    double[] before = RandomClouds.coordinates(cloud);
    search(cloud, 3, 2);
    assertThat(RandomClouds.coordinates(cloud)).isEqualTo(before);
  }

  @Test
  void everyPointHasNeighborsButAllOthersAtMost(Random random) {
    int n = 2 + random.nextInt(30);
    PointCloud cloud = RandomClouds.gaussian(random, n, 2);
    for (int k : new int[] {-1, 0, n, n + 5}) {
      assertThatThrownBy(() -> search(cloud, k, 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("k must be in [1, n-1] but was " + k);
    }
    assertThat(search(cloud, n - 1, 1).indices()[0])
        .containsExactlyInAnyOrder(IntStream.range(1, n).toArray());
  }
}
