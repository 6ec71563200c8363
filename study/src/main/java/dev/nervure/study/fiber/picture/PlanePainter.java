package dev.nervure.study.fiber.picture;

import dev.nervure.box.Box;
import dev.nervure.jacobian.DifferentiableMap;
import java.awt.image.BufferedImage;

/**
 * Draws a map of the plane: its first output in shades of grey whose edges are level curves, with
 * paths and curves on top.
 */
public final class PlanePainter {

  /** Pixels on each side. */
  private static final int SIDE = 480;

  private static final int PATH_COLOR = 0xD55E00;
  private static final int BAND_COLOR = 0x56B4E9;
  private static final int LEVEL_BANDS = 24;

  private final double[] low;
  private final double[] high;
  private final double[][] values;
  private double least = Double.POSITIVE_INFINITY;
  private double most = Double.NEGATIVE_INFINITY;

  /**
   * Evaluates the map on a grid.
   *
   * @param low lower left corner
   * @param high upper right corner
   */
  public PlanePainter(DifferentiableMap map, double[] low, double[] high) {
    this.low = low.clone();
    this.high = high.clone();
    this.values = new double[SIDE][SIDE];
    for (int y = 0; y < SIDE; y++) {
      double[][] row = new double[SIDE][];
      for (int x = 0; x < SIDE; x++) {
        row[x] =
            new double[] {
              low[0] + (high[0] - low[0]) * x / (SIDE - 1),
              high[1] - (high[1] - low[1]) * y / (SIDE - 1)
            };
      }
      double[][] outputs = map.values(row);
      for (int x = 0; x < SIDE; x++) {
        values[y][x] = outputs[x][0];
        least = Math.min(least, outputs[x][0]);
        most = Math.max(most, outputs[x][0]);
      }
    }
  }

  /**
   * The part of the plane that shows some points: the box where it is bounded.
   *
   * @return its lower left and its upper right corner
   */
  public static double[][] frame(double[][] points, Box box) {
    double[] low = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
    double[] high = {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};
    for (double[] point : points) {
      for (int j = 0; j < 2; j++) {
        low[j] = Math.min(low[j], point[j]);
        high[j] = Math.max(high[j], point[j]);
      }
    }
    for (int j = 0; j < 2; j++) {
      double margin = Math.max(1e-3, 0.15 * (high[j] - low[j]));
      low[j] = Double.isFinite(box.low(j)) ? box.low(j) : low[j] - margin;
      high[j] = Double.isFinite(box.high(j)) ? box.high(j) : high[j] + margin;
    }
    return new double[][] {low, high};
  }

  /** The map alone. */
  public BufferedImage levels() {
    return paint(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);
  }

  /** The map, with the inputs whose output lies in an interval in blue. */
  public BufferedImage band(double from, double to) {
    return paint(from, to);
  }

  private BufferedImage paint(double from, double to) {
    BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        double value = values[y][x];
        double share = most > least ? (value - least) / (most - least) : 0;
        int grey = 255 - (int) (180 * Math.floor(share * LEVEL_BANDS) / LEVEL_BANDS);
        image.setRGB(x, y, mixed(grey, coverage(x, y, from, to)));
      }
    }
    return image;
  }

  /**
   * How much of a pixel has values within an interval, where they change evenly across it: borders
   * are smooth, as those of type are.
   */
  private double coverage(int x, int y, double from, double to) {
    double value = values[y][x];
    double change = StrictMath.hypot(slope(values[y], x), slope(column(x, y), 1));
    if (!(from <= to)) {
      return 0;
    }
    if (!(change > 0) || !Double.isFinite(change)) {
      return value >= from && value <= to ? 1 : 0;
    }
    double above = Math.min(1, Math.max(0, 0.5 + (value - from) / change));
    double below = Math.min(1, Math.max(0, 0.5 + (to - value) / change));
    return Math.max(0, above + below - 1);
  }

  /** The pixel with those above and below; at the edges of the picture itself. */
  private double[] column(int x, int y) {
    return new double[] {
      values[Math.max(0, y - 1)][x], values[y][x], values[Math.min(SIDE - 1, y + 1)][x]
    };
  }

  /** Change from pixel to pixel. */
  private static double slope(double[] line, int at) {
    int before = Math.max(0, at - 1);
    int after = Math.min(line.length - 1, at + 1);
    return (line[after] - line[before]) / (after - before);
  }

  private static int mixed(int grey, double share) {
    int rgb = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int band = BAND_COLOR >> shift & 0xFF;
      rgb |= (int) Math.round(grey + (band - grey) * share) << shift;
    }
    return rgb;
  }

  /** Draws the points of a path. */
  public void drawPath(BufferedImage image, double[][] points) {
    for (double[] point : points) {
      int x = (int) ((point[0] - low[0]) / (high[0] - low[0]) * (SIDE - 1));
      int y = (int) ((high[1] - point[1]) / (high[1] - low[1]) * (SIDE - 1));
      for (int dy = -1; dy <= 1; dy++) {
        for (int dx = -1; dx <= 1; dx++) {
          if (x + dx >= 0 && x + dx < SIDE && y + dy >= 0 && y + dy < SIDE) {
            image.setRGB(x + dx, y + dy, PATH_COLOR);
          }
        }
      }
    }
  }
}
