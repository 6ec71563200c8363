package dev.nervure.glassbox.reduction;

import dev.nervure.jacobian.Vectors;
import dev.nervure.progress.Progress;

/**
 * The class means of rows, and the covariance about them that all classes share ({@link
 * ShrunkCovariance}). Immutable.
 */
public final class PooledCovariance {
  private final double[][] means;
  private final ShrunkCovariance within;

  private PooledCovariance(double[][] means, ShrunkCovariance within) {
    this.means = means;
    this.within = within;
  }

  /** Those of rows. O(n d^2 + d^3). */
  public static PooledCovariance of(LabelledRows training, Progress progress) {
    double[][] means = new double[training.classes()][];
    for (int k = 0; k < means.length; k++) {
      means[k] = RowSums.mean(training.ofClass(k));
    }
    double[][] centred = new double[training.size()][];
    for (int i = 0; i < centred.length; i++) {
      centred[i] = Vectors.minus(training.rows()[i], means[training.labels()[i]]);
    }
    return new PooledCovariance(means, ShrunkCovariance.of(centred, progress));
  }

  /** The mean of a class. Not to be changed. */
  public double[] mean(int label) {
    return means[label];
  }

  /** S^-1 v. */
  public double[] solve(double[] v) {
    return within.solve(v);
  }

  /** How far the covariance was shrunk. */
  public double shrinkage() {
    return within.shrinkage();
  }
}
