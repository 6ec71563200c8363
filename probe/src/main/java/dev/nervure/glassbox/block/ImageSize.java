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

  @Override
  public String toString() {
    return height + "x" + width;
  }
}
