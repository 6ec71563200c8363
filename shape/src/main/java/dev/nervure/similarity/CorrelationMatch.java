package dev.nervure.similarity;

import dev.nervure.progress.Cost;
import dev.nervure.progress.Progress;
import dev.nervure.stats.Estimate;
import java.util.List;

/**
 * The mean Pearson correlation of each feature with the feature of the other representation that is
 * matched with it (Li, Yosinski, Clune, Lipson, Hopcroft, ICLR 2016). <em>Hard</em>: no two are
 * matched with the same one, and the sum is as large as can be; of the wider one some are left
 * over. <em>Soft</em>: each with the one that it correlates most with, averaged over both
 * directions. Features that are constant have no correlation and are left out.
 */
final class CorrelationMatch extends CheckedMeasure {
  private final boolean isHard;

  CorrelationMatch(MeasureTraits traits, boolean isHard) {
    super(traits.within(-1, 1), 3);
    this.isHard = isHard;
  }

  /** Centred columns of length 1, those that are constant left out. */
  private record UnitColumns() implements Form<RowMatrix> {
    @Override
    public RowMatrix of(Representation representation, Progress progress) {
      RowMatrix rows = representation.form(RowMatrix.CENTERED, progress);
      int d = rows.features();
      double[] squares = new double[d];
      for (int k = 0; k < rows.values().length; k++) {
        squares[k % d] += rows.values()[k] * rows.values()[k];
      }
      int kept = 0;
      for (double square : squares) {
        kept += square > 0 ? 1 : 0;
      }
      double[] unit = new double[rows.rows() * kept];
      for (int i = 0, k = 0; i < rows.rows(); i++) {
        for (int j = 0; j < d; j++) {
          if (squares[j] > 0) {
            unit[k++] = rows.values()[i * d + j] / Math.sqrt(squares[j]);
          }
        }
      }
      return new RowMatrix(unit, rows.rows(), kept);
    }
  }

  @Override
  public int mostRows(int firstFeatures, int secondFeatures) {
    return Integer.MAX_VALUE;
  }

  @Override
  public Cost preparation(int rows, int features) {
    return Cost.of(2 * Costs.READ * rows * features, 16L * rows * features);
  }

  @Override
  public Cost comparison(int rows, int firstFeatures, int secondFeatures) {
    double pairs = (double) firstFeatures * secondFeatures;
    return Cost.of(
        Costs.MULTIPLY_ADD * rows * pairs
            + (isHard ? 1e-9 * pairs * Math.min(firstFeatures, secondFeatures) : 0),
        16L * firstFeatures * secondFeatures);
  }

  @Override
  Estimate value(Representation first, Representation second, long seed, Progress progress) {
    String obstacle = FeatureObstacles.unwieldy(first, second);
    if (obstacle != null) {
      return Estimate.notEstimable(obstacle);
    }
    RowMatrix x = first.form(new UnitColumns(), progress);
    RowMatrix y = second.form(new UnitColumns(), progress);
    if (x.features() > y.features()) {
      RowMatrix wider = x;
      x = y;
      y = wider;
    }
    int r = x.features();
    int s = y.features();
    double[] correlations = x.crossProducts(y, progress);
    double mean =
        isHard
            ? LinearAssignment.largestSum(correlations, r, s, progress) / r
            : (meanOfLargest(correlations, r, s, s, 1) + meanOfLargest(correlations, s, r, 1, s))
                / 2;
    return Estimate.of(Math.max(-1, Math.min(1, mean)), 0);
  }

  private static double meanOfLargest(
      double[] matrix, int lines, int length, int step, int stepWithin) {
    double sum = 0;
    for (int line = 0; line < lines; line++) {
      double largest = Double.NEGATIVE_INFINITY;
      for (int k = 0; k < length; k++) {
        largest = Math.max(largest, matrix[line * step + k * stepWithin]);
      }
      sum += largest;
    }
    return sum / lines;
  }

  @Override
  public List<String> notes(Representation first, Representation second) {
    int constant = 0;
    for (Representation one : List.of(first, second)) {
      constant += one.form(FeatureMeans.FORM, Progress.none()).constant();
    }
    return constant == 0
        ? List.of()
        : List.of("%d features that are constant are left out".formatted(constant));
  }
}
