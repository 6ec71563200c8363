package dev.nervure.dimension;

/**
 * The sample sizes at which a scaling law is fitted: start, start + step, ... up to end.
 *
 * @param start first size
 * @param step distance of two sizes
 * @param end largest allowed size, inclusive
 */
public record SampleSizes(int start, int step, int end) {

  private static final int SHARES = 10;

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException for a start below 2 or a step below 1
   */
  public SampleSizes {
    if (start < 2 || step < 1) {
      throw new IllegalArgumentException(
          "sizes need start >= 2 and step >= 1 but got start " + start + " and step " + step);
    }
  }

  /** The sizes of arXiv 2204.08624's code: 500, 850, ... strictly below n. */
  public static SampleSizes paper(int n) {
    return new SampleSizes(500, 350, n - 1);
  }

  /** The sizes of arXiv 2111.13171: 200, 250, ... 950. */
  public static SampleSizes birdal() {
    return new SampleSizes(200, 50, 950);
  }

  /**
   * Ten sizes from a fifth of n to at most 95 percent of it, the proportions of {@link #birdal()}
   * for 1000 points.
   */
  static SampleSizes shares(int n) {
    int start = Math.max(2, n / 5);
    int step = Math.max(1, (n * 95 / 100 - start) / (SHARES - 1));
    return new SampleSizes(start, step, start + (SHARES - 1) * step);
  }

  /** The sizes as numbers, ascending; empty where the end lies below the start. */
  public int[] toArray() {
    int[] sizes = new int[end < start ? 0 : (end - start) / step + 1];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = start + i * step;
    }
    return sizes;
  }
}
