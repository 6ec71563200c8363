package dev.nervure.study.fiber.picture;

import org.jspecify.annotations.Nullable;

/**
 * Where the channels of a pixel lie in a flat input.
 *
 * @param channels 1 or 3
 * @param height rows of pixels
 * @param width columns of pixels
 * @param last whether the channels of a pixel follow each other
 */
public record ImageLayout(int channels, int height, int width, boolean last) {

  /** The layout of C x H x W or H x W x C; null where the shape is not that of an image. */
  public static @Nullable ImageLayout of(int[] shape) {
    if (shape.length != 3) {
      return null;
    }
    if (isColor(shape[0])) {
      return new ImageLayout(shape[0], shape[1], shape[2], false);
    }
    return isColor(shape[2]) ? new ImageLayout(shape[2], shape[0], shape[1], true) : null;
  }

  private static boolean isColor(int channels) {
    return channels == 1 || channels == 3;
  }

  /** Values of an input: channels times pixels. */
  public int size() {
    return channels * height * width;
  }

  /** Where a channel of a pixel lies in the flat input. */
  public int index(int pixel, int channel) {
    return last ? pixel * channels + channel : channel * height * width + pixel;
  }
}
