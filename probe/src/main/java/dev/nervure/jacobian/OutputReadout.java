package dev.nervure.jacobian;

import java.util.Arrays;

/**
 * What is read off the outputs of a map: g(f(x)) for a function g of few values. Fewer outputs held
 * means a larger class, and a cheaper one: of the Jacobian of a network only the gradients of g are
 * made, where that of a thousand logits takes a thousand backward passes.
 */
public final class OutputReadout implements DifferentiableMap {

  private final DifferentiableMap map;
  private final OutputFunction function;

  /**
   * A readout.
   *
   * @param map the map f that is read
   * @param function g, of as many outputs as the map has
   */
  public OutputReadout(DifferentiableMap map, OutputFunction function) {
    this.map = map;
    this.function = function;
  }

  /**
   * One output alone.
   *
   * @throws IllegalArgumentException when the map has no such output
   */
  public static OutputReadout single(DifferentiableMap map, int output) {
    double[] weights = new double[map.outputSize()];
    weights[checked(map, output)] = 1;
    return new OutputReadout(map, new LinearFunction(weights));
  }

  /**
   * How far one output lies above another.
   *
   * @throws IllegalArgumentException when the map has not both outputs
   */
  public static OutputReadout margin(DifferentiableMap map, int above, int below) {
    double[] weights = new double[map.outputSize()];
    weights[checked(map, above)] = 1;
    weights[checked(map, below)] -= 1;
    return new OutputReadout(map, new LinearFunction(weights));
  }

  /**
   * The logarithm of the probability of one class under a softmax over the outputs.
   *
   * @param logits the map whose outputs are logits
   * @param index the class
   * @throws IllegalArgumentException when the map has no such output
   */
  public static OutputReadout logProbability(DifferentiableMap logits, int index) {
    return new OutputReadout(logits, new LogProbability(checked(logits, index)));
  }

  private static int checked(DifferentiableMap map, int output) {
    if (output < 0 || output >= map.outputSize()) {
      throw new IllegalArgumentException(
          "output must be in [0, " + map.outputSize() + ") but was " + output);
    }
    return output;
  }

  private record LinearFunction(double[] weights) implements OutputFunction {

    @Override
    public int size() {
      return 1;
    }

    @Override
    public double[] value(double[] z) {
      return new double[] {Vectors.dot(weights, z)};
    }

    @Override
    public double[][] jacobian(double[] z) {
      return new double[][] {weights.clone()};
    }
  }

  private record LogProbability(int index) implements OutputFunction {

    @Override
    public int size() {
      return 1;
    }

    @Override
    public double[] value(double[] z) {
      return new double[] {z[index] - Vectors.logSumExp(z)};
    }

    @Override
    public double[][] jacobian(double[] z) {
      double total = Vectors.logSumExp(z);
      double[] gradient = new double[z.length];
      for (int i = 0; i < z.length; i++) {
        gradient[i] = (i == index ? 1 : 0) - StrictMath.exp(z[i] - total);
      }
      return new double[][] {gradient};
    }
  }

  @Override
  public int inputSize() {
    return map.inputSize();
  }

  @Override
  public int outputSize() {
    return function.size();
  }

  @Override
  public double[] value(double[] x) {
    return function.value(map.value(x));
  }

  @Override
  public double[][] values(double[][] points) {
    double[][] values = map.values(points);
    Arrays.setAll(values, i -> function.value(values[i]));
    return values;
  }

  @Override
  public Linearization linearize(double[] x) {
    return map.linearize(x, function);
  }
}
