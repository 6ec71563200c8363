package dev.nervure.glassbox.block;

/**
 * Along one axis: how an image is padded, and where scattering is sampled. The padded axis is
 * periodic; its length is (floor((length + 2^J) / 2^J) + 1) 2^J for both grids.
 *
 * <p>On the centred grid index 0 of the padded axis is the pixel in the middle, or the one before
 * the middle where the number of pixels is even. Level j > 0 samples the axis at whole multiples of
 * 2^j from the middle, so that places mirror each other on every level.
 */
final class ScatteringFrame {
  private final int pixels;
  private final int scale;
  private final ScatteringGrid grid;
  private final int padded;

  /**
   * A frame.
   *
   * @param pixels along the axis, at least 2^scale
   * @param scale J
   */
  ScatteringFrame(int pixels, int scale, ScatteringGrid grid) {
    this.pixels = pixels;
    this.scale = scale;
    this.grid = grid;
    this.padded = ((pixels + (1 << scale)) / (1 << scale) + 1) << scale;
  }

  /** Samples of the padded axis. */
  int padded() {
    return padded;
  }

  /** How many places there are. */
  int places() {
    return pixels >> scale;
  }

  /** Where a place is, in pixels of the image: 0 is the middle of the first pixel. */
  double position(int place) {
    double spacing = 1 << scale;
    return grid == ScatteringGrid.KYMATIO
        ? spacing * (place + 1) - before()
        : (pixels - 1) / 2.0 + (place - (places() - 1) / 2.0) * spacing;
  }

  /** The same in samples of a level, from its sample 0 on. */
  double positionOnLevel(int place, int level) {
    double spacing = 1 << level;
    if (grid == ScatteringGrid.KYMATIO) {
      return (position(place) + before()) / spacing;
    }
    double fromMiddle = position(place) - (pixels - 1) / 2.0;
    return (level == 0 ? fromMiddle + shift() : fromMiddle) / spacing;
  }

  /**
   * How far sample 0 of the levels above 0 is from sample 0 of level 0, in pixels: half a pixel
   * where the middle of a centred axis is between two.
   */
  double shift() {
    return grid == ScatteringGrid.CENTRED && pixels % 2 == 0 ? 0.5 : 0;
  }

  /**
   * The pixels that a padded sample is the mean of: one, or two that mirror each other. Beyond the
   * edges the image is reflected, edges not repeated. On a centred axis of an odd number of pixels
   * the sample opposite to the middle is a reflection at both ends, and takes both.
   */
  int[] sources(int sample) {
    if (grid == ScatteringGrid.KYMATIO) {
      int source = reflected(sample - before());
      return new int[] {source, source};
    }
    int middle = (pixels - 1) / 2;
    int offset = sample <= padded / 2 ? sample : sample - padded;
    int one = reflected(middle + offset);
    boolean opposite = pixels % 2 == 1 && 2 * sample == padded;
    return new int[] {one, opposite ? reflected(middle - offset) : one};
  }

  /** The first and last pixel of the 2^J around a place. */
  int[] region(int place) {
    double half = (1 << scale) / 2.0;
    int first = (int) Math.ceil(position(place) - half);
    return new int[] {
      Math.max(0, first), Math.min(pixels - 1, first + (1 << scale) - 1),
    };
  }

  private int before() {
    return (padded - pixels) / 2;
  }

  private int reflected(int position) {
    int period = 2 * pixels - 2;
    int within = Math.floorMod(position, period);
    return within < pixels ? within : period - within;
  }
}
