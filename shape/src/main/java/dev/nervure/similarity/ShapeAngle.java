package dev.nervure.similarity;

import dev.nervure.progress.Cost;
import dev.nervure.progress.Progress;
import dev.nervure.stats.Estimate;

/**
 * Generalized shape metrics (Williams, Kunz, Kornblith, Linderman, NeurIPS 2021): the angle between
 * both representations once each is partly whitened, with singular values s made alpha s + 1 -
 * alpha, and one is rotated to lie as near as can be. With alpha 1 shapes as they are, with alpha 0
 * up to any linear map. A metric: it obeys the triangle inequality.
 *
 * <p>Between 0 and 1 it depends on the scale of the values beside 1, as the published one does.
 */
final class ShapeAngle extends CheckedMeasure {
  private final double alpha;

  /**
   * A metric.
   *
   * @param alpha in [0, 1]
   */
  ShapeAngle(MeasureTraits traits, double alpha) {
    super(traits.within(0, Math.PI / 2), 3);
    this.alpha = alpha;
  }

  @Override
  public int mostRows(int firstFeatures, int secondFeatures) {
    return Integer.MAX_VALUE;
  }

  @Override
  public Cost preparation(int rows, int features) {
    return Costs.spectrum(rows, features);
  }

  @Override
  public Cost comparison(int rows, int firstFeatures, int secondFeatures) {
    return Costs.decomposedProducts(rows, firstFeatures, secondFeatures);
  }

  @Override
  Estimate value(Representation first, Representation second, long seed, Progress progress) {
    String obstacle = FeatureObstacles.tooWide(first, second);
    if (obstacle != null) {
      return Estimate.notEstimable(obstacle);
    }
    if (first == second) {
      return Estimate.of(0, 0);
    }
    SpectralBasis x = first.form(SpectralBasis.FORM, progress);
    SpectralBasis y = second.form(SpectralBasis.FORM, progress);
    double[] a = whitened(x.values());
    double[] b = whitened(y.values());
    double[] products = x.products(y, progress);
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < b.length; j++) {
        products[i * b.length + j] *= a[i] * b[j];
      }
    }
    double cosine = SingularValues.nuclearNorm(products, a.length, b.length) / (norm(a) * norm(b));
    return Estimate.of(StrictMath.acos(Math.max(0, Math.min(1, cosine))), 0);
  }

  private double[] whitened(double[] values) {
    double[] whitened = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      whitened[i] = alpha * values[i] + 1 - alpha;
    }
    return whitened;
  }

  private static double norm(double[] values) {
    double squares = 0;
    for (double value : values) {
      squares += value * value;
    }
    return Math.sqrt(squares);
  }
}
