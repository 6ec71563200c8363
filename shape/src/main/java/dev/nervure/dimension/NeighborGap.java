package dev.nervure.dimension;

import dev.nervure.neighbors.NeighborTable;
import org.jspecify.annotations.Nullable;

/**
 * Points whose nearest neighbour is a thousand times nearer than the next. Where points fill a
 * space of dimension d one of 1000^d is so by chance; more are pairs that nearly repeat each other,
 * and ratios of distances then measure how near, not the dimension.
 *
 * @param count how many points have such a neighbour
 * @param size of how many
 */
record NeighborGap(int count, int size) {

  private static final double RATIO = 1000;

  /** More than by chance in dimension 1/2. */
  private static final double SHARE_TOLD = 0.03;

  /** As much as {@link TwoNearestNeighbors} leaves out of its fit; by chance in dimension 1/3. */
  private static final double SHARE_REFUSED = 0.1;

  /** A pair or two by accident are nothing to talk about in a small cloud. */
  private static final int FEWEST_TOLD = 6;

  static NeighborGap of(NeighborTable neighbors) {
    int count = 0;
    for (double[] distances : neighbors.distances()) {
      count += distances[0] > 0 && distances[1] > RATIO * distances[0] ? 1 : 0;
    }
    return new NeighborGap(count, neighbors.size());
  }

  /** Why there is no estimate, or null. */
  @Nullable String refusal() {
    return isMoreThan(SHARE_REFUSED)
        ? told() + ": leave out one of each pair that nearly repeats the other"
        : null;
  }

  /** What a reader must know about the estimate, or null. */
  @Nullable String warning() {
    return isMoreThan(SHARE_TOLD)
        ? "About " + told() + ": pairs that nearly repeat each other pull the value down."
        : null;
  }

  private boolean isMoreThan(double share) {
    return count >= FEWEST_TOLD && count > share * size;
  }

  private String told() {
    return count + " of " + size + " points have one neighbour 1000 times nearer than any other";
  }
}
