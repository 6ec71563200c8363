package dev.nervure.study.layers;

/**
 * How points of a layer are joined to a graph: each with its nearest neighbours, and for Betti
 * numbers all that are few steps apart.
 *
 * @param neighbors nearest neighbours of a point, at least 1
 * @param steps steps along the graph up to which points are joined for Betti numbers, at least 1
 */
public record GraphOptions(int neighbors, int steps) {
  /** Checks the numbers. */
  public GraphOptions {
    if (neighbors < 1 || steps < 1) {
      throw new IllegalArgumentException(
          "neighbours and steps of a graph must be at least 1 but are %d and %d"
              .formatted(neighbors, steps));
    }
  }

  /**
   * 14 neighbours and 2 steps, which is the scale of 2.5 in Naitzat, Zhitnikov, Lim (JMLR 21, 2020)
   * for their discs.
   */
  public static GraphOptions defaults() {
    return new GraphOptions(14, 2);
  }

  /** The same with another number of neighbours. */
  public GraphOptions withNeighbors(int changed) {
    return new GraphOptions(changed, steps);
  }

  /** The same with another number of steps. */
  public GraphOptions withSteps(int changed) {
    return new GraphOptions(neighbors, changed);
  }
}
