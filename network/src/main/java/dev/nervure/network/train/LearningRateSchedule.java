package dev.nervure.network.train;

import java.util.List;

/** How the learning rate goes through the epochs. */
public sealed interface LearningRateSchedule {

  /**
   * The rate of the coming epoch, as a factor of the initial one.
   *
   * @param epochs number of epochs planned
   * @param history the epochs already trained, oldest first, without the untrained network
   */
  double factor(int epochs, List<EpochMetrics> history);

  /** The same rate always. */
  record Constant() implements LearningRateSchedule {
    @Override
    public double factor(int epochs, List<EpochMetrics> history) {
      return 1;
    }
  }

  /**
   * Multiplied by a factor every so many epochs.
   *
   * @param every epochs between steps, at least 1
   * @param by factor, in (0, 1]
   */
  record Step(int every, double by) implements LearningRateSchedule {
    public Step {
      if (every < 1) {
        throw new IllegalArgumentException("every must be at least 1 epoch but was " + every);
      }
      checkFactor(by);
    }

    @Override
    public double factor(int epochs, List<EpochMetrics> history) {
      return power(by, history.size() / every);
    }
  }

  /**
   * Half a cosine from the initial rate to a last one (Loshchilov and Hutter 2017, one cycle),
   * after an optional linear warm-up.
   *
   * @param warmupEpochs epochs of rising rate, not negative
   * @param last factor reached in the last epoch, in [0, 1]
   */
  record Cosine(int warmupEpochs, double last) implements LearningRateSchedule {
    public Cosine {
      if (warmupEpochs < 0) {
        throw new IllegalArgumentException("warm-up must not be negative but was " + warmupEpochs);
      }
      if (!(last >= 0 && last <= 1)) {
        throw new IllegalArgumentException("last factor must be in [0, 1] but was " + last);
      }
    }

    @Override
    public double factor(int epochs, List<EpochMetrics> history) {
      int epoch = history.size();
      if (epoch < warmupEpochs) {
        return (epoch + 1.0) / (warmupEpochs + 1);
      }
      int steps = epochs - warmupEpochs - 1;
      double position = steps <= 0 ? 0 : (epoch - warmupEpochs) / (double) steps;
      return last + (1 - last) * 0.5 * (1 + StrictMath.cos(StrictMath.PI * position));
    }
  }

  /**
   * Multiplied by a factor whenever the loss has not fallen below its best for more than {@code
   * patience} epochs. The loss watched is the test loss where there is a test set, else the
   * training loss.
   *
   * @param patience epochs without progress that are accepted, at least 1
   * @param by factor, in (0, 1]
   * @param smallest factor that is not undercut, in [0, 1]
   */
  record ReduceOnPlateau(int patience, double by, double smallest) implements LearningRateSchedule {
    public ReduceOnPlateau {
      if (patience < 1) {
        throw new IllegalArgumentException("patience must be at least 1 but was " + patience);
      }
      checkFactor(by);
      if (!(smallest >= 0 && smallest <= 1)) {
        throw new IllegalArgumentException("smallest factor must be in [0, 1] but was " + smallest);
      }
    }

    @Override
    public double factor(int epochs, List<EpochMetrics> history) {
      double factor = 1;
      double best = Double.POSITIVE_INFINITY;
      int waited = 0;
      for (EpochMetrics metrics : history) {
        double loss = metrics.testLoss().orElse(metrics.trainLoss());
        if (loss < best) {
          best = loss;
          waited = 0;
        } else if (++waited > patience) {
          factor = Math.max(smallest, factor * by);
          waited = 0;
        }
      }
      return factor;
    }
  }

  private static void checkFactor(double by) {
    if (!(by > 0 && by <= 1)) {
      throw new IllegalArgumentException("factor must be in (0, 1] but was " + by);
    }
  }

  private static double power(double base, int exponent) {
    double result = 1;
    for (int i = 0; i < exponent; i++) {
      result *= base;
    }
    return result;
  }
}
