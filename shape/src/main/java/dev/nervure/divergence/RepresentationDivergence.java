package dev.nervure.divergence;

import dev.nervure.diagram.LifespanSum;
import dev.nervure.diagram.PersistenceDiagram;
import dev.nervure.homology.CrossBarcode;
import dev.nervure.points.DistanceMatrix;
import dev.nervure.progress.Progress;
import java.util.Arrays;

/**
 * Representation topology divergence, RTD (Barannikov, Trofimov, Balabin, Burnaev, ICML 2022): how
 * far the loops and clusters of two clouds of the same points differ, where point i of one
 * corresponds to point i of the other; the clouds may lie in different spaces. Exactly 0 for equal
 * clouds, and for clouds that differ in scale by a power of two.
 *
 * <p>It grows with the number of points: compare at equal n. It is no metric.
 */
public final class RepresentationDivergence {
  /** Distances are divided by this quantile of theirs. */
  private static final double QUANTILE = 0.9;

  private RepresentationDivergence() {}

  /**
   * RTD: half the sum of the lifespans of both R-cross-barcodes of degree 1. Cost: twice that of
   * {@link CrossBarcode} with the cloud as its own base, half a second for 500 points.
   *
   * @param first distances of the points in one cloud, 2 to 2900 points
   * @param second distances of the same points in the other
   * @throws IllegalArgumentException where the numbers of points differ, or more than nine tenths
   *     of the distances of a cloud are 0
   */
  public static double between(DistanceMatrix first, DistanceMatrix second, Progress progress) {
    double[] directions = directions(first, second, progress);
    return (directions[0] + directions[1]) / 2;
  }

  /**
   * The sums of both R-cross-barcodes, of which {@link #between} is the mean: what the first cloud
   * lacks of the second one, and the other way round.
   *
   * @param first as for {@link #between}
   * @param second as for {@link #between}
   */
  public static double[] directions(
      DistanceMatrix first, DistanceMatrix second, Progress progress) {
    DistanceMatrix a = normalized(first);
    DistanceMatrix b = normalized(second);
    return new double[] {
      LifespanSum.sum(barcode(a, b, progress), 1), LifespanSum.sum(barcode(b, a, progress), 1)
    };
  }

  /**
   * The R-cross-barcode of degree 1 of distances as they are: the loops of the points at the
   * smaller of both distances that are no loops of the first cloud at the same scale.
   */
  public static PersistenceDiagram barcode(
      DistanceMatrix first, DistanceMatrix second, Progress progress) {
    int n = first.size();
    if (second.size() != n) {
      throw new IllegalArgumentException(
          "RTD needs the same points in both clouds but one has %d and the other %d"
              .formatted(n, second.size()));
    }
    float[] smaller = first.lower().clone();
    for (int k = 0; k < smaller.length; k++) {
      smaller[k] = Math.min(smaller[k], second.lower()[k]);
    }
    float[][] rows = new float[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        rows[i][j] = first.distance(i, j);
        rows[j][i] = rows[i][j];
      }
    }
    return CrossBarcode.of(DistanceMatrix.ofLower(smaller, n), rows, progress);
  }

  /**
   * The distances over their 0.9 quantile, as the published code has it: of all n^2 entries of the
   * full matrix, zeros of the diagonal included, interpolated linearly.
   *
   * @throws IllegalArgumentException where the quantile is 0 or not finite
   */
  public static DistanceMatrix normalized(DistanceMatrix distances) {
    int n = distances.size();
    float[] ascending = distances.lower().clone();
    Arrays.sort(ascending);
    double position = QUANTILE * ((double) n * n - 1);
    long below = (long) position;
    double low = entry(ascending, n, below);
    double high = entry(ascending, n, below + 1);
    double quantile = low + (position - below) * (high - low);
    if (!(quantile > 0) || Double.isInfinite(quantile)) {
      throw new IllegalArgumentException(
          "distances cannot be brought to a common scale: their 0.9 quantile is " + quantile);
    }
    float[] divided = distances.lower().clone();
    for (int k = 0; k < divided.length; k++) {
      divided[k] = (float) (divided[k] / quantile);
    }
    return DistanceMatrix.ofLower(divided, n);
  }

  /** An entry of the sorted full matrix: n zeros, then every distance twice. */
  private static double entry(float[] ascending, int n, long position) {
    int at = (int) ((position - n) / 2);
    return position < n ? 0 : ascending[Math.min(at, ascending.length - 1)];
  }
}
