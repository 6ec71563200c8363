package dev.nervure.neighbors;

/**
 * The nearest neighbours of points within random parts of a cloud, read off the neighbours within
 * the whole: those of a point's list that belong to the part, nearest first. No distance is
 * computed.
 *
 * <p>A list that is shorter than the cloud can hold fewer members of a part than are asked for. How
 * many it holds is a matter of how the part was drawn and not of where the points lie, so that such
 * a point can be left out without bias.
 */
public final class NeighborsWithin {
  /** Parts are drawn down to a quarter of the points: this many times k are 1.6 k of its points. */
  private static final double LISTED = 6.4;

  /** For a small k chance is larger. */
  private static final int FEWEST_LISTED = 128;

  private static final int[] NONE = {};

  private final NeighborTable all;
  private final boolean[] isMember;
  private final int listed;
  private final int[] ranks;

  /**
   * Neighbours within one part of a cloud.
   *
   * @param all neighbours within the cloud, at least {@link #listed} of each point; more are not
   *     looked at
   * @param members indices of the points of the part
   * @param k how many are sought
   */
  public NeighborsWithin(NeighborTable all, int[] members, int k) {
    this.all = all;
    this.listed = listed(k, all.size());
    this.ranks = new int[k];
    this.isMember = new boolean[all.size()];
    for (int member : members) {
      isMember[member] = true;
    }
  }

  /**
   * How many neighbours within the whole cloud are needed for k within its parts: all others where
   * the cloud is small; else so many that of the points of a quarter less than one in a hundred is
   * left without.
   *
   * @param size number of points of the cloud
   */
  public static int listed(int k, int size) {
    return Math.min(size - 1, Math.max(FEWEST_LISTED, (int) Math.ceil(LISTED * k)));
  }

  /**
   * Whether a table holds enough neighbours for its parts.
   *
   * @throws IllegalArgumentException where it does not
   */
  public static void requireListed(NeighborTable all, int k) {
    int needed = listed(k, all.size());
    if (all.size() > 1 && all.distances()[0].length < needed) {
      throw new IllegalArgumentException(
          "needs %d neighbours a point for errors of values with k = %d but got %d"
              .formatted(needed, k, all.distances()[0].length));
    }
  }

  /**
   * Seeks the neighbours of a point.
   *
   * @return positions of the k nearest members in the list of the point, ascending; overwritten by
   *     the next call; empty where the list holds fewer
   */
  public int[] ranksOf(int point) {
    int[] list = all.indices()[point];
    int found = 0;
    for (int rank = 0; rank < listed && found < ranks.length; rank++) {
      if (isMember[list[rank]]) {
        ranks[found++] = rank;
      }
    }
    return found == ranks.length ? ranks : NONE;
  }
}
