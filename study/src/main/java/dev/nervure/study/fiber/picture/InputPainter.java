package dev.nervure.study.fiber.picture;

import dev.nervure.box.Box;
import java.awt.image.BufferedImage;

/**
 * Draws inputs that are images: as they are, between the bounds of the box, and as differences from
 * another one. Pixels are blocks of {@code zoom} x {@code zoom}.
 */
public final class InputPainter {

  private final ImageLayout layout;
  private final Box box;
  private final int zoom;

  /**
   * A painter.
   *
   * @param box range of the values, from black to white; 0 to 1 where it has no bounds
   * @param zoom pixels of the picture along a side of one of the input
   */
  public InputPainter(ImageLayout layout, Box box, int zoom) {
    this.layout = layout;
    this.box = box;
    this.zoom = zoom;
  }

  /** Zoom at which the shorter side of a picture has at least about so many pixels. */
  public static int zoomTo(ImageLayout layout, int shortestSide) {
    return Math.max(1, shortestSide / Math.min(layout.height(), layout.width()));
  }

  /** An input as it is. */
  public BufferedImage picture(double[] values) {
    return paint(pixel -> color(values, pixel));
  }

  /**
   * What an input has more and less than another one.
   *
   * @param largest the difference that is drawn in full strength
   */
  public BufferedImage difference(double[] values, double[] from, double largest) {
    return paint(pixel -> difference(values, from, pixel, largest));
  }

  private interface Coloring {
    int of(int pixel);
  }

  /** Pixels from left to right of a picture. */
  int width() {
    return layout.width() * zoom;
  }

  /** Pixels from top to bottom of a picture. */
  int height() {
    return layout.height() * zoom;
  }

  private BufferedImage paint(Coloring coloring) {
    BufferedImage image = new BufferedImage(width(), height(), BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height(); y++) {
      for (int x = 0; x < width(); x++) {
        image.setRGB(x, y, coloring.of(y / zoom * layout.width() + x / zoom));
      }
    }
    return image;
  }

  private int color(double[] values, int pixel) {
    int rgb = 0;
    for (int c = 0; c < 3; c++) {
      int index = layout.index(pixel, layout.channels() == 3 ? c : 0);
      rgb = rgb << 8 | level(index, values[index]);
    }
    return rgb;
  }

  /** Values fill the range of their box; without one the usual range of pixels. */
  private int level(int index, double value) {
    double low = Double.isFinite(box.low(index)) ? box.low(index) : 0;
    double high = Double.isFinite(box.high(index)) ? box.high(index) : 1;
    return (int) Math.round(255 * Math.min(1, Math.max(0, (value - low) / (high - low))));
  }

  /** Orange where a value rose, blue where it fell, white where it stayed; the largest is full. */
  private int difference(double[] values, double[] from, int pixel, double largest) {
    double sum = 0;
    for (int channel = 0; channel < layout.channels(); channel++) {
      int index = layout.index(pixel, channel);
      sum += values[index] - from[index];
    }
    return diverging(largest > 0 ? sum / layout.channels() / largest : 0);
  }

  /**
   * White at 0, the orange of the path at 1, a blue that the colour-blind can tell from it at -1.
   */
  private static int diverging(double strength) {
    double share = Math.min(1, Math.abs(strength));
    int[] end = strength >= 0 ? new int[] {0xD5, 0x5E, 0x00} : new int[] {0x00, 0x72, 0xB2};
    int rgb = 0;
    for (int channel : end) {
      rgb = rgb << 8 | (int) Math.round(255 + (channel - 255) * share);
    }
    return rgb;
  }
}
