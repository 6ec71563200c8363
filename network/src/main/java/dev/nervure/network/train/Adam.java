package dev.nervure.network.train;

/**
 * Adam (Kingma and Ba 2015, algorithm 1), with the decoupled weight decay of AdamW (Loshchilov and
 * Hutter 2019) on request.
 *
 * @param beta1 decay of the first moment, in [0, 1)
 * @param beta2 decay of the second moment, in [0, 1)
 * @param epsilon added to the root of the second moment, positive
 * @param decoupledDecay weight decay shrinks the weights directly (by rate times decay) and does
 *     not pass through the moments
 */
public record Adam(double beta1, double beta2, double epsilon, boolean decoupledDecay)
    implements Optimizer {

  public Adam {
    checkMoments(beta1, beta2, epsilon);
  }

  /** 0.9, 0.999, 1e-8, L2 penalty. */
  public static Adam standard() {
    return new Adam(0.9, 0.999, 1e-8, false);
  }

  @Override
  public State start(int weights) {
    return new Moments(this, weights);
  }

  static void checkMoments(double beta1, double beta2, double epsilon) {
    if (!(beta1 >= 0 && beta1 < 1 && beta2 >= 0 && beta2 < 1)) {
      throw new IllegalArgumentException(
          "beta1 and beta2 must be in [0, 1) but were " + beta1 + " and " + beta2);
    }
    if (!(epsilon > 0)) {
      throw new IllegalArgumentException("epsilon must be positive but was " + epsilon);
    }
  }

  private static final class Moments implements State {
    private final Adam rule;
    private final double[] first;
    private final double[] second;
    // Running powers of the betas: repeated products give the same bits everywhere, Math.pow need
    // not.
    private double power1 = 1;
    private double power2 = 1;

    Moments(Adam rule, int weights) {
      this.rule = rule;
      first = new double[weights];
      second = new double[weights];
    }

    @Override
    public void step(double[] w, double[] g, double rate, double decay, int decayed) {
      if (rule.decoupledDecay) {
        for (int i = 0; i < decayed; i++) {
          w[i] -= rate * decay * w[i];
        }
      } else {
        Optimizer.addDecay(w, g, decay, decayed);
      }
      power1 *= rule.beta1;
      power2 *= rule.beta2;
      double stepSize = rate / (1 - power1);
      double correction = 1 / Math.sqrt(1 - power2);
      for (int i = 0; i < w.length; i++) {
        first[i] = rule.beta1 * first[i] + (1 - rule.beta1) * g[i];
        second[i] = rule.beta2 * second[i] + (1 - rule.beta2) * g[i] * g[i];
        w[i] -= stepSize * first[i] / (Math.sqrt(second[i]) * correction + rule.epsilon);
      }
    }
  }
}
