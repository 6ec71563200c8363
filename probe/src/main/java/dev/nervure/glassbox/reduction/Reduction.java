package dev.nervure.glassbox.reduction;

import dev.nervure.jacobian.Vectors;
import dev.nervure.progress.Progress;

/**
 * A fitted reduction: an affine map z -> A (z - m) of scaled coefficients ({@link Standardization})
 * to few numbers. A weight on its numbers is a weight on the coefficients ({@link
 * #onCoefficients}). Immutable.
 */
public final class Reduction {
  private final double[] centre;

  /** One row an output. Empty where everything is kept. */
  private final double[][] directions;

  private final boolean identity;
  private final double share;

  private Reduction(double[] centre, double[][] directions, boolean identity, double share) {
    this.centre = centre;
    this.directions = directions;
    this.identity = identity;
    this.share = share;
  }

  /**
   * Fits it to training rows; cost as {@link PrincipalComponents#of}.
   *
   * @param training scaled coefficients
   * @param options of which the scaling is not looked at
   * @throws IllegalArgumentException where no coefficient varies
   */
  public static Reduction of(LabelledRows training, ReductionOptions options, Progress progress) {
    double[][] scaled = training.rows();
    if (options.method() == ReductionOptions.Method.NONE) {
      return new Reduction(new double[scaled[0].length], new double[0][], true, 1);
    }
    PrincipalComponents components = PrincipalComponents.of(scaled, options.most(), progress);
    if (components.count() == 0) {
      throw new IllegalArgumentException(
          "no coefficient varies over the training images, so that nothing can be told apart;"
              + " choose another block");
    }
    if (options.varianceShare() != null) {
      components = components.first(components.holding(options.varianceShare()));
    }
    double[][] directions = new double[components.count()][];
    for (int k = 0; k < directions.length; k++) {
      directions[k] = components.direction(k).clone();
      if (options.whitened()) {
        double deviation = Math.sqrt(components.variance(k));
        for (int j = 0; j < directions[k].length; j++) {
          directions[k][j] /= deviation;
        }
      }
    }
    Reduction principal =
        new Reduction(components.mean(), directions, false, components.share(components.count()));
    return options.method() == ReductionOptions.Method.PCA
        ? principal
        : principal.separating(training, progress);
  }

  /** The same followed by the directions S^-1 (mean of class k - mean of class 0). */
  private Reduction separating(LabelledRows training, Progress progress) {
    LabelledRows reduced = training.withRows(apply(training.rows()));
    PooledCovariance within = PooledCovariance.of(reduced, progress);
    double[][] separating = new double[reduced.classes() - 1][];
    for (int k = 1; k < reduced.classes(); k++) {
      double[] apart = within.mean(k).clone();
      Vectors.addScaled(apart, -1, within.mean(0));
      double[] direction = new double[directions[0].length];
      double[] weights = within.solve(apart);
      for (int c = 0; c < weights.length; c++) {
        Vectors.addScaled(direction, weights[c], directions[c]);
      }
      separating[k - 1] = direction;
    }
    return new Reduction(centre, separating, false, share);
  }

  /** How many numbers a row becomes. */
  public int dimension() {
    return identity ? centre.length : directions.length;
  }

  /** The share of the variance of the scaled coefficients that its components hold. */
  public double share() {
    return share;
  }

  /** The loadings of one of its numbers on the scaled coefficients. */
  public double[] loadings(int component) {
    if (identity) {
      double[] one = new double[centre.length];
      one[component] = 1;
      return one;
    }
    return directions[component].clone();
  }

  /** A row of scaled coefficients reduced. */
  public double[] apply(double[] row) {
    if (identity) {
      return row.clone();
    }
    double[] scaled = Vectors.minus(row, centre);
    double[] reduced = new double[directions.length];
    for (int k = 0; k < reduced.length; k++) {
      reduced[k] = Vectors.dot(directions[k], scaled);
    }
    return reduced;
  }

  /** All rows reduced. */
  public double[][] apply(double[][] rows) {
    double[][] reduced = new double[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      reduced[i] = apply(rows[i]);
    }
    return reduced;
  }

  /** The weights on scaled coefficients that weights on the reduced numbers stand for. */
  public double[] onCoefficients(double[] weights) {
    if (identity) {
      return weights.clone();
    }
    double[] sum = new double[centre.length];
    for (int k = 0; k < weights.length; k++) {
      Vectors.addScaled(sum, weights[k], directions[k]);
    }
    return sum;
  }

  /** Where the scaled coefficients have their origin: contributions are measured from here. */
  public double[] origin() {
    return centre.clone();
  }
}
