package dev.nervure.attack;

import dev.nervure.box.Box;

/**
 * Changed inputs as images of 8 bits can hold them: each value k / 255 in float32, as readers of
 * images give it. Where the nearest such value would leave the budget, the next one towards the
 * clean image is taken, so that no change becomes longer than it was allowed to be.
 */
public final class ByteRounding {
  private static final float LEVELS = 255;

  private ByteRounding() {}

  /**
   * Refuses inputs that are no such images themselves.
   *
   * @throws IllegalArgumentException naming the first value that is none
   */
  public static void requireBytes(float[] values) {
    for (float value : values) {
      if (value != level(Math.round(value * LEVELS))) {
        throw new IllegalArgumentException(
            "the images are not of 8 bits: %s is no multiple of 1/255".formatted(value));
      }
    }
  }

  /**
   * Rounds changes in place.
   *
   * @param changed one input after the other
   * @param clean images of 8 bits
   * @param space with the range of values
   * @param norm in which the changes are measured: in L-inf each value is rounded to the nearest
   *     level that the strength allows, in L2 to the nearest that is no farther from the clean one;
   *     where the norm sets no limit to a value, to the nearest
   * @param strength largest change; infinite for none
   */
  public static void round(
      float[] changed, float[] clean, InputSpace space, Norm norm, double strength) {
    for (int i = 0; i < changed.length; i++) {
      int nearest = Math.round(changed[i] * LEVELS);
      int from = Math.round(clean[i] * LEVELS);
      double most = Math.abs((double) changed[i] - clean[i]);
      if (norm != Norm.L2 || Double.isInfinite(strength)) {
        most = norm == Norm.LINF ? strength : Double.POSITIVE_INFINITY;
      }
      while (nearest != from && !fits(nearest, clean[i], most, space.box(), i % space.size())) {
        nearest += nearest < from ? 1 : -1;
      }
      changed[i] = level(nearest);
    }
  }

  private static boolean fits(int level, float clean, double most, Box box, int coordinate) {
    float value = level(level);
    return Math.abs((double) value - clean) <= most
        && value >= box.low(coordinate)
        && value <= box.high(coordinate);
  }

  private static float level(int k) {
    return k / LEVELS;
  }
}
