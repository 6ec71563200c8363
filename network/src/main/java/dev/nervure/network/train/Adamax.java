package dev.nervure.network.train;

/**
 * Adamax, the variant of Adam with the infinity norm (Kingma and Ba 2015, algorithm 2).
 *
 * @param beta1 decay of the first moment, in [0, 1)
 * @param beta2 decay of the running maximum, in [0, 1)
 * @param epsilon lower bound added to the running maximum, positive
 */
public record Adamax(double beta1, double beta2, double epsilon) implements Optimizer {

  public Adamax {
    Adam.checkMoments(beta1, beta2, epsilon);
  }

  /** 0.9, 0.999, 1e-8. */
  public static Adamax standard() {
    return new Adamax(0.9, 0.999, 1e-8);
  }

  @Override
  public State start(int weights) {
    return new Moments(this, weights);
  }

  private static final class Moments implements State {
    private final Adamax rule;
    private final double[] first;
    private final double[] maximum;
    private double power1 = 1;

    Moments(Adamax rule, int weights) {
      this.rule = rule;
      first = new double[weights];
      maximum = new double[weights];
    }

    @Override
    public void step(double[] w, double[] g, double rate, double decay, int decayed) {
      Optimizer.addDecay(w, g, decay, decayed);
      power1 *= rule.beta1;
      double stepSize = rate / (1 - power1);
      for (int i = 0; i < w.length; i++) {
        first[i] = rule.beta1 * first[i] + (1 - rule.beta1) * g[i];
        maximum[i] = Math.max(rule.beta2 * maximum[i], Math.abs(g[i]));
        w[i] -= stepSize * first[i] / (maximum[i] + rule.epsilon);
      }
    }
  }
}
