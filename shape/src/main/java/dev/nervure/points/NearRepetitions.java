package dev.nervure.points;

/**
 * Points of a cloud that are another up to the rounding of their coordinates, such as embeddings of
 * one image that were computed in different batches. The rounding error of a point is about the
 * spacing of numbers at its coordinates, so that the size of the coordinates sets the scale: a
 * cloud that is tiny and lies around 0 has none.
 */
final class NearRepetitions {
  /**
   * Of points that fill a space of dimension 1 or more, at least 8 times as many lie within 8 radii
   * as within one: 7 of 8 between. Repetitions leave that shell empty.
   */
  private static final double SHELL = 8;

  /** Looks at pairs of points. */
  interface Pairs {
    /**
     * Whether some other point is kept and farther from point i than {@code from} and no farther
     * than {@code to} times the larger norm of the two.
     */
    boolean hasKeptBetween(int i, double from, double to, boolean[] isKept);
  }

  private final Pairs pairs;
  private final CoordinatePrecision precision;
  private final boolean[] isKept;
  private final int count;

  /**
   * Looks for them.
   *
   * @param size number of points, all different
   * @param precision the format of their coordinates
   */
  NearRepetitions(int size, CoordinatePrecision precision, Pairs pairs) {
    this.pairs = pairs;
    this.precision = precision;
    isKept = new boolean[size];
    int left = 0;
    for (int i = 0; i < size; i++) {
      isKept[i] = !hasKeptBetween(i, 0, 1);
      left += isKept[i] ? 0 : 1;
    }
    count = left;
  }

  /** How many points lie within rounding of one that comes before them and is no repetition. */
  int count() {
    return count;
  }

  /** Name of the format that the coordinates are rounded to. */
  String precision() {
    return precision.name();
  }

  /** Ascending indices of the points that are no repetitions. */
  int[] kept() {
    int[] kept = new int[isKept.length - count];
    int at = 0;
    for (int i = 0; i < isKept.length; i++) {
      if (isKept[i]) {
        kept[at++] = i;
      }
    }
    return kept;
  }

  /**
   * Whether the repetitions are a kind of their own: fewer of the other points have a neighbour
   * that is somewhat farther than rounding.
   */
  boolean standApart() {
    int shell = 0;
    for (int i = 0; i < isKept.length && shell <= count; i++) {
      shell += isKept[i] && hasKeptBetween(i, 1, SHELL) ? 1 : 0;
    }
    return shell <= count;
  }

  /** The bounds are in radii of rounding. */
  private boolean hasKeptBetween(int i, double from, double to) {
    double radius = precision.rounding();
    return pairs.hasKeptBetween(i, from * radius, to * radius, isKept);
  }
}
