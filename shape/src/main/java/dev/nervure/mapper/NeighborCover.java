package dev.nervure.mapper;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Centres with their k nearest points in the space of the lens, themselves counted; all points at
 * the distance of the k-th, so that ties are never broken. Centres as in {@link CentredCover}.
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
    int[] byDistance =
        IntStream.range(0, squares.length)
            .boxed()
            .sorted(Comparator.comparingDouble(place -> squares[place]))
            .mapToInt(Integer::intValue)
            .toArray();
    int last = 0;
    for (int points = rows.count(byDistance[0]);
        points < neighbors && last + 1 < byDistance.length;
        points += rows.count(byDistance[last])) {
      last++;
    }
    double reach = squares[byDistance[last]];
    boolean[] chosen = new boolean[squares.length];
    for (int place = 0; place < chosen.length; place++) {
      chosen[place] = squares[place] <= reach;
    }
    return chosen;
  }
}
