package dev.nervure.diagram;

import java.util.Arrays;

/**
 * The persistence landscape (Bubenik, JMLR 16, 2015, 77-102): every finite bar [b, d) stands for a
 * tent, max(0, min(t - b, d - t)), and level k of the landscape is the k-th largest tent at each
 * scale t. Bars without end have no tent and are left out.
 */
public final class PersistenceLandscape {
  private PersistenceLandscape() {}

  /**
   * The first levels on a grid. O(g m log m) for m bars and g scales.
   *
   * @param levels number of levels, at least 1
   * @return levels x scales
   */
  public static double[][] of(PersistenceDiagram diagram, ScaleGrid grid, int levels) {
    if (levels < 1) {
      throw new IllegalArgumentException("levels must be at least 1 but was " + levels);
    }
    double[][] bars = diagram.finitePairs();
    double[][] landscape = new double[levels][grid.size()];
    double[] heights = new double[bars.length];
    for (int i = 0; i < grid.size(); i++) {
      for (int bar = 0; bar < bars.length; bar++) {
        heights[bar] = tent(bars[bar], grid.scale(i));
      }
      Arrays.sort(heights);
      for (int level = 0; level < Math.min(levels, heights.length); level++) {
        landscape[level][i] = heights[heights.length - 1 - level];
      }
    }
    return landscape;
  }

  /**
   * The L^p norm of the landscape with all its levels, exactly. At each scale the levels are the
   * heights of the tents in order, so that the integral over all levels is that over all tents: the
   * sum over bars of length l of 2 / (p + 1) (l / 2)^(p + 1), to the power 1 / p. The 2-norm is the
   * root of a twelfth of the sum of l^3: it speaks of the long bars.
   *
   * @param p finite, at least 1
   */
  public static double norm(PersistenceDiagram diagram, double p) {
    if (!(p >= 1) || Double.isInfinite(p)) {
      throw new IllegalArgumentException("p must be finite and at least 1 but was " + p);
    }
    double sum = LifespanSum.sum(diagram, p + 1);
    return StrictMath.pow(2 / (p + 1) * sum / StrictMath.pow(2, p + 1), 1 / p);
  }

  /** The height of a bar's tent at a scale. */
  static double tent(double[] bar, double scale) {
    return Math.max(0, Math.min(scale - bar[0], bar[1] - scale));
  }
}
