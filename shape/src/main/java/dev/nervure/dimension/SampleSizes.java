package dev.nervure.dimension;

import java.util.Arrays;

/**
 * The sample sizes at which a scaling law is fitted: start, start + step, ... up to end.
 *
 * @param start first size
 * @param step distance of two sizes
 * @param end largest allowed size, inclusive
 */
public record SampleSizes(int start, int step, int end) {

  /** The sizes of arXiv 2204.08624's code: 500, 850, ... strictly below n. */
  public static SampleSizes paper(int n) {
    return new SampleSizes(500, 350, n - 1);
  }

  /** The sizes of arXiv 2111.13171: 200, 250, ... 950. */
  public static SampleSizes birdal() {
    return new SampleSizes(200, 50, 950);
  }

  /** Twelve sizes from n / 20 to just below n / 2, so that draws still differ. */
  public static SampleSizes halving(int n) {
    int start = Math.max(10, n / 20);
    int step = Math.max(1, (n / 2 - start) / 11);
    return new SampleSizes(start, step, start + 11 * step);
  }

  /** The sizes as numbers. */
  public int[] toArray() {
    int[] sizes = new int[Math.max(0, step > 0 ? (end - start) / step + 1 : 0)];
    if (end < start) {
      return new int[0];
    }
    Arrays.setAll(sizes, i -> start + i * step);
    return sizes;
  }
}
