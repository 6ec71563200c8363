package dev.nervure.data;

/** Where the channels of images are in an array of four axes. */
public enum ChannelOrder {
  /** Last if the last axis is 1, 3 or 4 long and the second is not; else first. */
  AUTO,
  /** N x C x H x W. */
  FIRST,
  /** N x H x W x C. */
  LAST;

  /** The number of channels if they come last in this shape, else 0. */
  int channelsLast(int[] shape) {
    if (shape.length != 4 || this == FIRST) {
      return 0;
    }
    boolean last = this == LAST || (isChannelCount(shape[3]) && !isChannelCount(shape[1]));
    return last ? shape[3] : 0;
  }

  private static boolean isChannelCount(int length) {
    return length == 1 || length == 3 || length == 4;
  }
}
