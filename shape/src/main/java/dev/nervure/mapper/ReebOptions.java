package dev.nervure.mapper;

/**
 * How a {@link ReebNet} is made and read. Start from {@link #defaults()}.
 *
 * @param smallestPart parts of at most so many points are not split, 1 or more
 * @param overlap by which share of its half the lower half of a range reaches into the upper, in
 *     (0, 1)
 * @param nodeSize parts of at most so many points are no node by themselves, 0 or more
 * @param mixing how much of a value comes from neighbours at each step, in (0, 1)
 * @param lensSteps steps by which predictions are smoothed, 0 or more
 * @param labelSteps steps by which labels spread, 1 or more
 */
public record ReebOptions(
    int smallestPart, double overlap, int nodeSize, double mixing, int lensSteps, int labelSteps) {

  /** Checks the numbers. */
  public ReebOptions {
    if (smallestPart < 1 || nodeSize < 0 || lensSteps < 0 || labelSteps < 1) {
      throw new IllegalArgumentException(
          "a Reeb net needs a smallest part >= 1, a node size >= 0, steps of the lens >= 0 and of labels >= 1 but got %d, %d, %d and %d"
              .formatted(smallestPart, nodeSize, lensSteps, labelSteps));
    }
    if (!(overlap > 0 && overlap < 1) || !(mixing > 0 && mixing < 1)) {
      throw new IllegalArgumentException(
          "overlap and mixing of a Reeb net must be in (0, 1) but are %s and %s"
              .formatted(overlap, mixing));
    }
  }

  /** Parts of 20, overlap 0.1, nodes of more than 5, mixing 1/2 over 5 and 10 steps, as GTDA. */
  public static ReebOptions defaults() {
    return new ReebOptions(20, 0.1, 5, 0.5, 5, 10);
  }

  /** The same with another smallest part. */
  public ReebOptions withSmallestPart(int value) {
    return new ReebOptions(value, overlap, nodeSize, mixing, lensSteps, labelSteps);
  }

  /** The same with another overlap. */
  public ReebOptions withOverlap(double value) {
    return new ReebOptions(smallestPart, value, nodeSize, mixing, lensSteps, labelSteps);
  }

  /** The same with another size of nodes. */
  public ReebOptions withNodeSize(int value) {
    return new ReebOptions(smallestPart, overlap, value, mixing, lensSteps, labelSteps);
  }
}
