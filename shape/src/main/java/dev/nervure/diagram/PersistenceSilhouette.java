package dev.nervure.diagram;

import java.util.Arrays;

/**
 * The power-weighted silhouette (Chazal, Fasy, Lecci, Rinaldo, Wasserman, SoCG 2014, 474-483): the
 * mean of the tents of all finite bars ({@link PersistenceLandscape}), each weighted with a power
 * of its length. Power 0 weighs all bars alike, a high power leaves the longest alone. 0 everywhere
 * without finite bars.
 */
public final class PersistenceSilhouette {
  private PersistenceSilhouette() {}

  /**
   * The silhouette on a grid. O(g m) for m bars and g scales.
   *
   * @param power of the length, finite and at least 0; 1 is usual
   */
  public static double[] of(PersistenceDiagram diagram, ScaleGrid grid, double power) {
    double[] scales = new double[grid.size()];
    Arrays.setAll(scales, grid::scale);
    return at(diagram.finitePairs(), scales, power);
  }

  /**
   * The 2-norm of the silhouette, exactly: between the births, middles and deaths of the bars it is
   * linear, and its square is integrated as what it is. O(m^2) for m bars.
   */
  public static double norm(PersistenceDiagram diagram, double power) {
    double[][] bars = diagram.finitePairs();
    double[] breaks = new double[3 * bars.length];
    for (int i = 0; i < bars.length; i++) {
      breaks[3 * i] = bars[i][0];
      breaks[3 * i + 1] = (bars[i][0] + bars[i][1]) / 2;
      breaks[3 * i + 2] = bars[i][1];
    }
    Arrays.sort(breaks);
    double[] heights = at(bars, breaks, power);
    double squares = 0;
    for (int i = 1; i < breaks.length; i++) {
      double low = heights[i - 1];
      double high = heights[i];
      squares += (breaks[i] - breaks[i - 1]) * (low * low + low * high + high * high) / 3;
    }
    return Math.sqrt(squares);
  }

  private static double[] at(double[][] bars, double[] scales, double power) {
    if (!(power >= 0) || Double.isInfinite(power)) {
      throw new IllegalArgumentException("power must be finite and at least 0 but was " + power);
    }
    double[] heights = new double[scales.length];
    double weights = 0;
    for (double[] bar : bars) {
      double weight = power == 1 ? bar[1] - bar[0] : StrictMath.pow(bar[1] - bar[0], power);
      weights += weight;
      for (int i = 0; i < scales.length; i++) {
        heights[i] += weight * PersistenceLandscape.tent(bar, scales[i]);
      }
    }
    for (int i = 0; i < scales.length && weights > 0; i++) {
      heights[i] /= weights;
    }
    return heights;
  }
}
