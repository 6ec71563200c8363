package dev.nervure.similarity;

/**
 * How two representations are compared. Start from {@link #defaults()}.
 *
 * @param blocks into so many blocks rows are put for the interval; 0 for no interval
 * @param confidence of the interval, in (0, 1)
 * @param together so many rows after each other are of one input, such as places of one picture,
 *     and depend on each other; 1 where every row is an input
 * @param seed of all draws
 */
public record ComparisonOptions(int blocks, double confidence, int together, long seed) {
  private static final int DEFAULT_BLOCKS = 10;
  private static final double DEFAULT_CONFIDENCE = 0.95;

  /** Checks the numbers. */
  public ComparisonOptions {
    if (blocks < 0 || blocks == 1) {
      throw new IllegalArgumentException(
          "blocks must be 0 for no interval, or at least 2, but were " + blocks);
    }
    if (!(confidence > 0 && confidence < 1)) {
      throw new IllegalArgumentException("confidence must be in (0, 1) but was " + confidence);
    }
    if (together < 1) {
      throw new IllegalArgumentException(
          "rows of an input must be at least 1 but were " + together);
    }
  }

  /** Intervals of 95 % from ten blocks, every row an input, seed 1. */
  public static ComparisonOptions defaults() {
    return new ComparisonOptions(DEFAULT_BLOCKS, DEFAULT_CONFIDENCE, 1, 1);
  }

  /** The same with another number of blocks. */
  public ComparisonOptions withBlocks(int value) {
    return new ComparisonOptions(value, confidence, together, seed);
  }

  /** The same with another confidence. */
  public ComparisonOptions withConfidence(double value) {
    return new ComparisonOptions(blocks, value, together, seed);
  }

  /** The same with another number of rows of an input. */
  public ComparisonOptions withTogether(int value) {
    return new ComparisonOptions(blocks, confidence, value, seed);
  }

  /** The same with another seed. */
  public ComparisonOptions withSeed(long value) {
    return new ComparisonOptions(blocks, confidence, together, value);
  }
}
