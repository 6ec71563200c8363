package dev.nervure.glassbox.block;

/**
 * Rows and columns of an image of one channel, whose values stand row by row.
 *
 * @param height at least 1
 * @param width at least 1
 */
public record ImageSize(int height, int width) {
  /** Checks both. */
  public ImageSize {
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "an image has at least one row and one column but has %d and %d"
              .formatted(height, width));
    }
    Math.multiplyExact(height, width);
  }

  /** How many values an image has. */
  public int pixels() {
    return height * width;
  }

  /** Whether there are as many rows as columns. */
  public boolean isSquare() {
    return height == width;
  }

  /**
   * Checks that quarter turns can act on such images.
   *
   * @param block whose coefficients depend on it, for the message
   * @throws IllegalArgumentException where there are not as many rows as columns
   */
  void requireSquare(String block) {
    if (!isSquare()) {
      int less = Math.min(height, width);
      int more = Math.max(height, width);
      throw new IllegalArgumentException(
          "%s turns images and takes square ones but these are %s; crop them to %dx%d or pad them to %dx%d"
              .formatted(block, this, less, less, more, more));
    }
  }

  @Override
  public String toString() {
    return height + "x" + width;
  }
}
