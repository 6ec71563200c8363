package dev.nervure.jacobian;

/**
 * Output and Jacobian of a map at one point.
 *
 * @param value f(x), length m
 * @param jacobian df/dx, m rows of length n
 */
public record Linearization(double[] value, double[][] jacobian) {

  /** Whether output and Jacobian are free of NaN and infinite values. */
  public boolean isFinite() {
    boolean finite = Vectors.allFinite(value);
    for (double[] row : jacobian) {
      finite &= Vectors.allFinite(row);
    }
    return finite;
  }
}
