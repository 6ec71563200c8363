package dev.nervure.network.train;

/**
 * What a tensor is to a network that has not been trained.
 *
 * @param kind what it is filled with
 * @param deviation standard deviation where it is {@link Kind#DRAWN}, otherwise 0
 */
record WeightRole(Kind kind, double deviation) {
  static final WeightRole EMBEDDING = new WeightRole(Kind.EMBEDDING, 0);
  static final WeightRole ZERO = new WeightRole(Kind.ZERO, 0);
  static final WeightRole ONE = new WeightRole(Kind.ONE, 0);
  static final WeightRole SLOPE = new WeightRole(Kind.SLOPE, 0);

  /** What a tensor is filled with. */
  enum Kind {
    /** Normal numbers, narrower the more inputs meet in an output. */
    DRAWN,
    /** Normal numbers of one width. */
    EMBEDDING,
    /** 0: biases, shifts, running means. */
    ZERO,
    /** 1: scales, running variances. */
    ONE,
    /** The slope of PReLU for negative numbers. */
    SLOPE
  }

  /**
   * Weights of a layer.
   *
   * @param gain of the nonlinearity behind them
   * @param fanIn inputs that meet in an output, positive
   */
  static WeightRole drawn(double gain, double fanIn) {
    return new WeightRole(Kind.DRAWN, gain / Math.sqrt(fanIn));
  }

  boolean isDrawn() {
    return kind == Kind.DRAWN || kind == Kind.EMBEDDING;
  }
}
