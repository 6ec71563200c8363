package dev.nervure.fiber;

/**
 * Linear combinations of the outputs of a map, such as one logit or the margin between two. Fewer
 * outputs held means a larger class.
 */
public final class LinearReadout implements DifferentiableMap {

  private final DifferentiableMap map;
  private final double[][] weights;

  /**
   * A readout.
   *
   * @param map the map read
   * @param weights k rows of length m; not kept
   */
  public LinearReadout(DifferentiableMap map, double[][] weights) {
    this.map = map;
    this.weights = new double[weights.length][];
    for (int i = 0; i < weights.length; i++) {
      if (weights[i].length != map.outputSize()) {
        throw new IllegalArgumentException(
            "row "
                + i
                + " has "
                + weights[i].length
                + " weights but the map has "
                + map.outputSize()
                + " outputs");
      }
      this.weights[i] = weights[i].clone();
    }
  }

  /** One output alone. */
  public static LinearReadout single(DifferentiableMap map, int output) {
    double[][] weights = new double[1][map.outputSize()];
    weights[0][output] = 1;
    return new LinearReadout(map, weights);
  }

  /** How far one output lies above another. */
  public static LinearReadout margin(DifferentiableMap map, int above, int below) {
    double[][] weights = new double[1][map.outputSize()];
    weights[0][above] = 1;
    weights[0][below] = -1;
    return new LinearReadout(map, weights);
  }

  @Override
  public int inputSize() {
    return map.inputSize();
  }

  @Override
  public int outputSize() {
    return weights.length;
  }

  @Override
  public double[] value(double[] x) {
    return combine(map.value(x));
  }

  @Override
  public Linearization linearize(double[] x) {
    Linearization inner = map.linearize(x);
    double[][] jacobian = new double[weights.length][map.inputSize()];
    for (int i = 0; i < weights.length; i++) {
      for (int j = 0; j < weights[i].length; j++) {
        if (weights[i][j] != 0) {
          Vectors.addScaled(jacobian[i], weights[i][j], inner.jacobian()[j]);
        }
      }
    }
    return new Linearization(combine(inner.value()), jacobian);
  }

  private double[] combine(double[] outputs) {
    double[] combined = new double[weights.length];
    for (int i = 0; i < weights.length; i++) {
      combined[i] = Vectors.dot(weights[i], outputs);
    }
    return combined;
  }
}
