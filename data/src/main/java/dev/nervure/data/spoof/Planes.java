package dev.nervure.data.spoof;

import dev.nervure.stats.RandomStream;
import java.util.function.DoubleUnaryOperator;

/**
 * An image as planes of float64 in [0, 1], one a channel, that is changed step by step. Every step
 * is a fixed sequence of sums and of {@link StrictMath}, so that it gives the same bits everywhere.
 * Not thread safe.
 */
final class Planes {
  private final int height;
  private final int width;
  private final double[][] channels;

  /**
   * A copy of an image.
   *
   * @param values channels x height x width
   */
  Planes(float[] values, int channels, int height, int width) {
    this.height = height;
    this.width = width;
    this.channels = new double[channels][height * width];
    for (int c = 0; c < channels; c++) {
      for (int p = 0; p < height * width; p++) {
        this.channels[c][p] = values[c * height * width + p];
      }
    }
  }

  int height() {
    return height;
  }

  int width() {
    return width;
  }

  /** The planes themselves, row by row. */
  double[][] channels() {
    return channels;
  }

  /** The image in 256 levels, between 0 and 1. */
  float[] quantized() {
    float[] values = new float[channels.length * height * width];
    for (int c = 0; c < channels.length; c++) {
      for (int p = 0; p < height * width; p++) {
        double level = Math.rint(255 * Math.min(1, Math.max(0, channels[c][p])));
        values[c * height * width + p] = (float) (level / 255);
      }
    }
    return values;
  }

  /** Changes every value by itself. */
  void map(DoubleUnaryOperator change) {
    for (double[] plane : channels) {
      for (int p = 0; p < plane.length; p++) {
        plane[p] = Math.min(1, Math.max(0, change.applyAsDouble(plane[p])));
      }
    }
  }

  /** What is done to a value where it stands. */
  @FunctionalInterface
  interface Local {
    /**
     * The changed value.
     *
     * @param x column from 0 to 1
     * @param y row from 0 to 1
     */
    double at(double value, int channel, double x, double y);
  }

  /** Changes every value by where it stands. */
  void map(Local change) {
    for (int c = 0; c < channels.length; c++) {
      for (int i = 0; i < height; i++) {
        for (int j = 0; j < width; j++) {
          int p = i * width + j;
          double value = change.at(channels[c][p], c, (j + 0.5) / width, (i + 0.5) / height);
          channels[c][p] = Math.min(1, Math.max(0, value));
        }
      }
    }
  }

  /** Adds normal noise of this standard deviation to every value. */
  void addNoise(double deviation, RandomStream stream) {
    if (deviation > 0) {
      map(value -> value + deviation * stream.nextGaussian());
    }
  }

  /** Blurs with a normal kernel; at the edge the image goes on as its last pixel. */
  void blur(double sigma) {
    if (sigma <= 0) {
      return;
    }
    int radius = (int) Math.ceil(3 * sigma);
    double[] kernel = new double[2 * radius + 1];
    double sum = 0;
    for (int k = -radius; k <= radius; k++) {
      kernel[k + radius] = StrictMath.exp(-k * k / (2 * sigma * sigma));
      sum += kernel[k + radius];
    }
    for (int k = 0; k < kernel.length; k++) {
      kernel[k] /= sum;
    }
    for (int c = 0; c < channels.length; c++) {
      channels[c] = blurred(blurred(channels[c], kernel, true), kernel, false);
    }
  }

  private double[] blurred(double[] plane, double[] kernel, boolean alongRows) {
    int radius = kernel.length / 2;
    double[] result = new double[plane.length];
    for (int i = 0; i < height; i++) {
      for (int j = 0; j < width; j++) {
        double sum = 0;
        for (int k = -radius; k <= radius; k++) {
          int row = alongRows ? i : Math.min(height - 1, Math.max(0, i + k));
          int column = alongRows ? Math.min(width - 1, Math.max(0, j + k)) : j;
          sum += kernel[k + radius] * plane[row * width + column];
        }
        result[i * width + j] = sum;
      }
    }
    return result;
  }

  /**
   * Samples the image at fewer pixels and back again, linearly between them: what a camera further
   * away records.
   *
   * @param share of the rows and columns that are left, in (0, 1]
   */
  void resample(double share) {
    int rows = Math.max(2, (int) Math.rint(height * share));
    int columns = Math.max(2, (int) Math.rint(width * share));
    if (rows >= height && columns >= width) {
      return;
    }
    for (int c = 0; c < channels.length; c++) {
      double[] small = scaled(channels[c], height, width, rows, columns);
      channels[c] = scaled(small, rows, columns, height, width);
    }
  }

  private static double[] scaled(double[] plane, int height, int width, int rows, int columns) {
    double[] result = new double[rows * columns];
    for (int i = 0; i < rows; i++) {
      double y = Math.min(height - 1.0, Math.max(0, (i + 0.5) * height / rows - 0.5));
      int top = (int) y;
      int below = Math.min(height - 1, top + 1);
      for (int j = 0; j < columns; j++) {
        double x = Math.min(width - 1.0, Math.max(0, (j + 0.5) * width / columns - 0.5));
        int left = (int) x;
        int right = Math.min(width - 1, left + 1);
        double upper =
            plane[top * width + left] * (left + 1 - x) + plane[top * width + right] * (x - left);
        double lower =
            plane[below * width + left] * (left + 1 - x)
                + plane[below * width + right] * (x - left);
        result[i * columns + j] = upper * (top + 1 - y) + lower * (y - top);
      }
    }
    return result;
  }
}
