package dev.nervure.similarity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nervure.points.PointCloud;
import dev.nervure.progress.CancelledException;
import dev.nervure.progress.Progress;
import dev.nervure.stats.Estimate;
import dev.nervure.stats.RandomStream;
import dev.nervure.testing.FreshSeed;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What all measures of similarity promise. */
class SimilarityMeasureContractTest {
  private static final long SEED = FreshSeed.next();
  private static final int ROWS = 64;
  private static final int FEATURES = 6;

  /**
   * A map of features rounds sums of squares (6e3 here) by some 1e-12. A distance that is the root
   * of a difference of such sums, and an angle near 0, take that up with its root, 1e-6; ten times
   * that. (It was 1e-6 until a seed gave 1.3e-6.)
   */
  private static final double CHANGED = 1e-5;

  /**
   * Values of topology come from distances in float32, 6e-8 of each, of which some hundred add up.
   */
  private static final double SINGLE = 1e-4;

  private static final double[][] FIRST = rows(1, FEATURES);
  private static final double[][] SECOND = related();

  static Stream<SimilarityMeasure> all() {
    return SimilarityMeasures.all().stream();
  }

  static Stream<Arguments> claims() {
    return all()
        .flatMap(
            measure ->
                measure.traits().invariances().stream()
                    .sorted()
                    .map(invariance -> Arguments.of(measure.name(), invariance)));
  }

  private static double[][] rows(int key, int features) {
    RandomStream random = RandomStream.seeded(SEED).derive(key);
    double[][] rows = new double[ROWS][features];
    for (double[] row : rows) {
      for (int j = 0; j < features; j++) {
        row[j] = 1 + random.nextGaussian() * (1 + j);
      }
    }
    return rows;
  }

  /** As many features, so that all measures have a value. */
  private static double[][] related() {
    double[][] noise = rows(2, FEATURES);
    for (int i = 0; i < ROWS; i++) {
      for (int j = 0; j < FEATURES; j++) {
        noise[i][j] += 2 * FIRST[i][(j + 1) % FEATURES];
      }
    }
    return noise;
  }

  private static Representation of(double[][] rows) {
    return Representation.of(PointCloud.of(rows));
  }

  private static Estimate estimate(SimilarityMeasure measure, double[][] a, double[][] b) {
    return measure.between(of(a), of(b), 1, Progress.none());
  }

  private static double value(SimilarityMeasure measure, double[][] a, double[][] b) {
    Estimate estimate = estimate(measure, a, b);
    assertThat(estimate.isEstimable()).as("%s: %s", measure.name(), estimate).isTrue();
    return estimate.value();
  }

  private static double tolerance(SimilarityMeasure measure) {
    return List.of("rtd", "mtop_div").contains(measure.name()) ? SINGLE : CHANGED;
  }

  @ParameterizedTest
  @MethodSource("all")
  void aRepresentationBesideItselfIsAsAlikeAsCanBe(SimilarityMeasure measure) {
    double ofItself = measure.traits().ofItself(ROWS);
    assertThat(value(measure, FIRST, FIRST.clone()))
        .isCloseTo(ofItself, within(tolerance(measure)));
    Representation same = of(FIRST);
    assertThat(measure.between(same, same, 1, Progress.none()).value())
        .isCloseTo(ofItself, within(tolerance(measure)));
  }

  @ParameterizedTest
  @MethodSource("all")
  void valuesLieWithinTheBoundsAndAreLessAlikeThanTheSame(SimilarityMeasure measure) {
    MeasureTraits traits = measure.traits();
    double value = value(measure, FIRST, SECOND);
    assertThat(value).isBetween(traits.lowest(), traits.highest());
    assertThat(traits.isDistance() ? value : -value)
        .isGreaterThan(traits.isDistance() ? traits.ofItself(ROWS) : -traits.ofItself(ROWS));
  }

  @ParameterizedTest
  @MethodSource("all")
  void theOrderOfBothMattersWhereItIsSaidTo(SimilarityMeasure measure) {
    double there = value(measure, FIRST, SECOND);
    double back = value(measure, SECOND, FIRST);
    if (measure.traits().isSymmetric()) {
      assertThat(back).isCloseTo(there, within(tolerance(measure)));
    } else {
      assertThat(back).isNotEqualTo(there);
    }
  }

  @ParameterizedTest
  @MethodSource("claims")
  void changesThatItClaimsNotToSeeLeaveTheValue(String name, Invariance invariance) {
    SimilarityMeasure measure = SimilarityMeasures.named(name);
    double value = value(measure, FIRST, SECOND);
    double[][] changed = changed(SECOND, invariance);
    assertThat(value(measure, FIRST, changed))
        .as("seed %d", SEED)
        .isCloseTo(value, within(tolerance(measure) * Math.max(1, value)));
    assertThat(value(measure, changed(FIRST, invariance), SECOND))
        .as("seed %d", SEED)
        .isCloseTo(value, within(tolerance(measure) * Math.max(1, value)));
  }

