package dev.nervure.network.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.testing.FreshSeed;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What holds for every {@link Optimizer}. */
@ExtendWith(FreshSeed.class)
abstract class OptimizerContract {

  abstract Optimizer optimizer();

  private static double[] numbers(Random random, int count) {
    return random.doubles(count, -1, 1).toArray();
  }

  private static double[] afterSteps(
      Optimizer.State state, double[] weights, double[][] gradients, double decay, int decayed) {
    double[] moved = weights.clone();
    for (double[] gradient : gradients) {
      state.step(moved, gradient.clone(), 0.01, decay, decayed);
    }
    return moved;
  }

  private static double[][] gradients(Random random, int count) {
    double[][] gradients = new double[1 + random.nextInt(10)][];
    for (int k = 0; k < gradients.length; k++) {
      gradients[k] = numbers(random, count);
    }
    return gradients;
  }

  @Test
  void everyRunHasAStateOfItsOwn(Random random) {
    int count = 1 + random.nextInt(30);
    double[] weights = numbers(random, count);
    double[][] gradients = gradients(random, count);
    Optimizer optimizer = optimizer();
    double[] first = afterSteps(optimizer.start(count), weights, gradients, 0.1, count);
    double[] second = afterSteps(optimizer.start(count), weights, gradients, 0.1, count);
    assertThat(second).isEqualTo(first);
  }

  /** Each weight goes its own way: together they move as each of them does alone. */
  @Test
  void weightsDoNotSeeEachOther(Random random) {
    int count = 2 + random.nextInt(20);
    int decayed = random.nextInt(count + 1);
    double[] weights = numbers(random, count);
    double[][] gradients = gradients(random, count);
    double[] together = afterSteps(optimizer().start(count), weights, gradients, 0.1, decayed);
    for (int i = 0; i < count; i++) {
      double[][] own = new double[gradients.length][];
      for (int k = 0; k < own.length; k++) {
        own[k] = new double[] {gradients[k][i]};
      }
      double[] alone =
          afterSteps(
              optimizer().start(1), new double[] {weights[i]}, own, 0.1, i < decayed ? 1 : 0);
      assertThat(alone[0]).isEqualTo(together[i]);
    }
  }

  @Test
  void aFirstStepGoesDownhill(Random random) {
    int count = 1 + random.nextInt(20);
    double[] weights = numbers(random, count);
    double[] gradient = numbers(random, count);
    double[] moved = afterSteps(optimizer().start(count), weights, new double[][] {gradient}, 0, 0);
    for (int i = 0; i < count; i++) {
      assertThat(Math.signum(weights[i] - moved[i])).isEqualTo(Math.signum(gradient[i]));
    }
  }

  @Test
  void decayPullsTowardsZeroWhereItIsAskedForOnly(Random random) {
    int count = 2 + random.nextInt(20);
    int decayed = random.nextInt(count);
    double[] weights = numbers(random, count);
    double[][] flat = new double[5][count];
    double[] moved = afterSteps(optimizer().start(count), weights, flat, 0.1, decayed);
    for (int i = 0; i < count; i++) {
      if (i < decayed) {
        assertThat(Math.abs(moved[i])).isLessThan(Math.abs(weights[i]) + 0.05);
        assertThat(moved[i]).isNotEqualTo(weights[i]);
      } else {
        assertThat(moved[i]).isEqualTo(weights[i]);
      }
    }
  }
}
