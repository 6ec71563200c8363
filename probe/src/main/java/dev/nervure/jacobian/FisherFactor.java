package dev.nervure.jacobian;

/**
 * A factor A of the Fisher information metric of the categorical distribution p = softmax(z) at m
 * logits z: A^T A = diag(p) - p p^T, with m - 1 rows. The pullback of that metric by a map of
 * Jacobian J then has the singular values of A J, and J^T (diag(p) - p p^T) J, which would square
 * the condition number, is never formed.
 *
 * <p>With k the largest logit, r_i = sqrt(p_i) for the others, and W_i = e_i - e_k, the rows are
 * r_i (W_i - sum_j p_j W_j / (1 + sqrt(p_k))). Where probabilities are saturated nothing is lost:
 * no 1 - p_k is formed, and roots are taken of probabilities down to exp(-1416), far below the
 * smallest double. That A has no more rows than its rank, m - 1, leaves out the direction in which
 * all logits grow alike, and with it the rounding errors that would stand for it.
 *
 * <p>Immutable.
 */
public final class FisherFactor {

  /** Largest logit less another whose root of a probability is a double of full precision. */
  private static final double LARGEST_GAP = 1416;

  private final int classes;

  /** k. */
  private final int largest;

  /** r_i by class; not used at k. */
  private final double[] roots;

  /** p_i / (1 + sqrt(p_k)) by class; not used at k. */
  private final double[] shares;

  private final boolean exact;

  private FisherFactor(int largest, double[] roots, double[] shares, boolean exact) {
    this.classes = roots.length;
    this.largest = largest;
    this.roots = roots;
    this.shares = shares;
    this.exact = exact;
  }

  /**
   * The factor at some logits.
   *
   * @param logits z, finite, at least two
   * @throws IllegalArgumentException for fewer, or where one is not finite
   */
  public static FisherFactor at(double[] logits) {
    if (logits.length < 2) {
      throw new IllegalArgumentException(
          "the Fisher metric of a softmax needs at least 2 logits but there are " + logits.length);
    }
    if (!Vectors.allFinite(logits)) {
      throw new IllegalArgumentException("a logit is NaN or infinite");
    }
    int largest = 0;
    for (int i = 1; i < logits.length; i++) {
      largest = logits[i] > logits[largest] ? i : largest;
    }
    double others = 0;
    boolean exact = true;
    for (int i = 0; i < logits.length; i++) {
      if (i != largest) {
        double gap = logits[largest] - logits[i];
        others += StrictMath.exp(-gap);
        exact &= gap <= LARGEST_GAP;
      }
    }
    double logTotal = StrictMath.log1p(others);
    double divisor = 1 + StrictMath.exp(-logTotal / 2);
    double[] roots = new double[logits.length];
    double[] shares = new double[logits.length];
    for (int i = 0; i < logits.length; i++) {
      double logProbability = logits[i] - logits[largest] - logTotal;
      roots[i] = StrictMath.exp(logProbability / 2);
      shares[i] = StrictMath.exp(logProbability) / divisor;
    }
    return new FisherFactor(largest, roots, shares, exact);
  }

  /** m - 1. */
  public int rows() {
    return classes - 1;
  }

  /**
   * Whether the root of every probability is a double of full precision. Where one is not, since a
   * logit lies more than 1416 below the largest, its class is missing from the metric.
   */
  public boolean isExact() {
    return exact;
  }

  /**
   * A J. O(m n) time.
   *
   * @param jacobian J, m rows of length n; not modified
   * @return m - 1 rows of length n
   */
  public double[][] times(double[][] jacobian) {
    int n = jacobian[0].length;
    double[] mean = new double[n];
    double[][] product = new double[classes - 1][];
    int row = 0;
    for (int i = 0; i < classes; i++) {
      if (i != largest) {
        double[] difference = Vectors.minus(jacobian[i], jacobian[largest]);
        Vectors.addScaled(mean, shares[i], difference);
        product[row++] = difference;
      }
    }
    row = 0;
    for (int i = 0; i < classes; i++) {
      if (i != largest) {
        double[] weighted = product[row++];
        for (int j = 0; j < n; j++) {
          weighted[j] = roots[i] * (weighted[j] - mean[j]);
        }
      }
    }
    return product;
  }

  /**
   * A w, whose Euclidean length is that of w in the Fisher metric.
   *
   * @param w change of the logits, length m
   * @return length m - 1
   */
  public double[] times(double[] w) {
    double mean = 0;
    for (int i = 0; i < classes; i++) {
      mean += i == largest ? 0 : shares[i] * (w[i] - w[largest]);
    }
    double[] product = new double[classes - 1];
    int row = 0;
    for (int i = 0; i < classes; i++) {
      if (i != largest) {
        product[row++] = roots[i] * (w[i] - w[largest] - mean);
      }
    }
    return product;
  }

  /**
   * A^T u.
   *
   * @param u length m - 1
   * @return length m
   */
  public double[] transposedTimes(double[] u) {
    double sum = 0;
    int row = 0;
    for (int i = 0; i < classes; i++) {
      sum += i == largest ? 0 : roots[i] * u[row++];
    }
    double[] product = new double[classes];
    double others = 0;
    row = 0;
    for (int i = 0; i < classes; i++) {
      if (i != largest) {
        product[i] = roots[i] * u[row++] - shares[i] * sum;
        others += product[i];
      }
    }
    product[largest] = -others;
    return product;
  }

  /**
   * The derivative of a map to the logits, followed by this factor. Closes what it was made of.
   *
   * @param logits at the point of this factor
   */
  public MatrixFreeMap.Tangent behind(MatrixFreeMap.Tangent logits) {
    return new MatrixFreeMap.Tangent() {
      @Override
      public double[] value() {
        return logits.value();
      }

      @Override
      public double[] push(double[] v) {
        return times(logits.push(v));
      }

      @Override
      public double[] pull(double[] w) {
        return logits.pull(transposedTimes(w));
      }

      @Override
      public void close() {
        logits.close();
      }
    };
  }
}
