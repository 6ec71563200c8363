package dev.nervure.study.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.run.SimilarityResult;
import dev.nervure.run.Subject;
import dev.nervure.testing.FreshSeed;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(FreshSeed.class)
class SeedRankTest {
  private static final String DISTANCE = "sliced_wasserstein_h1";
  private static final String LIKENESS = "linear_cka";

  private static Subject network(int i) {
    return Subject.ofModel("n" + i);
  }

  private static SimilarityResult row(
      String measure, int first, int firstLayer, int second, int secondLayer, double value) {
    return new SimilarityResult(
        measure,
        "n" + first,
        null,
        firstLayer,
        "layer " + firstLayer,
        "n" + second,
        null,
        secondLayer,
        "layer " + secondLayer,
        value,
        null,
        null,
        null,
        null,
        10,
        "{}",
        null);
  }

  /** A matrix of one layer for each pair of networks. */
  private static List<SimilarityMatrix> ofOneLayer(String measure, double[][] values) {
    List<SimilarityResult> rows = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      for (int j = i + 1; j < values.length; j++) {
        rows.add(row(measure, i, 0, j, 0, values[i][j]));
      }
    }
    return SimilarityMatrix.of(rows, Set.of());
  }

  private static List<Subject> networks(int from, int to) {
    List<Subject> networks = new ArrayList<>();
    for (int i = from; i < to; i++) {
      networks.add(network(i));
    }
    return networks;
  }

  @Test
  void ranksTheDistanceAmongThoseOfAllPairs() {
    // Networks 0 and 1 are asked about; 2, 3 and 4 are the seeds.
    double[][] values = {
      {0, 5, 4, 6, 3},
      {0, 0, 2, 2, 2},
      {0, 0, 0, 1, 4.5},
      {0, 0, 0, 0, 3},
      {0, 0, 0, 0, 0}
    };
    SeedRank rank =
        SeedRank.of(ofOneLayer(DISTANCE, values), networks(0, 2), networks(2, 5)).get(0);
    assertThat(rank.value()).isEqualTo(5);
    assertThat(rank.pairs()).isEqualTo(10);
    assertThat(rank.pValue()).isEqualTo(2.0 / 10);
    assertThat(rank.seedPairs()).isEqualTo(3);
    assertThat(rank.isBeyondSeeds()).isTrue();
    assertThat(rank.seedNear()).isEqualTo(1);
    assertThat(rank.seedFar()).isEqualTo(4.5);

    // As likenesses, the smallest are the farthest apart.
    SeedRank likeness =
        SeedRank.of(ofOneLayer(LIKENESS, values), networks(0, 2), networks(2, 5)).get(0);
    assertThat(likeness.pValue()).isEqualTo(9.0 / 10);
    assertThat(likeness.isBeyondSeeds()).isFalse();
    assertThat(likeness.seedNear()).isEqualTo(4.5);
    assertThat(SeedRank.of(ofOneLayer(DISTANCE, values), networks(0, 2), networks(2, 3))).isEmpty();
  }

  /** Of a directed measure each pair is read one way only: pairs are not alike by chance. */
  @Test
  void ranksNoDirectedMeasure() {
    double[][] values = {{0, 5, 4, 6}, {0, 0, 2, 2}, {0, 0, 0, 1}, {0, 0, 0, 0}};
    assertThat(SeedRank.of(ofOneLayer("pwcca", values), networks(0, 2), networks(2, 4))).isEmpty();
    assertThat(SeedRank.of(ofOneLayer(DISTANCE, values), networks(0, 2), networks(2, 4)))
        .hasSize(1);
  }

  /**
   * Where all networks are of one kind, which two are asked about is as good as drawn: a p-value of
   * at most alpha comes up in at most alpha of the draws, however unlike one of them is.
   */
  @Test
  void keepsItsLevelWithAnOutlierAmongTheNetworks(Random random) {
    int all = 7;
    int draws = 4000;
    int hits = 0;
    for (int draw = 0; draw < draws; draw++) {
      double[] positions = random.doubles(all).toArray();
      positions[random.nextInt(all)] += 100;
      double[][] values = new double[all][all];
      for (int i = 0; i < all; i++) {
        for (int j = 0; j < all; j++) {
          values[i][j] = Math.abs(positions[i] - positions[j]);
        }
      }
      hits +=
          SeedRank.of(ofOneLayer(DISTANCE, values), networks(0, 2), networks(2, all))
                      .get(0)
                      .pValue()
                  <= 2.0 / 21
              ? 1
              : 0;
    }
    // Four standard deviations of a binomial count beside its mean.
    double level = 2.0 / 21;
    assertThat(hits / (double) draws)
        .isCloseTo(level, within(4 * Math.sqrt(level * (1 - level) / draws)));
  }

  @Test
  void sameLayersOfOtherSeedsBesideOtherLayers() {
    List<SimilarityResult> rows = new ArrayList<>();
    double[][] ofPair = {{1, 3}, {2, 1.5}};
    for (int i = 0; i < 3; i++) {
      for (int j = i + 1; j < 3; j++) {
        for (int a = 0; a < 2; a++) {
          for (int b = 0; b < 2; b++) {
            rows.add(row(DISTANCE, i, a, j, b, ofPair[a][b] + (a == b ? 0.25 * (i + j) : 0)));
          }
        }
      }
    }
    List<SimilarityMatrix> matrices = SimilarityMatrix.of(rows, Set.of());
    List<SeedSpread> spreads = SeedSpread.of(matrices, new HashSet<>(networks(0, 3)));
    SeedSpread first = spreads.get(0);
    assertThat(first.same()).containsExactly(1.25, 1.5, 1.75);
    assertThat(first.mean()).isEqualTo(1.5);
    assertThat(first.others()).containsExactly(2, 2, 2, 3, 3, 3);
    assertThat(first.closer()).isEqualTo(1);
    SeedSpread second = spreads.get(1);
    assertThat(second.same()).containsExactly(1.75, 2, 2.25);
    // Of 18 comparisons 9 are with 3; of those with 2, three are closer and three are ties.
    assertThat(second.closer()).isCloseTo((9 + 3 + 1.5) / 18, within(1e-15));

    SimilarityMatrix pair = matrices.get(2); // n1 and n2: 1.75 beside 3, and 2 beside 2.25
    assertThat(pair.nearest().firstToSecond()).containsExactly(0, 0);
    assertThat(pair.nearest().secondToFirst()).containsExactly(0, 1);
    assertThat(pair.nearest().share()).isNotNull();
    assertThat(pair.nearest().share().hits()).isEqualTo(3);
    assertThat(pair.nearest().share().cases()).isEqualTo(4);
  }
}
