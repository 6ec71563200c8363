package dev.nervure.image;

/** What lies beyond the edge of a grid. */
public enum Boundary {
  /** Zero, in the units of the values. */
  ZERO,
  /** The grid mirrored at its outermost pixels, which are not repeated. */
  REFLECT;

  /** A coordinate that a mirrored grid has inside, where the other is. O(1). */
  static int reflected(int at, int size) {
    if (size == 1) {
      return 0;
    }
    int period = 2 * (size - 1);
    int within = Math.floorMod(at, period);
    return within < size ? within : period - within;
  }
}
