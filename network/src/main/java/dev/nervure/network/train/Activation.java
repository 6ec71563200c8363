package dev.nervure.network.train;

import java.util.Locale;

/** Nonlinearities of the built-in architectures. */
public enum Activation {
  /** max(x, 0). */
  RELU(Math.sqrt(2)),
  /** x for x > 0, exp(x) - 1 otherwise (Clevert et al. 2016). */
  ELU(Math.sqrt(2)),
  /** Hyperbolic tangent. */
  TANH(5.0 / 3),
  /** 1 / (1 + exp(-x)). */
  SIGMOID(1),
  /** x sigmoid(x) (Ramachandran et al. 2017). */
  SWISH(Math.sqrt(2)),
  /** min(max(x, 0), 6) (Sandler et al. 2018). */
  RELU6(Math.sqrt(2)),
  /** x for x > 0, 0.01 x otherwise. */
  LEAKY_RELU(Math.sqrt(2));

  private final double gain;

  Activation(double gain) {
    this.gain = gain;
  }

  /**
   * Initial weights of a layer in front of this nonlinearity have standard deviation gain /
   * sqrt(fan-in): sqrt(2) for the rectifier and its relatives (He et al. 2015, eq. 10), 5/3 for
   * tanh and 1 for the sigmoid as is usual for them.
   */
  public double gain() {
    return gain;
  }

  /** The activation of that name: case does not matter, and neither do hyphens and underscores. */
  public static Activation named(String name) {
    String wanted = name.replace("-", "").replace("_", "").toUpperCase(Locale.ROOT);
    for (Activation activation : values()) {
      if (activation.name().replace("_", "").equals(wanted)) {
        return activation;
      }
    }
    if (wanted.equals("LEAKY")) {
      return LEAKY_RELU;
    }
    throw new IllegalArgumentException(
        "activation must be one of relu, elu, tanh, sigmoid, swish, relu6, leaky-relu but was "
            + name);
  }
}
