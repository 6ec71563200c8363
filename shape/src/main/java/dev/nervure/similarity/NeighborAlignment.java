package dev.nervure.similarity;

import dev.nervure.progress.Cost;
import dev.nervure.progress.Progress;
import dev.nervure.stats.Estimate;
import java.util.List;

/**
 * CKNNA (Huh, Cheung, Wang, Isola, ICML 2024): the alignment of the inner products of rows of
 * length 1, less the mean of each row's, where only pairs (i, j) count of which j is among the k
 * nearest rows to i in both representations. The published program differs from the published
 * formula, which this is: it multiplies the one matrix with the transpose of the other, and adds
 * terms as for debiased alignment.
 */
final class NeighborAlignment extends CheckedMeasure {
  private final int k;

  NeighborAlignment(MeasureTraits traits, int k) {
    super(traits.within(-1, 1), k + 2);
    this.k = k;
  }

  /** For each row and each of its neighbours the inner product less the mean of the row's. */
  private record Products(int k) implements Form<double[][]> {
    @Override
    public double[][] of(Representation representation, Progress progress) {
      RowMatrix unit = representation.form(new UnitRows(), progress);
      int[][] neighbors = representation.form(new RowNeighbors(k, true), progress).indices();
      double[] total = new double[unit.features()];
      for (int i = 0, at = 0; i < unit.rows(); i++) {
        for (int j = 0; j < total.length; j++, at++) {
          total[j] += unit.values()[at];
        }
      }
      double[][] products = new double[neighbors.length][k];
      for (int i = 0; i < neighbors.length; i++) {
        double mean = 0;
        for (int j = 0; j < total.length; j++) {
          mean += unit.values()[i * total.length + j] * total[j];
        }
        mean /= unit.rows();
        for (int r = 0; r < k; r++) {
          products[i][r] = UnitRows.cosine(unit, i, neighbors[i][r]) - mean;
        }
      }
      return products;
    }
  }

  @Override
  public int mostRows(int firstFeatures, int secondFeatures) {
    return Integer.MAX_VALUE;
  }

  @Override
  public Cost preparation(int rows, int features) {
    return NeighborAgreement.neighbors(rows, features);
  }

  @Override
  public Cost comparison(int rows, int firstFeatures, int secondFeatures) {
    return Cost.of(1e-9 * rows * k * k, 0);
  }

  @Override
  Estimate value(Representation first, Representation second, long seed, Progress progress) {
    int[][] a = first.form(new RowNeighbors(k, true), progress).indices();
    int[][] b = second.form(new RowNeighbors(k, true), progress).indices();
    double[][] x = first.form(new Products(k), progress);
    double[][] y = second.form(new Products(k), progress);
    double both = 0;
    double ofFirst = 0;
    double ofSecond = 0;
    for (int i = 0; i < a.length; i++) {
      for (int r = 0; r < k; r++) {
        ofFirst += x[i][r] * x[i][r];
        ofSecond += y[i][r] * y[i][r];
        int s = NeighborAgreement.position(b[i], a[i][r]);
        both += s < 0 ? 0 : x[i][r] * y[i][s];
      }
    }
    if (!(ofFirst > 0 && ofSecond > 0)) {
      return Estimate.notEstimable("all rows point the same way in one representation");
    }
    double value = both / (Math.sqrt(ofFirst) * Math.sqrt(ofSecond));
    return Estimate.of(Math.max(-1, Math.min(1, value)), 0);
  }

  @Override
  public List<String> notes(Representation first, Representation second) {
    return NeighborAgreement.repeated(first, second, new RowNeighbors(k, true));
  }
}
