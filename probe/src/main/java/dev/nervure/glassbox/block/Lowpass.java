package dev.nervure.glassbox.block;

import java.util.Arrays;

/**
 * The last step of scattering: the mean around each place under a Gaussian, which is the product of
 * one along rows and one along columns, so that it is two small matrices.
 */
final class Lowpass {
  private final double[][] ofRows;
  private final double[][] ofColumns;

  /**
   * For images of a level.
   *
   * @param ofRows a row of weights for each place
   * @param ofColumns the same along the other axis
   */
  Lowpass(double[][] ofRows, double[][] ofColumns) {
    this.ofRows = ofRows;
    this.ofColumns = ofColumns;
  }

  /**
   * The weights along an axis: the filter's values at its distance from each place, by the inverse
   * transform of what of its spectrum the level can hold.
   *
   * @param spectrum of the filter at the level, frequency 0 first
   * @param positions of the places, in samples of the level
   */
  static double[][] weights(double[] spectrum, double[] positions) {
    int length = spectrum.length;
    double[][] weights = new double[positions.length][length];
    for (int place = 0; place < positions.length; place++) {
      for (int n = 0; n < length; n++) {
        double sum = 0;
        for (int f = 0; f < length; f++) {
          int signed = f < (length + 1) / 2 ? f : f - length;
          double angle = 2 * Math.PI * signed * (positions[place] - n) / length;
          sum += spectrum[f] * StrictMath.cos(angle);
        }
        weights[place][n] = sum / length;
      }
    }
    return weights;
  }

  /** Places of the plane. */
  int places() {
    return ofRows.length * ofColumns.length;
  }

  /**
   * Writes the means of each image.
   *
   * @param images real
   * @param target for each image, its values
   * @param at where in them the first place goes
   */
  void apply(ComplexImages images, double[][] target, int at) {
    int count = images.count();
    int width = images.size().width();
    double[] values = images.re();
    double[] line = new double[width * count];
    double[] means = new double[count];
    for (int row = 0; row < ofRows.length; row++) {
      Arrays.fill(line, 0);
      for (int n = 0; n < ofRows[row].length; n++) {
        double weight = ofRows[row][n];
        int from = n * line.length;
        for (int i = 0; i < line.length; i++) {
          line[i] += weight * values[from + i];
        }
      }
      for (int column = 0; column < ofColumns.length; column++) {
        Arrays.fill(means, 0);
        for (int n = 0; n < width; n++) {
          double weight = ofColumns[column][n];
          int from = n * count;
          for (int i = 0; i < count; i++) {
            means[i] += weight * line[from + i];
          }
        }
        for (int i = 0; i < count; i++) {
          target[i][at + row * ofColumns.length + column] = means[i];
        }
      }
    }
  }
}
