package dev.nervure.fiber;

import dev.nervure.jacobian.DifferentiableMap;
import dev.nervure.jacobian.Linearization;
import dev.nervure.jacobian.Vectors;
import java.util.Arrays;

/** A map with one more output: the position along a direction, for landing on a hyperplane. */
final class PlaneSection implements DifferentiableMap {

  private final DifferentiableMap map;
  private final double[] normal;
  private final double offset;

  /** The last output is normal . x - offset. */
  PlaneSection(DifferentiableMap map, double[] normal, double offset) {
    this.map = map;
    this.normal = normal;
    this.offset = offset;
  }

  @Override
  public int inputSize() {
    return map.inputSize();
  }

  @Override
  public int outputSize() {
    return map.outputSize() + 1;
  }

  @Override
  public double[] value(double[] x) {
    return append(map.value(x), Vectors.dot(normal, x) - offset);
  }

  @Override
  public Linearization linearize(double[] x) {
    Linearization inner = map.linearize(x);
    double[][] jacobian = Arrays.copyOf(inner.jacobian(), outputSize());
    jacobian[outputSize() - 1] = normal;
    return new Linearization(append(inner.value(), Vectors.dot(normal, x) - offset), jacobian);
  }

  /** The output to reach: the given one, on the plane. */
  double[] extend(double[] target) {
    return append(target, 0);
  }

  private static double[] append(double[] values, double last) {
    double[] extended = Arrays.copyOf(values, values.length + 1);
    extended[values.length] = last;
    return extended;
  }
}
