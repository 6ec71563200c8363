package dev.nervure.similarity;

import dev.nervure.progress.Cost;
import dev.nervure.progress.Progress;
import dev.nervure.stats.Estimate;
import java.util.List;

/**
 * The mean cosine between the rows of both representations, once one is rotated by the orthogonal
 * Procrustes solution (Hamilton, Leskovec, Jurafsky, ACL 2016); not centred. Rows that are 0 in
 * either are left out. Directions in which both have nothing in common, singular values of X^T Y
 * below 1e-12 of the largest, have no best rotation and count nothing.
 */
final class AlignedCosine extends CheckedMeasure {
  private static final double NEGLIGIBLE = 1e-12;

  AlignedCosine(MeasureTraits traits) {
    super(traits.within(-1, 1), 3);
  }

  @Override
  public int mostRows(int firstFeatures, int secondFeatures) {
    return Integer.MAX_VALUE;
  }

  @Override
  public Cost preparation(int rows, int features) {
    return Cost.of(Costs.READ * rows * features, 8L * rows * features);
  }

  @Override
  public Cost comparison(int rows, int firstFeatures, int secondFeatures) {
    Cost products = Costs.decomposedProducts(rows, firstFeatures, secondFeatures);
    double narrower = Math.min(firstFeatures, secondFeatures);
    return Cost.of(
        6 * products.seconds(), 3 * products.memoryBytes() + (long) (16 * rows * narrower));
  }

  @Override
  Estimate value(Representation first, Representation second, long seed, Progress progress) {
    String obstacle = FeatureObstacles.unwieldy(first, second);
    if (obstacle != null) {
      return Estimate.notEstimable(obstacle);
    }
    RowMatrix x = first.form(RowMatrix.PLAIN, progress);
    RowMatrix y = second.form(RowMatrix.PLAIN, progress);
    SingularValues.Decomposition svd =
        SingularValues.decomposition(x.crossProducts(y, progress), x.features(), y.features());
    int k = svd.values().length;
    double[] ofFirst =
        MatrixProducts.times(x.values(), x.rows(), x.features(), svd.left(), k, progress);
    double[] ofSecond =
        MatrixProducts.times(y.values(), y.rows(), y.features(), svd.right(), k, progress);
    double[] a = x.squares();
    double[] b = y.squares();
    int common = 0;
    while (common < k && svd.values()[common] > NEGLIGIBLE * svd.values()[0]) {
      common++;
    }
    double sum = 0;
    int count = 0;
    for (int i = 0; i < x.rows(); i++) {
      if (a[i] > 0 && b[i] > 0) {
        double product = 0;
        for (int j = i * k; j < i * k + common; j++) {
          product += ofFirst[j] * ofSecond[j];
        }
        sum += product / (Math.sqrt(a[i]) * Math.sqrt(b[i]));
        count++;
      }
    }
    return count == 0
        ? Estimate.notEstimable("every row is 0 in one of the representations")
        : Estimate.of(Math.max(-1, Math.min(1, sum / count)), 0);
  }

  @Override
  public List<String> notes(Representation first, Representation second) {
    double[] a = first.form(RowMatrix.PLAIN, Progress.none()).squares();
    double[] b = second.form(RowMatrix.PLAIN, Progress.none()).squares();
    int zero = 0;
    for (int i = 0; i < a.length; i++) {
      zero += a[i] > 0 && b[i] > 0 ? 0 : 1;
    }
    return zero == 0
        ? List.of()
        : List.of("%d rows that are 0 in one of the representations are left out".formatted(zero));
  }
}
