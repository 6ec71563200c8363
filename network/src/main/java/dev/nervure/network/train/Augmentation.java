package dev.nervure.network.train;

import dev.nervure.stats.RandomStream;

/**
 * Random changes of training images, drawn anew for each sample and epoch: crop by whole pixels,
 * mirror image, and one affine map (bilinear) that turns, shears, scales and moves about the
 * image's centre. What falls outside is filled with zeros or with the nearest pixel.
 *
 * @param horizontalFlip mirror left and right with probability 1/2
 * @param cropPadding move by up to so many whole pixels each way, as a random crop of the padded
 *     image does
 * @param rotation largest turn in degrees, each way
 * @param shift largest move as a fraction of the height and of the width, each way
 * @param zoom largest relative change of size, below 1: the factor is in [1 - zoom, 1 + zoom]
 * @param shear largest horizontal shear: pixels moved sideways per pixel of height
 * @param fill what stands outside of the image
 */
public record Augmentation(
    boolean horizontalFlip,
    int cropPadding,
    double rotation,
    double shift,
    double zoom,
    double shear,
    Fill fill) {

  /** What stands outside of the image. */
  public enum Fill {
    /** Zero, which is black for images that are not normalised. */
    ZERO,
    /** The nearest pixel of the image. */
    NEAREST
  }

  public Augmentation {
    if (cropPadding < 0) {
      throw new IllegalArgumentException(
          "crop padding must not be negative but was " + cropPadding);
    }
    checkRange("rotation", rotation, 180);
    checkRange("shift", shift, 1);
    checkRange("zoom", zoom, 0.99);
    checkRange("shear", shear, 10);
  }

  private static void checkRange(String name, double value, double largest) {
    if (!(value >= 0 && value <= largest)) {
      throw new IllegalArgumentException(
          name + " must be in [0, " + largest + "] but was " + value);
    }
  }

  /** No change at all. */
  public static Augmentation none() {
    return new Augmentation(false, 0, 0, 0, 0, 0, Fill.ZERO);
  }

  /**
   * Mirror images and crops of the image padded by an eighth of 32 pixels: the usual one for CIFAR.
   */
  public static Augmentation flipAndCrop() {
    return new Augmentation(true, 4, 0, 0, 0, 0, Fill.ZERO);
  }

  /**
   * Rotation 15 degrees, shifts and zoom 0.25, shear 0.15, mirror images: as arXiv 2204.08624
   * trains.
   */
  public static Augmentation strong() {
    return new Augmentation(true, 0, 15, 0.25, 0.25, 0.15, Fill.NEAREST);
  }

  /** Whether samples stay as they are. */
  public boolean isNone() {
    return !horizontalFlip && cropPadding == 0 && !isAffine();
  }

  private boolean isAffine() {
    return rotation > 0 || shift > 0 || zoom > 0 || shear > 0;
  }

  /**
   * A changed copy of one image. O(values).
   *
   * @param images array that holds the image, channels x height x width from {@code offset} on; the
   *     result replaces it
   * @param random the only source of chance
   */
  void apply(float[] images, int offset, int channels, int height, int width, RandomStream random) {
    boolean flip = horizontalFlip && random.nextInt(2) == 1;
    int down = cropPadding == 0 ? 0 : random.nextInt(2 * cropPadding + 1) - cropPadding;
    int right = cropPadding == 0 ? 0 : random.nextInt(2 * cropPadding + 1) - cropPadding;
    double[] map = {1, 0, down, 0, 1, right};
    if (isAffine()) {
      draw(map, height, width, random);
    }
    if (flip) {
      // The source column of output column x is that of column width - 1 - x.
      map[2] += map[1] * (width - 1);
      map[5] += map[4] * (width - 1);
      map[1] = -map[1];
      map[4] = -map[4];
    }
    int plane = height * width;
    float[] source = new float[plane];
    for (int c = 0; c < channels; c++) {
      System.arraycopy(images, offset + c * plane, source, 0, plane);
      warp(source, images, offset + c * plane, height, width, map);
    }
  }

  /** Sets the map from output (row, column) to source (row, column), row by row. */
  private void draw(double[] map, int height, int width, RandomStream random) {
    double angle = StrictMath.toRadians(rotation * (2 * random.nextDouble() - 1));
    double scale = 1 / (1 + zoom * (2 * random.nextDouble() - 1));
    double slant = shear * (2 * random.nextDouble() - 1);
    double down = shift * height * (2 * random.nextDouble() - 1);
    double right = shift * width * (2 * random.nextDouble() - 1);
    double cos = scale * StrictMath.cos(angle);
    double sin = scale * StrictMath.sin(angle);
    double middleRow = (height - 1) / 2.0;
    double middleColumn = (width - 1) / 2.0;
    // (row, column) -> turn and scale -> shear along the row.
    map[0] = cos;
    map[1] = -sin;
    map[3] = sin + slant * cos;
    map[4] = cos - slant * sin;
    map[2] += down + middleRow - map[0] * middleRow - map[1] * middleColumn;
    map[5] += right + middleColumn - map[3] * middleRow - map[4] * middleColumn;
  }

  private void warp(float[] source, float[] target, int offset, int height, int width, double[] m) {
    for (int r = 0; r < height; r++) {
      for (int c = 0; c < width; c++) {
        double row = m[0] * r + m[1] * c + m[2];
        double column = m[3] * r + m[4] * c + m[5];
        int top = (int) Math.floor(row);
        int left = (int) Math.floor(column);
        double lower = row - top;
        double righter = column - left;
        double value = (1 - lower) * (1 - righter) * pixel(source, top, left, height, width);
        if (righter > 0) {
          value += (1 - lower) * righter * pixel(source, top, left + 1, height, width);
        }
        if (lower > 0) {
          value += lower * (1 - righter) * pixel(source, top + 1, left, height, width);
          if (righter > 0) {
            value += lower * righter * pixel(source, top + 1, left + 1, height, width);
          }
        }
        target[offset + r * width + c] = (float) value;
      }
    }
  }

  private double pixel(float[] source, int row, int column, int height, int width) {
    if (row >= 0 && row < height && column >= 0 && column < width) {
      return source[row * width + column];
    }
    if (fill == Fill.ZERO) {
      return 0;
    }
    int nearestRow = Math.min(Math.max(row, 0), height - 1);
    int nearestColumn = Math.min(Math.max(column, 0), width - 1);
    return source[nearestRow * width + nearestColumn];
  }
}
