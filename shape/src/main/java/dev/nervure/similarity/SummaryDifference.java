package dev.nervure.similarity;

import dev.nervure.progress.Cost;
import dev.nervure.progress.Progress;
import dev.nervure.stats.Estimate;

/**
 * By how much a number that each representation has for itself differs between both (Klabunde,
 * Schumacher, Strohmaier, Lemmerich, "Similarity of neural network models", ACM Computing Surveys,
 * 2025).
 */
final class SummaryDifference extends CheckedMeasure {
  /** The number. */
  enum Summary implements Form<Double> {
    /** The length of the mean row (Wang, Wang, Pan, Zhang, 2020). */
    MAGNITUDE {
      @Override
      public Double of(Representation representation, Progress progress) {
        return Math.sqrt(squares(representation.form(FeatureMeans.FORM, progress).mean()));
      }
    },
    /** The mean cosine between a row and the mean row (Wang, Wang, Pan, Zhang, 2020). */
    CONCENTRICITY {
      @Override
      public Double of(Representation representation, Progress progress) {
        double[] mean = representation.form(FeatureMeans.FORM, progress).mean();
        RowMatrix unit = representation.form(new UnitRows(), progress);
        double length = Math.sqrt(squares(mean));
        double sum = 0;
        for (int i = 0, k = 0; i < unit.rows(); i++) {
          for (int j = 0; j < mean.length; j++, k++) {
            sum += unit.values()[k] * mean[j];
          }
        }
        return length == 0 ? 0 : sum / length / unit.rows();
      }
    },
    /**
     * The logarithm of the mean of exp(-2 d^2) over all n^2 pairs of rows at distance d, a row and
     * itself included (Wang, Isola, ICML 2020). Meant for rows of length about 1.
     */
    UNIFORMITY {
      @Override
      public Double of(Representation representation, Progress progress) {
        GramMatrix squares =
            representation.form(GramMatrix.LINEAR, progress).squaredDistances(progress);
        double[] sums =
            squares.map((i, j, square) -> StrictMath.exp(-2 * square), progress).rowSums();
        double total = 0;
        for (double sum : sums) {
          total += sum;
        }
        return StrictMath.log(total / squares.size() / squares.size());
      }
    }
  }

  private final Summary summary;

  SummaryDifference(MeasureTraits traits, Summary summary) {
    super(traits, 2);
    this.summary = summary;
  }

  private static double squares(double[] values) {
    double squares = 0;
    for (double value : values) {
      squares += value * value;
    }
    return squares;
  }

  @Override
  public int mostRows(int firstFeatures, int secondFeatures) {
    return summary == Summary.UNIFORMITY ? Limits.PAIRS : Integer.MAX_VALUE;
  }

  @Override
  public Cost preparation(int rows, int features) {
    return summary == Summary.UNIFORMITY
        ? Costs.pairs(rows, features)
        : Cost.of(2 * Costs.READ * rows * features, 16L * rows * features);
  }

  @Override
  public Cost comparison(int rows, int firstFeatures, int secondFeatures) {
    return Cost.NONE;
  }

  @Override
  Estimate value(Representation first, Representation second, long seed, Progress progress) {
    return Estimate.of(Math.abs(first.form(summary, progress) - second.form(summary, progress)), 0);
  }
}
