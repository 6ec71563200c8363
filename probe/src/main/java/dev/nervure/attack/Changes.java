package dev.nervure.attack;

import dev.nervure.image.PixelGrid;

/** Lengths of the changes of inputs, in float64. */
public final class Changes {
  private Changes() {}

  /**
   * The length of the change of one input.
   *
   * @param norm {@link Norm#LINF} or {@link Norm#L2}
   * @param start where its values begin
   * @param length how many they are
   */
  public static double length(Norm norm, float[] changed, float[] from, int start, int length) {
    double sum = 0;
    double largest = 0;
    for (int i = start; i < start + length; i++) {
      double change = (double) changed[i] - from[i];
      largest = Math.max(largest, Math.abs(change));
      sum += change * change;
    }
    return norm == Norm.LINF ? largest : Math.sqrt(sum);
  }

  /** How many pixels of one input differ, all channels together. */
  public static int pixels(PixelGrid grid, float[] changed, float[] from, int start) {
    int count = 0;
    for (int pixel = 0; pixel < grid.pixels(); pixel++) {
      boolean differs = false;
      for (int channel = 0; channel < grid.channels(); channel++) {
        int i = start + grid.index(pixel, channel);
        differs |= changed[i] != from[i];
      }
      count += differs ? 1 : 0;
    }
    return count;
  }
}
