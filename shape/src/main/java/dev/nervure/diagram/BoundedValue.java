package dev.nervure.diagram;

/**
 * A value with a bound of its error.
 *
 * @param value not NaN; may be infinite
 * @param error finite, 0 or more
 */
record BoundedValue(double value, double error) {
  /** A value of an exact method. */
  static BoundedValue exact(double value) {
    return new BoundedValue(value, 0);
  }
}
