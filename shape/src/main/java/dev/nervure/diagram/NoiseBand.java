package dev.nervure.diagram;

import dev.nervure.points.DistanceMatrix;
import java.util.Arrays;

/**
 * The length up to which bars of a Vietoris-Rips filtration are taken for noise of the sampling: in
 * a diagram, a strip above the diagonal.
 *
 * <p>The width is the gap that a sample of half as many points leaves: the distance of the farthest
 * point that is not in the half from the half. It is taken over many random halves, as the quantile
 * {@link #LEVEL} of their gaps. Halves stand in for samples as in the subsampling of Fasy, Lecci,
 * Rinaldo, Wasserman, Balakrishnan, Singh (Annals of Statistics 42, 2014, 2301-2339, section 4.1);
 * half as many points leave wider gaps than all, so that the width errs towards calling a bar
 * noise. A set without loops that the points fill up to gaps of h has bars of degree 1 of at most 2
 * h, and a connected one bars of degree 0 of at most 2 h; that bound is kept at half of it, since
 * bars of noise do not come near it: on clouds without structure at most one in twenty has a bar
 * outside (docs/persistence.md has the figures).
 *
 * <p>It is no test of a hypothesis and knows one scale only, that of the widest gap: where points
 * are dense in one place and sparse in another, small structure of the dense place is inside.
 *
 * @param width lengths above it are outside; in the units of the distances
 */
public record NoiseBand(double width) {
  /** The share of halves whose gap is at most the width. */
  public static final double LEVEL = 0.95;

  /** Checks the width. */
  public NoiseBand {
    if (!(width >= 0) || Double.isInfinite(width)) {
      throw new IllegalArgumentException("a width must be finite and >= 0 but was " + width);
    }
  }

  /**
   * The band of gaps.
   *
   * @param gaps of random halves, at least one ({@link #gap}); untouched
   */
  public static NoiseBand ofGaps(double[] gaps) {
    double[] ascending = gaps.clone();
    Arrays.sort(ascending);
    return new NoiseBand(ascending[(int) Math.ceil(LEVEL * ascending.length) - 1]);
  }

  /**
   * How far the farthest of all points is from the nearest of those that are kept: O(n k) time.
   *
   * @param kept indices of k points, at least one
   */
  public static double gap(DistanceMatrix distances, int[] kept) {
    double widest = 0;
    for (int i = 0; i < distances.size(); i++) {
      float nearest = Float.POSITIVE_INFINITY;
      for (int point : kept) {
        nearest = Math.min(nearest, distances.distance(i, point));
      }
      widest = Math.max(widest, nearest);
    }
    return widest;
  }

  /** How many bars of finite length are longer than the band is wide. */
  public int outside(PersistenceDiagram diagram) {
    int count = 0;
    for (int i = 0; i < diagram.size(); i++) {
      double lifespan = diagram.lifespan(i);
      count += lifespan > width && !Double.isInfinite(lifespan) ? 1 : 0;
    }
    return count;
  }
}
