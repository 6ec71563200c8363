package dev.nervure.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.testing.FreshSeed;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(FreshSeed.class)
class RidgeRegressionTest {

  /** The same computed with numpy's inverse of the normal equations. */
  @Test
  void agreesWithTheNormalEquations() {
    double[][] rows = {
      {0.41, 0.83}, {-1.64, -0.26}, {-0.98, -0.17}, {-1.29, 0.02}, {-0.04, -0.3}, {-1.05, -0.4}
    };
    double[] target = {-1.09, -1.36, 0.22, -1.11, 1.17, 0.72};
    RidgeRegression fit = RidgeRegression.fit(rows, target);
    assertThat(fit.penalty()).isCloseTo(0.18, within(1e-12));
    assertThat(fit.leaveOneOutError()).isCloseTo(0.641493361476369, within(1e-12));
    assertThat(fit.slopes()[0]).isCloseTo(0.90892854, within(1e-8));
    assertThat(fit.slopes()[1]).isCloseTo(-1.07627711, within(1e-8));
  }

  @Test
  void findsALineAndNothingWhereThereIsNothing(Random random) {
    double[][] rows = new double[40][6];
    double[] target = new double[40];
    double[] noise = new double[40];
    for (int row = 0; row < 40; row++) {
      for (int column = 0; column < 5; column++) {
        rows[row][column] = random.nextGaussian();
      }
      rows[row][5] = 7; // does not vary
      target[row] = 3 + 2 * rows[row][0] - rows[row][3];
      noise[row] = random.nextGaussian();
    }
    RidgeRegression line = RidgeRegression.fit(rows, target);
    // the smallest penalty shrinks slopes by about a thousandth
    assertThat(line.predict(new double[] {0.5, 0, 0, 0.5, 0, 9})).isCloseTo(3.5, within(0.02));
    double[][] unlike = new double[40][1];
    for (int row = 0; row < 40; row++) {
      unlike[row][0] = row % 2; // balanced against a target that alternates in pairs
      noise[row] = row % 4 < 2 ? 1 : -1;
    }
    RidgeRegression none = RidgeRegression.fit(unlike, noise);
    assertThat(none.penalty()).isInfinite();
    assertThat(none.predict(new double[] {1})).isCloseTo(0, within(1e-12));
  }

  @Test
  void doesNotExtrapolateAndDoesNotDependOnUnits(Random random) {
    double[][] rows = new double[12][2];
    double[][] scaled = new double[12][2];
    double[] target = new double[12];
    double highest = -10;
    for (int row = 0; row < 12; row++) {
      rows[row][0] = random.nextGaussian();
      rows[row][1] = random.nextGaussian();
      scaled[row][0] = 5 + 1000 * rows[row][0];
      scaled[row][1] = rows[row][1] / 64;
      target[row] = rows[row][0] + 0.1 * random.nextGaussian();
      highest = Math.max(highest, rows[row][0]);
    }
    RidgeRegression fit = RidgeRegression.fit(rows, target);
    assertThat(fit.predict(new double[] {1e6, 0}))
        .isEqualTo(fit.predict(new double[] {highest, 0}));
    assertThat(RidgeRegression.fit(scaled, target).predict(new double[] {5, 0}))
        .isCloseTo(fit.predict(new double[] {0, 0}), within(1e-9));
  }

  @Test
  void hasAnAnswerForMoreVariablesThanRows(Random random) {
    double[][] rows = new double[5][30];
    for (double[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        row[i] = random.nextGaussian();
      }
    }
    RidgeRegression fit = RidgeRegression.fit(rows, new double[] {1, 2, 3, 4, 5});
    assertThat(fit.predict(rows[0])).isFinite();
    assertThatThrownBy(() -> RidgeRegression.fit(new double[1][1], new double[1]))
        .hasMessageContaining("two rows");
  }
}
