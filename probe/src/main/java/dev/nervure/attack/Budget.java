package dev.nervure.attack;

import dev.nervure.box.Box;
import java.util.Objects;

/**
 * How far an input may be changed: the length of the change in a norm, and the range of its values.
 * Both hold exactly for the float32 values that come out, in float64 arithmetic.
 *
 * @param norm {@link Norm#LINF} or {@link Norm#L2}
 * @param size the largest length, at least 0
 * @param box the allowed values
 */
public record Budget(Norm norm, double size, Box box) {
  /** By how much a change that rounding has made too long is shortened. */
  private static final double SHORTER = 1e-7;

  /**
   * Checks the length.
   *
   * @throws IllegalArgumentException when the length is negative or not finite, or the norm is none
   *     of vectors
   */
  public Budget {
    Objects.requireNonNull(box);
    if (norm != Norm.LINF && norm != Norm.L2) {
      throw new IllegalArgumentException("a change has no length in " + norm.text());
    }
    if (!(size >= 0) || Double.isInfinite(size)) {
      throw new IllegalArgumentException("a budget must be finite and at least 0 but was " + size);
    }
  }

  /** The same without a range of values. */
  Budget withoutBox() {
    return new Budget(norm, size, Box.NONE);
  }

  /**
   * Brings changed inputs back into the budget: values are cut off, or, in L2, the change is
   * shortened; then those outside of the range are moved to its end, which shortens the change.
   *
   * @param changed one input after the other, in place
   * @param from the inputs before the change, within the box
   * @param length values of one input
   */
  public void project(float[] changed, float[] from, int length) {
    for (int start = 0; start < changed.length; start += length) {
      if (norm == Norm.LINF) {
        for (int i = 0; i < length; i++) {
          changed[start + i] = cut(changed[start + i], from[start + i], i);
        }
      } else {
        shorten(changed, from, start, length);
      }
    }
  }

  private float cut(float value, float from, int coordinate) {
    double low = Math.max(box.low(coordinate), from - size);
    double high = Math.min(box.high(coordinate), from + size);
    float kept = (float) Math.min(high, Math.max(low, value));
    // A bound that is no float32 was rounded, perhaps outwards.
    while (kept > from && (kept > high || (double) kept - from > size)) {
      kept = Math.nextDown(kept);
    }
    while (kept < from && (kept < low || (double) from - kept > size)) {
      kept = Math.nextUp(kept);
    }
    return kept;
  }

  private void shorten(float[] changed, float[] from, int start, int length) {
    keepInBox(changed, from, start, length);
    double of = length(changed, from, start, length);
    double[] change = new double[length];
    for (int i = 0; i < length; i++) {
      change[i] = (double) changed[start + i] - from[start + i];
    }
    for (double share = size / of; of > size; share *= 1 - SHORTER) {
      for (int i = 0; i < length; i++) {
        changed[start + i] = (float) (from[start + i] + share * change[i]);
      }
      keepInBox(changed, from, start, length);
      of = length(changed, from, start, length);
    }
  }

  private void keepInBox(float[] changed, float[] from, int start, int length) {
    for (int i = 0; i < length; i++) {
      changed[start + i] = inBox(box, i, changed[start + i], from[start + i]);
    }
  }

  /** The nearest allowed float32 value, on the way to an allowed one. */
  static float inBox(Box box, int coordinate, float value, float from) {
    float kept = (float) box.clip(coordinate, value);
    while (kept > from && kept > box.high(coordinate)) {
      kept = Math.nextDown(kept);
    }
    while (kept < from && kept < box.low(coordinate)) {
      kept = Math.nextUp(kept);
    }
    return kept;
  }

  private double length(float[] changed, float[] from, int start, int length) {
    return Changes.length(norm, changed, from, start, length);
  }
}
