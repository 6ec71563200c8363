package dev.nervure.similarity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.points.PointCloud;
import dev.nervure.progress.Cost;
import dev.nervure.progress.Progress;
import dev.nervure.stats.Estimate;
import dev.nervure.stats.RandomStream;
import dev.nervure.testing.FreshSeed;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(FreshSeed.class)
class RepresentationComparisonTest {
  private static final ComparisonOptions DEFAULTS = ComparisonOptions.defaults();

  /** Rows that vary along a few directions, and their linear image with as much noise. */
  private static Representation[] pair(long seed, int n) {
    RandomStream random = RandomStream.seeded(seed);
    RandomStream map = RandomStream.seeded(5);
    double[][] mixing = new double[4][6];
    for (double[] row : mixing) {
      Arrays.setAll(row, j -> map.nextGaussian());
    }
    double[][] first = new double[n][4];
    double[][] second = new double[n][6];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < 4; j++) {
        first[i][j] = random.nextGaussian();
      }
      for (int k = 0; k < 6; k++) {
        second[i][k] = 1.5 * random.nextGaussian();
        for (int j = 0; j < 4; j++) {
          second[i][k] += first[i][j] * mixing[j][k];
        }
      }
    }
    return new Representation[] {
      Representation.of(PointCloud.of(first)), Representation.of(PointCloud.of(second))
    };
  }

  /**
   * Of 100 intervals at 95 % some 95 hold the mean over other rows, which is known to 1 / sqrt(200)
   * of the spread of one value. Of intervals that are right fewer than 85 would do so once in 25
   * 000 times; 95 to 98 is what these seeds show. Measures of every kind: kernels, canonical
   * correlations, nuclear norms, ranks, neighbours.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "linear_cka",
        "debiased_cka",
        "rbf_cka",
        "pwcca",
        "procrustes",
        "rsa_euclidean",
        "mutual_knn",
        "hard_match"
      })
  void intervalsHoldWhatOtherRowsGive(String name) {
    SimilarityMeasure measure = SimilarityMeasures.named(name);
    int n = 60;
    double mean = 0;
    for (int other = 0; other < 200; other++) {
      Representation[] pair = pair(1000 + other, n);
      mean += measure.between(pair[0], pair[1], 1, Progress.none()).value() / 200;
    }
    int covered = 0;
    for (int seed = 0; seed < 100; seed++) {
      Representation[] pair = pair(seed, n);
      Similarity.Interval interval =
          Objects.requireNonNull(RepresentationComparison.of(pair[0], pair[1], measure).interval());
      covered += interval.low() <= mean && mean <= interval.high() ? 1 : 0;
    }
    assertThat(covered).isBetween(85, 100);
  }

  @Test
  void theSameForAnyNumberOfThreads() {
    Representation[] pair = pair(1, 50);
    for (String name : new String[] {"linear_cka", "mutual_knn"}) {
      SimilarityMeasure measure = SimilarityMeasures.named(name);
      Similarity one =
          RepresentationComparison.of(pair[0], pair[1], measure, DEFAULTS, 1, Progress.none());
      Similarity three =
          RepresentationComparison.of(pair[0], pair[1], measure, DEFAULTS, 3, Progress.none());
      assertThat(three).isEqualTo(one);
    }
  }

  /** Rows of one input that are all alike are one draw: the interval is as wide as for one each. */
  @Test
  void rowsOfOneInputStayTogether() {
    Representation[] pair = pair(3, 40);
    double[][][] repeated = new double[2][160][];
    for (int side = 0; side < 2; side++) {
      for (int i = 0; i < 160; i++) {
        repeated[side][i] = new double[pair[side].dimension()];
        pair[side].cloud().copyPoint(i / 4, repeated[side][i]);
      }
    }
    Representation first = Representation.of(PointCloud.of(repeated[0]));
    Representation second = Representation.of(PointCloud.of(repeated[1]));
    SimilarityMeasure measure = SimilarityMeasures.named("linear_cka");
    Similarity once =
        RepresentationComparison.of(pair[0], pair[1], measure, DEFAULTS, 1, Progress.none());
    Similarity together =
        RepresentationComparison.of(
            first, second, measure, DEFAULTS.withTogether(4), 1, Progress.none());
    assertThat(together.estimate().standardError())
        .isCloseTo(once.estimate().standardError(), within(1e-12));
    Similarity apart =
        RepresentationComparison.of(first, second, measure, DEFAULTS, 1, Progress.none());
    assertThat(apart.estimate().standardError()).isLessThan(once.estimate().standardError());
  }

  @Test
  void moreRowsThanAMeasureTakesAreSampledAndThatIsSaid() {
    int n = Limits.RANKED + 100;
    Representation[] pair = pair(4, n);
    Similarity found =
        RepresentationComparison.of(
            pair[0],
            pair[1],
            SimilarityMeasures.named("rsa_euclidean"),
            DEFAULTS.withBlocks(0),
            1,
            Progress.none());
    assertThat(found.rows()).isEqualTo(Limits.RANKED);
    assertThat(found.interval()).isNull();
    assertThat(found.notes()).anySatisfy(note -> assertThat(note).contains("2048", "2148"));
  }

  @Test
  void withoutAValueOfSomeRowsThereIsNoInterval() {
    Representation[] pair = pair(5, 7);
    Similarity few =
        RepresentationComparison.of(pair[0], pair[1], SimilarityMeasures.named("linear_cka"));
    assertThat(few.interval()).isNull();
    assertThat(few.notes()).anySatisfy(note -> assertThat(note).contains("at least 8"));
    // Eight rows of six features have canonical correlations, seven have none.
    Representation[] enough = pair(6, 8);
    Similarity barely =
        RepresentationComparison.of(enough[0], enough[1], SimilarityMeasures.named("mean_cca"));
    assertThat(barely.estimate().isEstimable()).isTrue();
    assertThat(barely.interval()).isNull();
    assertThat(barely.notes()).anySatisfy(note -> assertThat(note).contains("no interval"));
    assertThatThrownBy(
            () ->
                RepresentationComparison.of(
                    pair[0], enough[1], SimilarityMeasures.named("linear_cka")))
        .hasMessageContainingAll("7", "8");
  }

  /** Draws of a measure: a standard deviation of 1, whatever the rows are. */
  private static final class Drawing extends CheckedMeasure {
    private final AtomicInteger values = new AtomicInteger();

    Drawing() {
      super(MeasureTraits.distance("drawing", "Drawing").drawn(), 2);
    }

    @Override
    public int mostRows(int firstFeatures, int secondFeatures) {
      return 8;
    }

    @Override
    public Cost preparation(int rows, int features) {
      return Cost.NONE;
    }

    @Override
    public Cost comparison(int rows, int firstFeatures, int secondFeatures) {
      return Cost.NONE;
    }

    @Override
    Estimate value(Representation first, Representation second, long seed, Progress progress) {
      // Blocks alternate about their mean with a variance of 1.
      return Estimate.of(100 + (values.getAndIncrement() % 2 == 0 ? 1 : -1), 1);
    }
  }

  @Test
  void drawsOfAMeasureCountOnceInItsError() {
    Representation[] pair = pair(9, 8);
    Similarity found =
        RepresentationComparison.of(
            pair[0], pair[1], new Drawing(), DEFAULTS.withBlocks(8), 1, Progress.none());
    // All of the spread is that of the draws; the jackknife by itself reads root 7.
    assertThat(found.estimate().standardError()).isBetween(1.0, 1.4);
    assertThat(found.interval()).isNotNull();
  }

  @Test
  void inputsOfMoreRowsThanAMeasureTakesHaveAReason() {
    Representation[] pair = pair(10, 27);
    Similarity found =
        RepresentationComparison.of(
            pair[0], pair[1], new Drawing(), DEFAULTS.withTogether(9), 1, Progress.none());
    assertThat(found.estimate().toString())
        .contains("drawing takes at most 8 rows but an input has 9: pool the layer");
    // Of rows that are no multiple nothing is drawn first.
    assertThatThrownBy(
            () ->
                RepresentationComparison.of(
                    pair[0], pair[1], new Drawing(), DEFAULTS.withTogether(4), 1, Progress.none()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("27 rows are no multiple of the 4 of an input");
  }

  /** The mean over all orders of the rows of one side, which the note about chance names. */
  @Test
  void unrelatedRowsReadWhatTheNoteSays() {
    Representation[] pair = pair(7, 30);
    SimilarityMeasure measure = SimilarityMeasures.named("linear_cka");
    String note = measure.notes(pair[0], pair[1]).get(0);
    double said = Double.parseDouble(note.replaceAll(".*would be ([0-9.]+) .*", "$1"));
    RandomStream random = RandomStream.seeded(8);
    double mean = 0;
    for (int draw = 0; draw < 400; draw++) {
      Representation shuffled = Representation.of(pair[1].cloud().select(random.permutation(30)));
      mean += measure.between(pair[0], shuffled, 1, Progress.none()).value() / 400;
    }
    // Two digits are printed; 400 draws are known to a twentieth of their spread, about 0.03.
    assertThat(said).isCloseTo(mean, within(0.008));
  }
}
