package dev.nervure.diagram;

import dev.nervure.stats.ErrorFunction;

/**
 * The persistence image (Adams et al., JMLR 18, 2017, 1-35): each finite bar is a normal
 * distribution about its birth and length, weighted with its length over the top of the grid (at
 * most 1), and a pixel holds what of their sum lies above it, integrated exactly. Bars without end
 * are left out. For diagrams of degree 1 and above: the bars of degree 0 all have birth 0.
 *
 * @param births edges of the pixels along births
 * @param lifespans edges of the pixels along lengths; the last is the length of weight 1
 * @param deviation standard deviation of the distributions, positive and finite, in the units of
 *     the diagram
 */
public record PersistenceImage(ScaleGrid births, ScaleGrid lifespans, double deviation) {
  /** Checks the deviation. */
  public PersistenceImage {
    if (!(deviation > 0) || Double.isInfinite(deviation)) {
      throw new IllegalArgumentException(
          "a deviation must be finite and positive but was " + deviation);
    }
    if (lifespans.to() <= 0) {
      throw new IllegalArgumentException("lengths must reach above 0 but end at " + lifespans.to());
    }
  }

  /**
   * Square pixels over the same grid of births and lengths, with a deviation of one pixel.
   *
   * @param scales from 0 to the largest death of all diagrams that are to be compared, one more
   *     scale than there are pixels
   */
  public static PersistenceImage over(ScaleGrid scales) {
    return new PersistenceImage(scales, scales, scales.step());
  }

  /**
   * The pixels of a diagram. O(m p) for m bars and p pixels.
   *
   * @return births x lengths, both ascending
   */
  public double[][] of(PersistenceDiagram diagram) {
    double[][] image = new double[births.size() - 1][lifespans.size() - 1];
    for (double[] bar : diagram.finitePairs()) {
      double length = bar[1] - bar[0];
      double[] across = shares(births, bar[0]);
      double[] up = shares(lifespans, length);
      double weight = Math.min(1, length / lifespans.to());
      for (int i = 0; i < across.length; i++) {
        for (int j = 0; j < up.length; j++) {
          image[i][j] += weight * across[i] * up[j];
        }
      }
    }
    return image;
  }

  /** The 2-norm of the image: the root of the sum of the squares of its pixels. */
  public double norm(PersistenceDiagram diagram) {
    double squares = 0;
    for (double[] row : of(diagram)) {
      for (double pixel : row) {
        squares += pixel * pixel;
      }
    }
    return Math.sqrt(squares);
  }

  /** What of a normal distribution about a center falls into each step of a grid. */
  private double[] shares(ScaleGrid grid, double center) {
    double[] shares = new double[grid.size() - 1];
    for (int i = 0; i < shares.length; i++) {
      shares[i] =
          ErrorFunction.normalBetween(
              (grid.scale(i) - center) / deviation, (grid.scale(i + 1) - center) / deviation);
    }
    return shares;
  }
}
