package dev.nervure.data;

import java.awt.image.Raster;

/**
 * Turns the components of a JPEG into grey or red, green and blue, in the integer arithmetic of the
 * IJG library. No colour profile is applied.
 *
 * <p>Four components are inks. Adobe's programs store them complemented (255 is no ink) and say so
 * by their marker; red is then (stored cyan) x (stored black) / 255. Without the marker the file
 * does not tell whether inks are complemented, so that it is refused.
 */
final class JpegColors {

  /** Fixed-point numbers have 16 bits after the point. */
  private static final int HALF = 1 << 15;

  private JpegColors() {}

  /**
   * Converts.
   *
   * @param raster undecoded components, one band each
   * @throws UnreadableImageException if the file does not tell which colours they are
   */
  static PixelImage convert(Raster raster, JpegHeader header) throws UnreadableImageException {
    int width = raster.getWidth();
    int height = raster.getHeight();
    int bands = raster.getNumBands();
    if (bands != 1 && bands != 3 && bands != 4) {
      throw new UnreadableImageException("a JPEG of " + bands + " components");
    }
    if (bands == 4 && header.adobeTransform() < 0) {
      throw new UnreadableImageException(
          "CMYK without Adobe's marker, whose inks may be complemented or not");
    }
    boolean luma = bands == 3 ? !header.isRgb() : bands == 4 && header.isYcck();
    int channels = bands == 1 ? 1 : 3;
    byte[] bytes = new byte[Math.multiplyExact(Math.multiplyExact(width, height), channels)];
    int[] row = new int[width * bands];
    for (int y = 0; y < height; y++) {
      raster.getPixels(0, y, width, 1, row);
      for (int x = 0; x < width; x++) {
        int at = x * bands;
        int to = (y * width + x) * channels;
        if (luma) {
          toRgb(row, at);
        }
        if (bands == 4) {
          inksToRgb(row, at, luma);
        }
        for (int channel = 0; channel < channels; channel++) {
          bytes[to + channel] = (byte) row[at + channel];
        }
      }
    }
    return new PixelImage(width, height, channels, bytes);
  }

  /** YCbCr to red, green and blue, in place. */
  private static void toRgb(int[] row, int at) {
    int y = row[at];
    int blue = row[at + 1] - 128;
    int red = row[at + 2] - 128;
    // 1.402, 0.344136, 0.714136 and 1.772 in fixed point.
    row[at] = clamped(y + ((91_881 * red + HALF) >> 16));
    row[at + 1] = clamped(y + ((-22_554 * blue - 46_802 * red + HALF) >> 16));
    row[at + 2] = clamped(y + ((116_130 * blue + HALF) >> 16));
  }

  /** Complemented inks to red, green and blue, in place; YCCK gives the inks themselves. */
  private static void inksToRgb(int[] row, int at, boolean ycck) {
    int light = row[at + 3];
    for (int channel = 0; channel < 3; channel++) {
      int ink = ycck ? row[at + channel] : 255 - row[at + channel];
      row[at + channel] = clamped(light - (ink * light + 127) / 255);
    }
  }

  private static int clamped(int value) {
    return Math.max(0, Math.min(255, value));
  }
}