  /** What a measure does not claim it does see: else the table of invariances says too little. */
  @ParameterizedTest
  @MethodSource("all")
  void changesThatItDoesNotClaimAreSeen(SimilarityMeasure measure) {
    assumeTrue(!List.of("svcca", "gulp_ridge").contains(measure.name()));
    double value = value(measure, FIRST, SECOND);
    for (Invariance invariance : Invariance.values()) {
      boolean isClaimed = measure.traits().invariances().contains(invariance);
      if (!isClaimed) {
        double changed = value(measure, changed(FIRST, invariance), SECOND);
        assertThat(Math.abs(changed - value))
            .as("%s of %s, seed %d", invariance, measure.name(), SEED)
            .isGreaterThan(0);
      }
    }
  }

  private static double[][] changed(double[][] rows, Invariance invariance) {
    RandomStream random = RandomStream.seeded(SEED).derive("change");
    int d = rows[0].length;
    double[][] changed = new double[rows.length][d];
    double[][] map = new double[d][d];
    switch (invariance) {
      case ORTHOGONAL -> map = rotation(random, d);
      case INVERTIBLE_LINEAR -> {
        map = rotation(random, d);
        for (int j = 0; j < d; j++) {
          for (int k = 0; k < d; k++) {
            map[j][k] *= 1 + 3 * k;
          }
        }
      }
      case PERMUTATION -> {
        int[] order = random.permutation(d);
        for (int j = 0; j < d; j++) {
          map[j][order[j]] = 1;
        }
      }
      default -> {
        for (int j = 0; j < d; j++) {
          map[j][j] = invariance == Invariance.ISOTROPIC_SCALE ? 7.3 : 1;
        }
      }
    }
    for (int i = 0; i < rows.length; i++) {
      double scale = invariance == Invariance.ROW_SCALE ? 0.2 + random.nextDouble() : 1;
      for (int k = 0; k < d; k++) {
        for (int j = 0; j < d; j++) {
          changed[i][k] += scale * rows[i][j] * map[j][k];
        }
        changed[i][k] += invariance == Invariance.TRANSLATION ? 3 - k : 0;
      }
    }
    return changed;
  }

  /** A product of reflections. */
  private static double[][] rotation(RandomStream random, int d) {
    double[][] map = new double[d][d];
    for (int j = 0; j < d; j++) {
      map[j][j] = 1;
    }
    for (int reflection = 0; reflection < d; reflection++) {
      double[] normal = new double[d];
      double squares = 0;
      for (int j = 0; j < d; j++) {
        normal[j] = random.nextGaussian();
        squares += normal[j] * normal[j];
      }
      for (double[] row : map) {
        double along = 0;
        for (int j = 0; j < d; j++) {
          along += row[j] * normal[j];
        }
        for (int j = 0; j < d; j++) {
          row[j] -= 2 * along / squares * normal[j];
        }
      }
    }
    return map;
  }

  @ParameterizedTest
  @MethodSource("all")
  void rowsInAnotherOrderInBothAreTheSameRows(SimilarityMeasure measure) {
    // Batches are of rows in their order; 64 rows are one batch.
    int[] order = RandomStream.seeded(SEED).permutation(ROWS);
    double[][] a = Arrays.stream(order).mapToObj(i -> FIRST[i]).toArray(double[][]::new);
    double[][] b = Arrays.stream(order).mapToObj(i -> SECOND[i]).toArray(double[][]::new);
    double value = value(measure, FIRST, SECOND);
    assertThat(value(measure, a, b))
        .isCloseTo(value, within(tolerance(measure) * Math.max(1, value)));
  }

  @ParameterizedTest
  @MethodSource("all")
  void theBitsAreTheSameWhateverElseWasAsked(SimilarityMeasure measure) {
    Estimate alone = estimate(measure, FIRST, SECOND);
    Representation first = of(FIRST);
    Representation second = of(SECOND);
    for (SimilarityMeasure other : SimilarityMeasures.all()) {
      other.between(second, first, 1, Progress.none());
    }
    assertThat(measure.between(first, second, 1, Progress.none())).isEqualTo(alone);
    first.forget();
    assertThat(measure.between(first, second, 1, Progress.none())).isEqualTo(alone);
  }

  @ParameterizedTest
  @MethodSource("all")
  void widthsMayDifferOrThereIsAReason(SimilarityMeasure measure) {
    Estimate estimate = estimate(measure, FIRST, rows(3, 4));
    if (measure.name().equals("mtop_div")) {
      assertThat(estimate.isEstimable()).isFalse();
    } else {
      assertThat(estimate.value()).isBetween(measure.traits().lowest(), measure.traits().highest());
    }
  }

