package dev.nervure.glassbox.reduction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.jacobian.Vectors;
import dev.nervure.progress.Progress;
import dev.nervure.testing.FreshSeed;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(FreshSeed.class)
class ReductionTest {
  /** Of numbers of size 1 to 10 after a few hundred products. */
  private static final double ROUNDING = 1e-8;

  private static double[][] rows(Random random, int n, int d) {
    double[][] rows = new double[n][d];
    for (double[] row : rows) {
      for (int j = 0; j < d; j++) {
        row[j] = (1 + j % 7) * random.nextGaussian() + j;
      }
    }
    return rows;
  }

  /** Standardised rows, labelled in turn. */
  private static LabelledRows labelled(double[][] rows) {
    return raw(Standardization.of(rows, CoefficientScaling.STANDARD).apply(rows));
  }

  private static LabelledRows raw(double[][] rows) {
    int[] labels = new int[rows.length];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = i % 2;
    }
    return new LabelledRows(rows, labels, 2);
  }

  @Test
  void aLineHasOneDirection() {
    double[][] line = {{0, 0}, {3, 4}, {6, 8}};
    PrincipalComponents found = PrincipalComponents.of(line, 5, Progress.none());
    assertThat(found.count()).isEqualTo(1);
    assertThat(found.direction(0)).containsExactly(new double[] {0.6, 0.8}, within(1e-12));
    assertThat(found.variance(0)).isCloseTo(25, within(1e-10));
    assertThat(found.share(1)).isCloseTo(1, within(1e-12));
    assertThat(found.coordinates(new double[] {3, 4})[0]).isCloseTo(0, within(1e-12));
    assertThat(found.coordinates(new double[] {6, 8})[0]).isCloseTo(5, within(1e-12));
  }

  /** Both sides of the Lanczos steps: more rows than coefficients, and fewer. */
  @Test
  void directionsAreThoseOfTheCovariance(Random random) {
    for (int[] shape : new int[][] {{60, 9}, {9, 60}, {150, 150}}) {
      double[][] rows = rows(random, shape[0], shape[1]);
      PrincipalComponents found = PrincipalComponents.of(rows, 6, Progress.none());
      assertThat(found.count()).isEqualTo(6);
      for (int k = 0; k < 6; k++) {
        for (int l = 0; l <= k; l++) {
          assertThat(Vectors.dot(found.direction(k), found.direction(l)))
              .isCloseTo(k == l ? 1 : 0, within(1e-6));
        }
        // The covariance maps each direction to its variance times itself.
        double[] image = new double[shape[1]];
        double squares = 0;
        for (double[] row : rows) {
          double[] centred = Vectors.minus(row, found.mean());
          double along = Vectors.dot(centred, found.direction(k));
          squares += along * along;
          Vectors.addScaled(image, along / (shape[0] - 1), centred);
        }
        assertThat(found.variance(k))
            .isCloseTo(squares / (shape[0] - 1), within(ROUNDING * squares));
        Vectors.addScaled(image, -found.variance(k), found.direction(k));
        assertThat(Vectors.norm(image)).isLessThan(1e-6 * found.variance(0));
        assertThat(k == 0 || found.variance(k) <= found.variance(k - 1)).isTrue();
      }
    }
  }

  @Test
  void allComponentsKeepDistances(Random random) {
    double[][] rows = rows(random, 40, 12);
    Reduction whole = Reduction.of(raw(rows), ReductionOptions.defaults(), Progress.none());
    assertThat(whole.dimension()).isEqualTo(12);
    assertThat(whole.share()).isCloseTo(1, within(ROUNDING));
    assertThat(Vectors.distance(whole.apply(rows[0]), whole.apply(rows[1])))
        .isCloseTo(Vectors.distance(rows[0], rows[1]), within(ROUNDING));
  }

  @Test
  void aWeightOnReducedNumbersIsOneOnCoefficients(Random random) {
    double[][] rows = labelled(rows(random, 50, 20)).rows();
    for (ReductionOptions.Method method : ReductionOptions.Method.values()) {
      Reduction reduction =
          Reduction.of(
              raw(rows),
              ReductionOptions.defaults().withComponents(5).withMethod(method).withWhitened(true),
              Progress.none());
      double[] weights = new double[reduction.dimension()];
      for (int k = 0; k < weights.length; k++) {
        weights[k] = random.nextGaussian();
      }
      double[] row = rows[7];
      double asReduced = Vectors.dot(weights, reduction.apply(row));
      double asCoefficients =
          Vectors.dot(reduction.onCoefficients(weights), Vectors.minus(row, reduction.origin()));
      assertThat(asCoefficients)
          .as(method.word())
          .isCloseTo(asReduced, within(ROUNDING * (1 + Math.abs(asReduced))));
    }
  }

  @Test
  void whitenedComponentsHaveVarianceOne(Random random) {
    double[][] rows = labelled(rows(random, 80, 6)).rows();
    Reduction white =
        Reduction.of(
            labelled(rows), ReductionOptions.defaults().withWhitened(true), Progress.none());
    double[][] reduced = white.apply(rows);
    for (int k = 0; k < white.dimension(); k++) {
      double squares = 0;
      for (double[] row : reduced) {
        squares += row[k] * row[k];
      }
      assertThat(squares / (rows.length - 1)).isCloseTo(1, within(ROUNDING));
    }
  }

  @Test
  void theLeastNumberThatHoldsAShareIsTaken(Random random) {
    double[][] rows = rows(random, 80, 10);
    Reduction all = Reduction.of(labelled(rows), ReductionOptions.defaults(), Progress.none());
    Reduction most =
        Reduction.of(
            labelled(rows), ReductionOptions.defaults().withVarianceShare(0.5), Progress.none());
    assertThat(most.share()).isGreaterThanOrEqualTo(0.5);
    assertThat(most.dimension()).isLessThan(all.dimension());
    Reduction fewer =
        Reduction.of(
            labelled(rows),
            ReductionOptions.defaults().withComponents(Math.max(1, most.dimension() - 1)),
            Progress.none());
    assertThat(most.dimension() == 1 || fewer.share() < 0.5).isTrue();
  }

  @Test
  void constantCoefficientsSayNothing() {
    double[][] rows = {{5, 1, 0.1 + 0.2}, {5, 2, 0.3}, {5, 4, 0.3}};
    Standardization scale = Standardization.of(rows, CoefficientScaling.STANDARD);
    assertThat(scale.varying()).isEqualTo(1);
    assertThat(scale.apply(new double[] {9, 2, 7})[0]).isZero();
    assertThat(scale.apply(new double[] {9, 2, 7})[2]).isZero();
    assertThatThrownBy(
            () ->
                Reduction.of(
                    labelled(new double[][] {{1, 2}, {1, 2}}),
                    ReductionOptions.defaults(),
                    Progress.none()))
        .hasMessageContaining("no coefficient varies");
  }

  @Test
  void separatingDirectionsAreOneFewerThanClasses(Random random) {
    double[][] rows = rows(random, 60, 8);
    int[] labels = new int[60];
    for (int i = 0; i < 60; i++) {
      labels[i] = i % 3;
      rows[i][labels[i]] += 50;
    }
    Reduction lda =
        Reduction.of(
            new LabelledRows(rows, labels, 3),
            ReductionOptions.defaults().withMethod(ReductionOptions.Method.LDA),
            Progress.none());
    assertThat(lda.dimension()).isEqualTo(2);
  }
}
