package dev.nervure.jacobian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.testing.FreshSeed;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What holds for every {@link OutputFunction}. */
@ExtendWith(FreshSeed.class)
public abstract class OutputFunctionContract {

  /** Steps of 1e-5: the third derivative times 1e-10, and the rounding of values over 1e-5. */
  private static final double STEP = 1e-5;

  private static final double DIFFERENCES = 1e-8;

  /** A function of that many outputs, at least three, that is smooth about these. */
  protected abstract OutputFunction of(double[] outputs);

  private static double[] outputs(Random random) {
    return random.doubles(3 + random.nextInt(9), -3, 3).toArray();
  }

  @Test
  void hasAValueAndARowForEachOfItsSize(Random random) {
    double[] z = outputs(random);
    OutputFunction function = of(z);
    assertThat(function.value(z)).hasSize(function.size());
    assertThat(function.jacobian(z).length).isEqualTo(function.size());
    for (double[] row : function.jacobian(z)) {
      assertThat(row).hasSize(z.length);
    }
  }

  @Test
  void theJacobianIsWhatTheValuesDo(Random random) {
    double[] z = outputs(random);
    OutputFunction function = of(z);
    double[][] jacobian = function.jacobian(z);
    for (int j = 0; j < z.length; j++) {
      double[] ahead = z.clone();
      double[] behind = z.clone();
      ahead[j] += STEP;
      behind[j] -= STEP;
      double[] after = function.value(ahead);
      double[] before = function.value(behind);
      for (int i = 0; i < function.size(); i++) {
        double slope = (after[i] - before[i]) / (2 * STEP);
        assertThat(jacobian[i][j])
            .isCloseTo(slope, within(DIFFERENCES * Math.max(1, Math.abs(slope))));
      }
    }
  }

  @Test
  void outputsAreNotChangedAndAnswersAreFresh(Random random) {
    double[] z = outputs(random);
    double[] before = z.clone();
    OutputFunction function = of(z);
    double[] value = function.value(z);
    double[][] jacobian = function.jacobian(z);
    double[] kept = value.clone();
    double row = jacobian[0][0];
    value[0] = Double.NaN;
    jacobian[0][0] = Double.NaN;
    assertThat(function.value(z)).isEqualTo(kept);
    assertThat(function.jacobian(z)[0][0]).isEqualTo(row);
    assertThat(z).isEqualTo(before);
  }
}
