package dev.nervure.data.spoof;

/**
 * What JPEG leaves of an image: colour to luma and chroma, blocks of 8 x 8 through the cosine
 * transform, coefficients rounded to multiples of the tables of ITU-T T.81 (annex K) at a quality,
 * and back. Chroma is kept at full size. Our own arithmetic, because decoders round differently.
 */
final class JpegRoundTrip {
  private static final int SIDE = 8;

  private static final int[] LUMA = {
    16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56,
    14, 17, 22, 29, 51, 87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113,
    92, 49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99
  };

  private static final int[] CHROMA = {
    17, 18, 24, 47, 99, 99, 99, 99, 18, 21, 26, 66, 99, 99, 99, 99, 24, 26, 56, 99, 99, 99, 99, 99,
    47, 66, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
    99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99
  };

  /** Row u of the orthonormal transform: how much of cosine u is in each of eight values. */
  private static final double[][] COSINES = cosines();

  private final int[] luma;
  private final int[] chroma;

  /**
   * At a quality.
   *
   * @param quality 1 to 100, as encoders count it
   */
  JpegRoundTrip(int quality) {
    this.luma = scaled(LUMA, quality);
    this.chroma = scaled(CHROMA, quality);
  }

  private static double[][] cosines() {
    double[][] rows = new double[SIDE][SIDE];
    for (int u = 0; u < SIDE; u++) {
      for (int x = 0; x < SIDE; x++) {
        rows[u][x] =
            Math.sqrt((u == 0 ? 1.0 : 2.0) / SIDE)
                * StrictMath.cos((2 * x + 1) * u * Math.PI / (2 * SIDE));
      }
    }
    return rows;
  }

  /** The rule of the reference encoder of the Independent JPEG Group. */
  private static int[] scaled(int[] table, int quality) {
    int percent = quality < 50 ? 5000 / quality : 200 - 2 * quality;
    int[] steps = new int[table.length];
    for (int i = 0; i < table.length; i++) {
      steps[i] = Math.min(255, Math.max(1, (table[i] * percent + 50) / 100));
    }
    return steps;
  }

  /** Changes an image of one or three channels. */
  void apply(Planes image) {
    double[][] channels = image.channels();
    boolean color = channels.length == 3;
    for (double[] plane : channels) {
      for (int p = 0; p < plane.length; p++) {
        plane[p] *= 255;
      }
    }
    if (color) {
      toLumaAndChroma(channels);
    }
    for (int c = 0; c < channels.length; c++) {
      blocks(
          channels[c],
          image.height(),
          image.width(),
          c == 0 || !color ? luma : chroma,
          c == 0 || !color ? 128 : 0);
    }
    if (color) {
      toColor(channels);
    }
    image.map((double value) -> Math.rint(value) / 255);
  }

  private static void toLumaAndChroma(double[][] channels) {
    for (int p = 0; p < channels[0].length; p++) {
      double red = channels[0][p];
      double green = channels[1][p];
      double blue = channels[2][p];
      double y = 0.299 * red + 0.587 * green + 0.114 * blue;
      channels[0][p] = y;
      channels[1][p] = (blue - y) / 1.772;
      channels[2][p] = (red - y) / 1.402;
    }
  }

  private static void toColor(double[][] channels) {
    for (int p = 0; p < channels[0].length; p++) {
      double y = channels[0][p];
      double blue = y + 1.772 * channels[1][p];
      double red = y + 1.402 * channels[2][p];
      channels[0][p] = red;
      channels[1][p] = (y - 0.299 * red - 0.114 * blue) / 0.587;
      channels[2][p] = blue;
    }
  }

  /** Blocks at the edge go on as the last pixel. */
  private static void blocks(double[] plane, int height, int width, int[] steps, double level) {
    double[] block = new double[SIDE * SIDE];
    for (int top = 0; top < height; top += SIDE) {
      for (int left = 0; left < width; left += SIDE) {
        for (int i = 0; i < SIDE; i++) {
          int row = Math.min(height - 1, top + i);
          for (int j = 0; j < SIDE; j++) {
            int column = Math.min(width - 1, left + j);
            block[i * SIDE + j] = plane[row * width + column] - level;
          }
        }
        double[] kept = roundTrip(block, steps);
        for (int i = 0; i < Math.min(SIDE, height - top); i++) {
          for (int j = 0; j < Math.min(SIDE, width - left); j++) {
            plane[(top + i) * width + left + j] = kept[i * SIDE + j] + level;
          }
        }
      }
    }
  }

  private static double[] roundTrip(double[] block, int[] steps) {
    double[] coefficients = transform(transform(block, true, true), false, true);
    for (int i = 0; i < coefficients.length; i++) {
      coefficients[i] = Math.rint(coefficients[i] / steps[i]) * steps[i];
    }
    return transform(transform(coefficients, true, false), false, false);
  }

  /** The cosine transform of rows or of columns, or its inverse. */
  private static double[] transform(double[] block, boolean rows, boolean forward) {
    double[] result = new double[block.length];
    for (int line = 0; line < SIDE; line++) {
      for (int to = 0; to < SIDE; to++) {
        double sum = 0;
        for (int from = 0; from < SIDE; from++) {
          double weight = forward ? COSINES[to][from] : COSINES[from][to];
          sum += weight * block[rows ? line * SIDE + from : from * SIDE + line];
        }
        result[rows ? line * SIDE + to : to * SIDE + line] = sum;
      }
    }
    return result;
  }
}
