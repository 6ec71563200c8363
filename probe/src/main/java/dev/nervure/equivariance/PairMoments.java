package dev.nervure.equivariance;

import dev.nervure.progress.Progress;
import dev.nervure.similarity.MatrixProducts;

/**
 * What least squares need of pairs of rows (a, b), added up as the pairs come: sums and sums of
 * products, never the pairs. Numbers should have about mean 0 already, since squares of means are
 * subtracted. Memory: 8 (p^2 + 2 p q) bytes, and 8 p^2 while pairs are added.
 */
final class PairMoments {
  private final int p;
  private final int q;
  private final double[] sumA;
  private final double[] sumB;
  private final double[] squaresB;
  private final double[] products;
  private final double[] cross;
  private final double[] shuffled;
  private long n;

  /**
   * Of no pair yet.
   *
   * @param p numbers of a
   * @param q numbers of b
   */
  PairMoments(int p, int q) {
    this.p = p;
    this.q = q;
    this.sumA = new double[p];
    this.sumB = new double[q];
    this.squaresB = new double[q];
    this.products = new double[Math.multiplyExact(p, p)];
    this.cross = new double[Math.multiplyExact(p, q)];
    this.shuffled = new double[p * q];
  }

  /**
   * Adds pairs.
   *
   * @param a count x p
   * @param b count x q
   * @param other the rows of b in another order, of which none is in its place
   */
  void add(double[] a, double[] b, double[] other, int count, Progress progress) {
    n += count;
    for (int row = 0; row < count; row++) {
      for (int i = 0; i < p; i++) {
        sumA[i] += a[row * p + i];
      }
      for (int j = 0; j < q; j++) {
        double value = b[row * q + j];
        sumB[j] += value;
        squaresB[j] += value * value;
      }
    }
    add(products, MatrixProducts.transposed(a, p, a, p, count, progress));
    add(cross, MatrixProducts.transposed(a, p, b, q, count, progress));
    add(shuffled, MatrixProducts.transposed(a, p, other, q, count, progress));
  }

  /** Adds the pairs of other moments. */
  void add(PairMoments more) {
    n += more.n;
    add(sumA, more.sumA);
    add(sumB, more.sumB);
    add(squaresB, more.squaresB);
    add(products, more.products);
    add(cross, more.cross);
    add(shuffled, more.shuffled);
  }

  private static void add(double[] to, double[] more) {
    for (int i = 0; i < to.length; i++) {
      to[i] += more[i];
    }
  }

  int p() {
    return p;
  }

  int q() {
    return q;
  }

  double meanA(int i) {
    return sumA[i] / n;
  }

  double meanB(int j) {
    return sumB[j] / n;
  }

  /** Covariances of the first numbers of a: length x length. */
  double[] covariances(int length) {
    double[] covariances = new double[length * length];
    for (int i = 0; i < length; i++) {
      for (int j = 0; j < length; j++) {
        covariances[i * length + j] = products[i * p + j] / n - meanA(i) * meanA(j);
      }
    }
    return covariances;
  }

  /**
   * Covariances of the first numbers of a with b: length x q.
   *
   * @param ofShuffled with the rows of b in the other order
   */
  double[] crossCovariances(int length, boolean ofShuffled) {
    double[] from = ofShuffled ? shuffled : cross;
    double[] covariances = new double[length * q];
    for (int i = 0; i < length; i++) {
      for (int j = 0; j < q; j++) {
        covariances[i * q + j] = from[i * q + j] / n - meanA(i) * meanB(j);
      }
    }
    return covariances;
  }

  /**
   * Mean square of what a linear map leaves of some numbers of b.
   *
   * @param weights length x outputs, of the first numbers of a
   * @param outputs which numbers of b
   * @param own means of a and b that the map was found with
   */
  double left(double[] weights, int length, int[] outputs, PairMoments own, Progress progress) {
    double[] covariances = covariances(length);
    int count = outputs.length;
    double[] product = MatrixProducts.times(covariances, length, length, weights, count, progress);
    double sum = 0;
    for (int k = 0; k < count; k++) {
      int j = outputs[k];
      double offset = meanB(j) - own.meanB(j);
      double square = squaresB[j] / n - meanB(j) * meanB(j);
      for (int i = 0; i < length; i++) {
        double weight = weights[i * count + k];
        double crossed = cross[i * q + j] / n - meanA(i) * meanB(j);
        square += weight * (product[i * count + k] - 2 * crossed);
        offset -= weight * (meanA(i) - own.meanA(i));
      }
      sum += square + offset * offset;
    }
    return sum;
  }
}
