package dev.nervure.study.fiber;

import dev.nervure.data.array.StoredArray;
import dev.nervure.fiber.Box;
import dev.nervure.fiber.DifferentiableMap;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/**
 * The picture of a walk: for images a strip of frames with the difference from the start below
 * each; for points of the plane the map that is held, with the path on top.
 */
final class WalkPicture {

  private static final int SHORTEST_SIDE = 96;
  private static final int GAP = 4;
  private static final int PLANE = 480;
  private static final int WHITE = 0xFFFFFF;
  private static final int PATH_COLOR = 0xD55E00;
  private static final double LEVEL_BANDS = 24;

  private WalkPicture() {}

  /** Writes {@code strip.png} or {@code plane.png}; null where neither fits the input. */
  static @Nullable Path write(
      StoredArray path, int[] shape, FiberOptions options, DifferentiableMap held, Path folder) {
    if (shape.length == 3 && (Layout.isColor(shape[0]) || Layout.isColor(shape[2]))) {
      BufferedImage strip = strip(path, Layout.of(shape), options.frames());
      return save(strip, folder.resolve("strip.png"));
    }
    if (held.inputSize() == 2) {
      return save(plane(path, options.box(), held), folder.resolve("plane.png"));
    }
    return null;
  }

  private static Path save(BufferedImage image, Path file) {
    try {
      ImageIO.write(image, "png", file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file;
  }

  /**
   * Where the channels of a pixel lie.
   *
   * @param last whether the channels of a pixel follow each other
   */
  private record Layout(int channels, int height, int width, boolean last) {

    static Layout of(int[] shape) {
      return isColor(shape[0])
          ? new Layout(shape[0], shape[1], shape[2], false)
          : new Layout(shape[2], shape[0], shape[1], true);
    }

    static boolean isColor(int channels) {
      return channels == 1 || channels == 3;
    }

    int index(int pixel, int channel) {
      return last ? pixel * channels + channel : channel * height * width + pixel;
    }
  }

  private static BufferedImage strip(StoredArray path, Layout layout, int frames) {
    int height = layout.height();
    int width = layout.width();
    int zoom = Math.max(1, SHORTEST_SIDE / Math.min(height, width));
    int columns = Math.min(frames, path.rows());
    BufferedImage image =
        new BufferedImage(
            columns * (width * zoom + GAP) + GAP,
            2 * (height * zoom + GAP) + GAP,
            BufferedImage.TYPE_INT_RGB);
    fill(image);
    double[] first = path.read(0, 1).doubles();
    double[] last = path.read(path.rows() - 1, path.rows()).doubles();
    double largest = 0;
    for (int i = 0; i < first.length; i++) {
      largest = Math.max(largest, Math.abs(last[i] - first[i]));
    }
    for (int c = 0; c < columns; c++) {
      int row = columns == 1 ? 0 : (int) ((long) c * (path.rows() - 1) / (columns - 1));
      double[] frame = path.read(row, row + 1).doubles();
      int left = GAP + c * (width * zoom + GAP);
      for (int y = 0; y < height * zoom; y++) {
        for (int x = 0; x < width * zoom; x++) {
          int pixel = y / zoom * width + x / zoom;
          image.setRGB(left + x, GAP + y, color(frame, layout, pixel));
          image.setRGB(
              left + x,
              2 * GAP + height * zoom + y,
              difference(frame, first, layout, pixel, largest));
        }
      }
    }
    return image;
  }

  private static int color(double[] values, Layout layout, int pixel) {
    int rgb = 0;
    for (int c = 0; c < 3; c++) {
      int channel = layout.channels() == 3 ? c : 0;
      rgb = rgb << 8 | level(values[layout.index(pixel, channel)]);
    }
    return rgb;
  }

  /** Orange where a value rose, blue where it fell, white where it stayed; the largest is full. */
  private static int difference(
      double[] frame, double[] first, Layout layout, int pixel, double largest) {
    double sum = 0;
    for (int channel = 0; channel < layout.channels(); channel++) {
      int index = layout.index(pixel, channel);
      sum += frame[index] - first[index];
    }
    double strength = largest > 0 ? sum / layout.channels() / largest : 0;
    return diverging(strength);
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

  private static int level(double value) {
    return (int) Math.round(255 * Math.min(1, Math.max(0, value)));
  }

  private static BufferedImage plane(StoredArray path, Box box, DifferentiableMap held) {
    double[][] points = new double[path.rows()][];
    double[] low = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
    double[] high = {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};
    for (int i = 0; i < points.length; i++) {
      points[i] = path.read(i, i + 1).doubles();
      for (int j = 0; j < 2; j++) {
        low[j] = Math.min(low[j], points[i][j]);
        high[j] = Math.max(high[j], points[i][j]);
      }
    }
    for (int j = 0; j < 2; j++) {
      double margin = Math.max(1e-3, 0.15 * (high[j] - low[j]));
      low[j] = Double.isFinite(box.low(j)) ? box.low(j) : low[j] - margin;
      high[j] = Double.isFinite(box.high(j)) ? box.high(j) : high[j] + margin;
    }
    BufferedImage image = levels(held, low, high);
    for (double[] point : points) {
      int x = (int) ((point[0] - low[0]) / (high[0] - low[0]) * (PLANE - 1));
      int y = (int) ((high[1] - point[1]) / (high[1] - low[1]) * (PLANE - 1));
      for (int dy = -1; dy <= 1; dy++) {
        for (int dx = -1; dx <= 1; dx++) {
          if (x + dx >= 0 && x + dx < PLANE && y + dy >= 0 && y + dy < PLANE) {
            image.setRGB(x + dx, y + dy, PATH_COLOR);
          }
        }
      }
    }
    return image;
  }

  /** The first output in grey, with its level curves as the edges of bands. */
  private static BufferedImage levels(DifferentiableMap held, double[] low, double[] high) {
    double[][] values = new double[PLANE][];
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (int y = 0; y < PLANE; y++) {
      double[][] row = new double[PLANE][];
      for (int x = 0; x < PLANE; x++) {
        row[x] =
            new double[] {
              low[0] + (high[0] - low[0]) * x / (PLANE - 1),
              high[1] - (high[1] - low[1]) * y / (PLANE - 1)
            };
      }
      double[][] outputs = held.values(row);
      values[y] = new double[PLANE];
      for (int x = 0; x < PLANE; x++) {
        values[y][x] = outputs[x][0];
        least = Math.min(least, outputs[x][0]);
        most = Math.max(most, outputs[x][0]);
      }
    }
    BufferedImage image = new BufferedImage(PLANE, PLANE, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < PLANE; y++) {
      for (int x = 0; x < PLANE; x++) {
        double share = most > least ? (values[y][x] - least) / (most - least) : 0;
        int grey = 255 - (int) (180 * Math.floor(share * LEVEL_BANDS) / LEVEL_BANDS);
        image.setRGB(x, y, grey << 16 | grey << 8 | grey);
      }
    }
    return image;
  }

  private static void fill(BufferedImage image) {
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        image.setRGB(x, y, WHITE);
      }
    }
  }
}
