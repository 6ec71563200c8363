package dev.nervure.network.train;

/**
 * Stochastic gradient descent with momentum: b = momentum b + g; w = w - rate b, or w - rate (g +
 * momentum b) in Nesterov's form (Sutskever et al. 2013, in the form without a factor on g that is
 * usual in libraries).
 *
 * @param momentum in [0, 1); 0.9 is usual
 * @param nesterov look one step ahead
 */
public record Sgd(double momentum, boolean nesterov) implements Optimizer {

  public Sgd {
    if (!(momentum >= 0 && momentum < 1)) {
      throw new IllegalArgumentException("momentum must be in [0, 1) but was " + momentum);
    }
    if (nesterov && momentum == 0) {
      throw new IllegalArgumentException("Nesterov's form needs a momentum above 0");
    }
  }

  @Override
  public State start(int weights) {
    double[] buffer = new double[weights];
    return (w, g, rate, decay, decayed) -> {
      Optimizer.addDecay(w, g, decay, decayed);
      for (int i = 0; i < w.length; i++) {
        buffer[i] = momentum * buffer[i] + g[i];
      }
      for (int i = 0; i < w.length; i++) {
        w[i] -= rate * (nesterov ? g[i] + momentum * buffer[i] : buffer[i]);
      }
    };
  }
}
