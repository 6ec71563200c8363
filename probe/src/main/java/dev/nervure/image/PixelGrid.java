package dev.nervure.image;

import java.util.Arrays;

/**
 * Where the channels of a pixel lie in a flat input.
 *
 * @param channels number of channels
 * @param height rows of pixels
 * @param width columns of pixels
 * @param last whether the channels of a pixel follow each other
 */
public record PixelGrid(int channels, int height, int width, boolean last) {

  /**
   * The pixels of C x H x W, or of H x W x C where only the last axis can be that of channels.
   *
   * @throws IllegalArgumentException when the shape is none of an image
   */
  public static PixelGrid of(int[] shape) {
    if (shape.length == 2) {
      return new PixelGrid(1, shape[0], shape[1], false);
    }
    if (shape.length != 3) {
      throw new IllegalArgumentException(
          "images are channels x height x width, but an input has shape " + Arrays.toString(shape));
    }
    boolean last = shape[0] > 4 && shape[2] <= 4;
    return last
        ? new PixelGrid(shape[2], shape[0], shape[1], true)
        : new PixelGrid(shape[0], shape[1], shape[2], false);
  }

  /** Number of pixels. */
  public int pixels() {
    return height * width;
  }

  /** Where a channel of a pixel lies; pixels are counted row by row. */
  public int index(int pixel, int channel) {
    return last ? pixel * channels + channel : channel * pixels() + pixel;
  }
}
