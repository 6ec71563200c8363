package dev.nervure.mapper;

import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * Centres with their k nearest points in the space of the lens, themselves counted; all points at
 * the distance of the k-th, so that ties are never broken. Centres as in {@link CentredCover};
 * O(log k) at most for each point that one looks at.
 */
public final class NeighborCover extends CentredCover {
  private final int neighbors;

  /**
   * Neighbourhoods.
   *
   * @param neighbors k, how many points, 1 or more; all points where there are fewer
   */
  public NeighborCover(int neighbors) {
    if (neighbors < 1) {
      throw new IllegalArgumentException(
          "a neighbourhood needs at least 1 point but was asked for " + neighbors);
    }
    this.neighbors = neighbors;
  }

  @Override
  public String name() {
    return "neighbors";
  }

  @Override
  public String settings() {
    return neighbors + " neighbours";
  }

  @Override
  boolean[] around(LensRows rows, double[] squares) {
    // The nearest places that hold k points, the farthest of them first.
    PriorityQueue<Integer> near =
        new PriorityQueue<>(
            Comparator.comparingDouble((Integer place) -> squares[place]).reversed());
    double reach = Double.POSITIVE_INFINITY;
    long points = 0;
    for (int place = 0; place < squares.length; place++) {
      if (squares[place] >= reach) {
        continue;
      }
      near.add(place);
      points += rows.count(place);
      while (points - rows.count(near.element()) >= neighbors) {
        points -= rows.count(near.remove());
      }
      reach = points >= neighbors ? squares[near.element()] : reach;
    }
    boolean[] chosen = new boolean[squares.length];
    for (int place = 0; place < chosen.length; place++) {
      chosen[place] = squares[place] <= reach;
    }
    return chosen;
  }
}
