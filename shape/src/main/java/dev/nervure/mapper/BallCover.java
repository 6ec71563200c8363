package dev.nervure.mapper;

import dev.nervure.neighbors.PairsWithin;

/**
 * Closed balls of one radius in the space of the lens (Dłotko, "Ball mapper: a shape summary for
 * topological data analysis", arXiv 1901.07410, where the lens is the data). Centres as in {@link
 * CentredCover}; no two are within the radius of each other.
 */
public final class BallCover extends CentredCover {
  private final double radius;

  /**
   * Balls.
   *
   * @param radius in the units of the lens, positive and finite
   */
  public BallCover(double radius) {
    if (!(radius > 0) || Double.isInfinite(radius)) {
      throw new IllegalArgumentException(
          "the radius of balls must be positive and finite but was " + radius);
    }
    this.radius = radius;
  }

  @Override
  public String name() {
    return "balls";
  }

  @Override
  public String settings() {
    return "radius " + radius;
  }

  @Override
  boolean[] around(LensRows rows, double[] squares) {
    double largest = PairsWithin.largestSquare(radius);
    boolean[] chosen = new boolean[squares.length];
    for (int place = 0; place < chosen.length; place++) {
      chosen[place] = squares[place] <= largest;
    }
    return chosen;
  }
}
