package dev.nervure.data;

import org.jspecify.annotations.Nullable;

/**
 * How image files become arrays of one shape.
 *
 * @param size width and height of every sample; null takes the images as they are, which must then
 *     all be of one size
 * @param fit how an image of another size is brought to {@code size}
 * @param shorterSide with {@link Fit#CROP}: the length to which the shorter side is resized before
 *     the crop; 0 for the smallest that covers {@code size}
 * @param color number of channels
 * @param strict whether an image that cannot be read is an error instead of being skipped
 */
public record ImageOptions(
    @Nullable Size size, Fit fit, int shorterSide, Color color, boolean strict) {

  /** Width and height in pixels. */
  public record Size(int width, int height) {
    /**
     * @throws IllegalArgumentException if a side is not in [1, 16384]
     */
    public Size {
      if (width < 1 || width > 16_384 || height < 1 || height > 16_384) {
        throw new IllegalArgumentException(
            "image size must be in [1, 16384] but was " + width + " x " + height);
      }
    }

    @Override
    public String toString() {
      return width + "x" + height;
    }
  }

  /** How an image is brought to another size. */
  public enum Fit {
    /** Both sides are resized; the aspect ratio changes. */
    STRETCH,
    /** Resized with its aspect ratio kept, then the centre is cut out. */
    CROP
  }

  /** Number of channels. */
  public enum Color {
    /** Grey if no pixel of any image has a colour, else red, green, blue. */
    AUTO,
    /** One channel: ITU-R 601 luma of coloured images. */
    GREY,
    /** Three channels. */
    RGB
  }

  /** As they are; unreadable ones are skipped. */
  public static final ImageOptions DEFAULT =
      new ImageOptions(null, Fit.STRETCH, 0, Color.AUTO, false);

  /**
   * @throws IllegalArgumentException if {@code shorterSide} is negative or does not cover the size
   */
  public ImageOptions {
    boolean covers =
        shorterSide == 0
            || (size != null && shorterSide >= Math.max(1, Math.min(size.width(), size.height())));
    if (shorterSide < 0 || shorterSide > 16_384 || !covers) {
      throw new IllegalArgumentException(
          "the shorter side must be 0 or cover the image size " + size + " but was " + shorterSide);
    }
  }

  /** With a size, stretched. */
  public ImageOptions withSize(int width, int height) {
    return new ImageOptions(new Size(width, height), fit, shorterSide, color, strict);
  }

  /** With a centre crop after resizing the shorter side (0: to the smallest that covers). */
  public ImageOptions withCrop(int shorterSide) {
    return new ImageOptions(size, Fit.CROP, shorterSide, color, strict);
  }

  /** With a number of channels. */
  public ImageOptions withColor(Color color) {
    return new ImageOptions(size, fit, shorterSide, color, strict);
  }

  /** With unreadable images as errors. */
  public ImageOptions withStrict(boolean strict) {
    return new ImageOptions(size, fit, shorterSide, color, strict);
  }
}