  /** More features than rows: a value within bounds, or a reason. */
  @ParameterizedTest
  @MethodSource("all")
  void wideLayersHaveAValueOrAReason(SimilarityMeasure measure) {
    double[][] wide = rows(4, 3 * ROWS);
    double[][] other = rows(5, 2 * ROWS);
    for (SimilarityMeasure one : List.of(measure, measure.allowingFewRows())) {
      Estimate estimate = estimate(one, wide, other);
      if (estimate instanceof Estimate.NotEstimable not) {
        assertThat(not.reason()).containsAnyOf("rows", "features");
      } else {
        assertThat(estimate.value())
            .isBetween(measure.traits().lowest(), measure.traits().highest());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void fewAndConstantRowsAreNotEstimableAndUnequalNumbersRefused(SimilarityMeasure measure) {
    double[][] constant = new double[ROWS][FEATURES];
    Arrays.stream(constant).forEach(row -> Arrays.fill(row, 0.3));
    assertThat(estimate(measure, FIRST, constant)).isInstanceOf(Estimate.NotEstimable.class);
    assertThat(estimate(measure, constant, FIRST).toString()).contains("first");
    for (int n = 0; n <= 1; n++) {
      double[][] few = Arrays.copyOf(FIRST, Math.max(1, n));
      assertThat(estimate(measure, few, few)).isInstanceOf(Estimate.NotEstimable.class);
    }
    assertThatThrownBy(() -> estimate(measure, FIRST, Arrays.copyOf(SECOND, ROWS - 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("64", "63");
  }

  /** Dead units and repeated rows are ordinary: a number or a reason, never NaN or a failure. */
  @ParameterizedTest
  @MethodSource("all")
  void deadUnitsAndRepeatedRowsAreNoFailure(SimilarityMeasure measure) {
    double[][] dead = rows(6, FEATURES);
    for (int i = 0; i < ROWS; i++) {
      dead[i][2] = 0;
      dead[i][3] = dead[i][1];
    }
    for (int i = 0; i < 20; i++) {
      dead[i] = dead[0].clone();
    }
    dead[40] = new double[FEATURES];
    for (double[][] other : List.of(FIRST, dead)) {
      Estimate estimate = estimate(measure, dead, other);
      if (estimate instanceof Estimate.NotEstimable not) {
        assertThat(not.reason()).isNotBlank();
      } else {
        assertThat(estimate.value())
            .isBetween(measure.traits().lowest(), measure.traits().highest());
        measure.notes(of(dead), of(other)).forEach(note -> assertThat(note).isNotBlank());
      }
    }
  }

  /** Squares of such values are beyond float64. */
  @ParameterizedTest
  @MethodSource("all")
  void extremeValuesAreScaledOrRefused(SimilarityMeasure measure) {
    double value = value(measure, FIRST, SECOND);
    for (double factor : new double[] {0x1p-600, 0x1p600}) {
      double[][] extreme =
          Arrays.stream(SECOND)
              .map(row -> Arrays.stream(row).map(x -> factor * x).toArray())
              .toArray(double[][]::new);
      Estimate estimate = estimate(measure, FIRST, extreme);
      if (measure.traits().invariances().contains(Invariance.ISOTROPIC_SCALE)) {
        assertThat(estimate.value())
            .isCloseTo(value, within(tolerance(measure) * Math.max(1, value)));
      } else {
        assertThat(estimate).isInstanceOf(Estimate.NotEstimable.class);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void costsGrowWithRows(SimilarityMeasure measure) {
    double few = measure.preparation(100, 10).seconds() + measure.comparison(100, 10, 10).seconds();
    double many =
        measure.preparation(1000, 10).seconds() + measure.comparison(1000, 10, 10).seconds();
    assertThat(few).isPositive();
    assertThat(many).isGreaterThan(few);
    assertThat(measure.mostRows(10, 10)).isGreaterThanOrEqualTo(Limits.RANKED);
  }

  @ParameterizedTest
  @MethodSource("all")
  void cancelledWorkEnds(SimilarityMeasure measure) {
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
    assertThatThrownBy(() -> measure.between(of(FIRST), of(SECOND), 1, cancelled))
        .isInstanceOf(CancelledException.class);
  }

  @Test
  void measuresAreFoundByTheirNames() {
    assertThat(SimilarityMeasures.names()).doesNotHaveDuplicates().hasSizeGreaterThan(24);
    for (SimilarityMeasure measure : SimilarityMeasures.all()) {
      assertThat(measure.name()).matches("[a-z0-9_]+");
      assertThat(SimilarityMeasures.named(measure.name())).isSameAs(measure);
    }
    assertThatThrownBy(() -> SimilarityMeasures.named("likeness"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("'likeness'", "linear_cka");
  }
}
