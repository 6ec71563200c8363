package dev.nervure.glassbox.reduction;

import dev.nervure.jacobian.Vectors;
import dev.nervure.progress.Progress;
import java.util.Arrays;

/**
 * The directions along which rows vary most, with their variances (divisor n - 1), the widest
 * first. The largest loading of each direction is positive (the first one among equals), so that
 * signs do not depend on the method. Immutable.
 */
public final class PrincipalComponents {
  /** Of the variance of the widest direction; below it is rounding and no direction. */
  private static final double NEGLIGIBLE = 1e-10;

  /** Rows that are worked on at once. */
  private static final int TOGETHER = 4;

  private final double[] mean;
  private final double[][] directions;
  private final double[] variances;
  private final double total;

  private PrincipalComponents(
      double[] mean, double[][] directions, double[] variances, double total) {
    this.mean = mean;
    this.directions = directions;
    this.variances = variances;
    this.total = total;
  }

  /**
   * Those of rows, by Lanczos steps on the shorter side (see {@link SymmetricLanczos}): O(n d) a
   * step, about three steps a component; memory of as many vectors of the shorter side as there are
   * steps.
   *
   * @param rows n x d, finite
   * @param most how many at most; there are never more than min(n - 1, d), nor more than the rows
   *     have directions in which they vary
   * @param progress asked whether to stop at every step
   */
  public static PrincipalComponents of(double[][] rows, int most, Progress progress) {
    int n = rows.length;
    int d = rows[0].length;
    double[] mean = RowSums.mean(rows);
    double total = 0;
    for (double[] row : rows) {
      double apart = Vectors.distance(row, mean);
      total += apart * apart;
    }
    int wanted = Math.min(most, Math.min(n - 1, d));
    if (wanted < 1 || !(total > 0)) {
      return new PrincipalComponents(mean, new double[0][], new double[0], 0);
    }
    boolean byRows = n <= d;
    SymmetricLanczos found =
        SymmetricLanczos.of(
            byRows
                ? v -> images(rows, mean, combination(rows, mean, v))
                : v -> scatter(rows, mean, v),
            Math.min(n, d),
            wanted,
            progress);
    int count = 0;
    while (count < found.values().length
        && found.values()[count] > NEGLIGIBLE * found.values()[0]) {
      count++;
    }
    double[][] directions = new double[count][];
    double[] variances = new double[count];
    for (int k = 0; k < count; k++) {
      double[] vector = found.vectors()[k];
      directions[k] = signed(unit(byRows ? combination(rows, mean, vector) : vector.clone()));
      variances[k] = found.values()[k] / (n - 1);
    }
    return new PrincipalComponents(mean, directions, variances, total / (n - 1));
  }

  /** The inner product of every row less its mean with a vector of d values. */
  private static double[] images(double[][] rows, double[] mean, double[] vector) {
    double ofMean = Vectors.dot(mean, vector);
    double[] images = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      images[i] = Vectors.dot(rows[i], vector) - ofMean;
    }
    return images;
  }

  /** The sum of the rows less their mean with weights. */
  private static double[] combination(double[][] rows, double[] mean, double[] weights) {
    double[] sum = new double[mean.length];
    double ofMean = 0;
    for (int i = 0; i < rows.length; i += TOGETHER) {
      addScaled(sum, weights, rows, i);
      for (int k = i; k < Math.min(rows.length, i + TOGETHER); k++) {
        ofMean -= weights[k];
      }
    }
    Vectors.addScaled(sum, ofMean, mean);
    return sum;
  }

  /**
   * The scatter matrix times a vector, which is the combination of the rows with their images. Both
   * are taken of a few rows at a time while these are in a cache: the rows are read once a step,
   * and reading them is what takes the time.
   */
  private static double[] scatter(double[][] rows, double[] mean, double[] vector) {
    double ofMean = Vectors.dot(mean, vector);
    double[] images = new double[rows.length];
    double[] sum = new double[mean.length];
    double weightOfMean = 0;
    for (int i = 0; i < rows.length; i += TOGETHER) {
      for (int k = i; k < Math.min(rows.length, i + TOGETHER); k++) {
        images[k] = Vectors.dot(rows[k], vector) - ofMean;
        weightOfMean -= images[k];
      }
      addScaled(sum, images, rows, i);
    }
    Vectors.addScaled(sum, weightOfMean, mean);
    return sum;
  }

  /** Adds the next few rows times their weights, in the order of the rows. */
  private static void addScaled(double[] sum, double[] weights, double[][] rows, int from) {
    if (from + TOGETHER > rows.length) {
      for (int k = from; k < rows.length; k++) {
        Vectors.addScaled(sum, weights[k], rows[k]);
      }
      return;
    }
    double[] p = rows[from];
    double[] q = rows[from + 1];
    double[] r = rows[from + 2];
    double[] s = rows[from + 3];
    double a = weights[from];
    double b = weights[from + 1];
    double c = weights[from + 2];
    double d = weights[from + 3];
    for (int j = 0; j < sum.length; j++) {
      sum[j] = sum[j] + a * p[j] + b * q[j] + c * r[j] + d * s[j];
    }
  }

  private static double[] unit(double[] vector) {
    Vectors.normalize(vector);
    return vector;
  }

  private static double[] signed(double[] direction) {
    int largest = 0;
    for (int j = 1; j < direction.length; j++) {
      if (Math.abs(direction[j]) > Math.abs(direction[largest])) {
        largest = j;
      }
    }
    if (direction[largest] < 0) {
      for (int j = 0; j < direction.length; j++) {
        direction[j] = -direction[j];
      }
    }
    return direction;
  }

  /** How many there are. */
  public int count() {
    return directions.length;
  }

  /** The mean of the rows. Not to be changed. */
  public double[] mean() {
    return mean;
  }

  /** The loadings of a direction, of unit length. Not to be changed. */
  public double[] direction(int component) {
    return directions[component];
  }

  /** The variance along a direction. */
  public double variance(int component) {
    return variances[component];
  }

  /** The share of the variance of the rows that the first ones hold. */
  public double share(int first) {
    double sum = 0;
    for (int k = 0; k < first; k++) {
      sum += variances[k];
    }
    return total > 0 ? Math.min(1, sum / total) : 0;
  }

  /** How many of the first hold this share of the variance; all where they do not. */
  public int holding(double share) {
    int count = 1;
    while (count < directions.length && share(count) < share) {
      count++;
    }
    return Math.min(count, directions.length);
  }

  /** The same with the first ones only. */
  public PrincipalComponents first(int count) {
    return new PrincipalComponents(
        mean,
        Arrays.copyOf(directions, Math.min(count, directions.length)),
        Arrays.copyOf(variances, Math.min(count, directions.length)),
        total);
  }

  /** Coordinates of a row along the directions. */
  public double[] coordinates(double[] row) {
    double[] coordinates = new double[directions.length];
    Vectors.dots(directions, directions.length, Vectors.minus(row, mean), coordinates);
    return coordinates;
  }
}
