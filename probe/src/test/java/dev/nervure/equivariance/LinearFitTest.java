package dev.nervure.equivariance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.progress.Progress;
import dev.nervure.testing.FreshSeed;
import java.util.Arrays;
import java.util.Random;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Systems, moments, ridge and forward selection against what can be had in another way. */
@ExtendWith(FreshSeed.class)
class LinearFitTest {
  private static final Progress NONE = Progress.none();

  private static double[] normal(Random random, int count) {
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = random.nextGaussian();
    }
    return values;
  }

  @Test
  void systemsOfEverySizeAreSolved(Random random) {
    for (int p : new int[] {1, 2, 15, 16, 17, 50}) {
      double[] root = normal(random, p * p);
      double[] matrix = new double[p * p];
      for (int i = 0; i < p; i++) {
        for (int j = 0; j < p; j++) {
          matrix[i * p + j] = i == j ? 1 : 0;
          for (int k = 0; k < p; k++) {
            matrix[i * p + j] += root[i * p + k] * root[j * p + k];
          }
        }
      }
      double[] right = normal(random, p * 3);
      double[] solved = RidgeSystem.of(matrix.clone(), p, NONE).solve(right, 3, NONE);
      for (int i = 0; i < p; i++) {
        for (int column = 0; column < 3; column++) {
          double sum = 0;
          for (int j = 0; j < p; j++) {
            sum += matrix[i * p + j] * solved[j * 3 + column];
          }
          assertThat(sum).isCloseTo(right[i * 3 + column], within(1e-8));
        }
      }
    }
    assertThat(RidgeSystem.of(new double[] {0}, 1, NONE)).isNull();
  }

  /** b = a W + c without noise: found to the ridge, with what is left from moments alone. */
  @Test
  void anExactMapIsFoundAndNothingIsLeft(Random random) {
    int p = 6;
    int q = 2;
    int n = 400;
    double[] a = normal(random, n * p);
    double[] weights = normal(random, p * q);
    double[] b = new double[n * q];
    for (int row = 0; row < n; row++) {
      for (int j = 0; j < q; j++) {
        b[row * q + j] = 0.3;
        for (int i = 0; i < p; i++) {
          b[row * q + j] += a[row * p + i] * weights[i * q + j];
        }
      }
    }
    PairMoments fit = new PairMoments(p, q);
    PairMoments check = new PairMoments(p, q);
    add(fit, a, b, 0, 300);
    add(check, a, b, 300, 400);
    double ridge = RidgeMap.choose(fit, check, p, NONE);
    assertThat(ridge).isEqualTo(1e-9);
    RidgeMap found = RidgeMap.of(fit, p, ridge, NONE);
    for (int i = 0; i < weights.length; i++) {
      assertThat(found.weights()[i]).isCloseTo(weights[i], within(1e-6));
    }
    assertThat(check.left(found.weights(), p, new int[] {0, 1}, fit, NONE))
        .isCloseTo(0, within(1e-10));
    double[] none = new double[p * q];
    double expected = 0;
    for (int row = 300; row < 400; row++) {
      for (int j = 0; j < q; j++) {
        double off = b[row * q + j] - fit.meanB(j);
        expected += off * off / 100;
      }
    }
    assertThat(check.left(none, p, new int[] {0, 1}, fit, NONE)).isCloseTo(expected, within(1e-9));
  }

  private static void add(PairMoments moments, double[] a, double[] b, int from, int to) {
    int p = moments.p();
    int q = moments.q();
    double[] rowsA = Arrays.copyOfRange(a, from * p, to * p);
    double[] rowsB = Arrays.copyOfRange(b, from * q, to * q);
    moments.add(rowsA, rowsB, rowsB, to - from, NONE);
  }

  @Test
  void manyInputsAndLittleDataAreHeldBackMore(Random random) {
    int p = 60;
    double[] a = normal(random, 90 * p);
    double[] b = normal(random, 90);
    PairMoments fit = new PairMoments(p, 1);
    PairMoments check = new PairMoments(p, 1);
    add(fit, a, b, 0, 70);
    add(check, a, b, 70, 90);
    assertThat(RidgeMap.choose(fit, check, p, NONE)).isEqualTo(1e-1);
  }

  @Test
  void selectionFindsTheInputsThatThereAre(Random random) {
    int p = 12;
    int n = 500;
    double[] a = normal(random, n * p);
    double[] b = new double[n];
    for (int row = 0; row < n; row++) {
      b[row] = 3 * a[row * p + 4] - 2 * a[row * p + 9];
    }
    PairMoments moments = new PairMoments(p, 1);
    add(moments, a, b, 0, n);
    double[] one = weights(moments, p, 1);
    assertThat(one[4]).isNotZero();
    assertThat(Arrays.stream(one).filter(weight -> weight != 0).count()).isOne();
    double[] two = weights(moments, p, 2);
    assertThat(two[4]).isCloseTo(3, within(1e-9));
    assertThat(two[9]).isCloseTo(-2, within(1e-9));
    double[] all = weights(moments, p, 25);
    DMatrixRMaj direct = new DMatrixRMaj(p, 1);
    CommonOps_DDRM.solve(
        DMatrixRMaj.wrap(p, p, moments.covariances(p)),
        DMatrixRMaj.wrap(p, 1, moments.crossCovariances(p, false)),
        direct);
    for (int i = 0; i < p; i++) {
      assertThat(all[i]).isCloseTo(direct.get(i), within(1e-8));
    }
  }

  private static double[] weights(PairMoments moments, int p, int most) {
    return new ForwardSelection(moments.covariances(p), moments.crossCovariances(p, false), p)
        .weights(most, NONE);
  }
}
