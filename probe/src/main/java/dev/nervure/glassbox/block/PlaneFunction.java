package dev.nervure.glassbox.block;

/** A function on the plane about the middle of a filter. */
interface PlaneFunction {
  /**
   * Its value.
   *
   * @param right pixels right of the origin
   * @param up pixels above it
   */
  double at(double right, double up);
}
