package dev.nervure.mapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nervure.points.PointCloud;
import dev.nervure.points.RandomClouds;
import dev.nervure.progress.Progress;
import dev.nervure.testing.FreshSeed;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@link Clusterer} promises, asked of every clusterer of the list. */
class ClustererContractTest {
  private static final int ROUNDS = 25;

  static List<Clusterer> all() {
    return Clusterers.all(
        ClustererSettings.defaults().withEps(0.6).withMinSamples(4).withClusters(3));
  }

  /** Groups of points, loose and dense, with some that coincide where asked for. */
  private static double[][] groups(Random random, boolean repeat) {
    int n = 1 + random.nextInt(120);
    double[][] points = new double[n][2];
    for (int i = 0; i < n; i++) {
      int group = random.nextInt(4);
      points[i][0] = 2 * group + (0.2 + 0.2 * group) * random.nextGaussian();
      points[i][1] = (0.2 + 0.2 * group) * random.nextGaussian();
      if (repeat && i > 0 && random.nextInt(4) == 0) {
        points[i] = points[random.nextInt(i)].clone();
      }
    }
    return points;
  }

  private static Clustering cluster(Clusterer clusterer, double[][] points) {
    return clusterer.cluster(PointCloud.of(points), Progress.none());
  }

  @ParameterizedTest
  @MethodSource("all")
  void theOrderOfThePointsDoesNotMatter(Clusterer clusterer) {
    long seed = FreshSeed.next();
    Random random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      // Ward's merges tie where points coincide, and say so in the Javadoc.
      double[][] points = groups(random, !clusterer.name().equals("ward"));
      int[] order = RandomClouds.permutation(random, points.length);
      double[][] moved = Arrays.stream(order).mapToObj(i -> points[i]).toArray(double[][]::new);
      Clustering here = cluster(clusterer, points);
      Clustering there = cluster(clusterer, moved);
      String repeat = FreshSeed.repeat(seed, getClass());
      assertThat(there.clusters()).as(repeat).isEqualTo(here.clusters());
      assertThat(there.noise()).as(repeat).isEqualTo(here.noise());
      if (here.contested() == 0) {
        int[] back = new int[order.length];
        for (int i = 0; i < order.length; i++) {
          back[order[i]] = there.labels()[i];
        }
        assertThat(Labels.ofNames(back, there.clusters()).labels())
            .as(repeat)
            .isEqualTo(Labels.ofNames(here.labels(), here.clusters()).labels());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void everyNumberBelowTheCountIsUsed(Clusterer clusterer) {
    long seed = FreshSeed.next();
    Random random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      double[][] points = groups(random, true);
      Clustering found = cluster(clusterer, points);
      assertThat(found.labels()).hasSize(points.length);
      assertThat(Arrays.stream(found.labels()).filter(label -> label >= 0).distinct().sorted())
          .as(FreshSeed.repeat(seed, getClass()))
          .hasSize(found.clusters())
          .allMatch(label -> label < found.clusters());
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void farGroupsAreNeverTogether(Clusterer clusterer) {
    if (clusterer.name().equals("one")) {
      return; // that is what it is for
    }
    Random random = new Random(7);
    double[][] points = new double[60][];
    for (int i = 0; i < points.length; i++) {
      points[i] =
          new double[] {(i % 3) * 100 + 0.1 * random.nextGaussian(), 0.1 * random.nextGaussian()};
    }
    Clustering found = cluster(clusterer, points);
    assertThat(found.clusters()).isEqualTo(3);
    assertThat(found.noise()).isZero();
    for (int i = 0; i < points.length; i++) {
      assertThat(found.labels()[i]).isEqualTo(i % 3);
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void manyPointsInOnePlaceAreOneCluster(Clusterer clusterer) {
    double[][] points = new double[12][];
    Arrays.fill(points, new double[] {3, 4});
    Clustering found = cluster(clusterer, points);
    if (!clusterer.name().equals("ward")) { // which is told how many it leaves
      assertThat(found.clusters()).isEqualTo(1);
      assertThat(found.noise()).isZero();
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void fewPointsAreNoTrouble(Clusterer clusterer) {
    assertThat(cluster(clusterer, new double[0][2]).clusters()).isZero();
    assertThat(cluster(clusterer, new double[][] {{1, 2}}).clusters()).isLessThanOrEqualTo(1);
    assertThat(cluster(clusterer, new double[][] {{1, 2}, {5, 2}}).clusters())
        .isLessThanOrEqualTo(2);
  }

  @ParameterizedTest
  @MethodSource("all")
  void namesAreWordsAndLeadBack(Clusterer clusterer) {
    assertThat(clusterer.name()).matches("[a-z]+(_[a-z]+)*");
    assertThat(
            Clusterers.named(clusterer.name(), ClustererSettings.defaults().withEps(1)).getClass())
        .isEqualTo(clusterer.getClass());
  }

  @Test
  void aClustererThatIsNotThereIsRefused() {
    assertThatThrownBy(() -> Clusterers.named("kmeans", ClustererSettings.defaults()))
        .hasMessageContaining("kmeans")
        .hasMessageContaining("dbscan, hdbscan");
  }
}
