package dev.nervure.glassbox.block;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * The directions of wavelets in words: where a wave oscillates, in degrees from 0 to below 180,
 * anticlockwise as seen from the direction to the right.
 *
 * @param count L
 */
record ScatteringAngles(int count) {
  private static final double HALF_TURN = 180;

  /** The direction of an angle, numbered as in {@link MorletFilters}. */
  double degrees(int angle) {
    double fromRows = MorletFilters.direction(angle, count) * HALF_TURN / Math.PI;
    return rounded(Math.floorMod(Math.round((fromRows + HALF_TURN / 2) * 1e6), 180_000_000L) / 1e6);
  }

  /** By how many steps of L the second of two angles is turned anticlockwise, as seen. */
  int turn(int first, int second) {
    return Math.floorMod(first - second, count);
  }

  /** So many steps in degrees. */
  double turned(int steps) {
    return rounded(steps * HALF_TURN / count);
  }

  /** With as many decimals as it needs, two at most. */
  static String text(double degrees) {
    return BigDecimal.valueOf(degrees).stripTrailingZeros().toPlainString();
  }

  private static double rounded(double degrees) {
    return BigDecimal.valueOf(degrees).setScale(2, RoundingMode.HALF_UP).doubleValue();
  }

  /** The number of the wavelet that a quarter turn of the image, or several, puts in its place. */
  int beforeTurns(int angle, int quarters) {
    return Math.floorMod(angle + quarters * count / 2, count);
  }

  /** The same of a flip of columns. */
  int beforeFlip(int angle) {
    return Math.floorMod(2 * ((count - 2) / 2) - angle, count);
  }
}
