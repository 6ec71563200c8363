package dev.nervure.similarity;

import dev.nervure.progress.Cost;
import dev.nervure.progress.Progress;
import dev.nervure.stats.Estimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Canonical correlations (Hotelling, Biometrika 28, 1936): the correlations of linear functions of
 * one representation with linear functions of the other, each pair as large as can be and
 * uncorrelated with those before. They are the singular values of Q_x^T Q_y for thin orthonormal
 * bases of the centred rows; there are as many as the smaller rank.
 *
 * <p>With no more rows than features there is always a linear function that fits, and all of them
 * are 1: such layers are refused unless {@link #allowingFewRows} says otherwise. With a few times
 * as many they are still far above 0 of unrelated rows: {@link #notes} says what the measure then
 * reads.
 */
final class CanonicalCorrelation extends CheckedMeasure {
  /** What is made of the correlations. */
  enum Summary {
    /** Their mean. */
    MEAN,
    /** The mean of their squares. */
    MEAN_SQUARE,
    /**
     * 1 less their mean weighted by how much of the first representation each function takes up,
     * the sum of the absolute inner products with its features (Morcos, Raghu, Bengio, NeurIPS
     * 2018).
     */
    PROJECTION_WEIGHTED
  }

  /** Correlations of unrelated rows below this mean are not worth a note. */
  private static final double NOTABLE = 0.05;

  private final Summary summary;

  /** Only the widest directions that together hold this share of the variance; 1 for all. */
  private final double share;

  private final boolean allowsFewRows;

  private CanonicalCorrelation(
      MeasureTraits traits, Summary summary, double share, boolean allowsFewRows) {
    super(traits, 4);
    this.summary = summary;
    this.share = share;
    this.allowsFewRows = allowsFewRows;
  }

  /** A summary of all correlations. */
  static CanonicalCorrelation of(MeasureTraits traits, Summary summary) {
    return new CanonicalCorrelation(traits, summary, 1, false);
  }

  /**
   * SVCCA (Raghu, Gilmer, Yosinski, Sohl-Dickstein, NeurIPS 2017): the mean correlation of the
   * widest principal directions.
   *
   * @param share of the variance (the sum of squared singular values) that they hold, in (0, 1)
   */
  static CanonicalCorrelation truncated(MeasureTraits traits, double share) {
    return new CanonicalCorrelation(traits, Summary.MEAN, share, false);
  }

  /**
   * The same for layers with no more rows than features too, by directions in which the rows spread
   * by more than 1e-6 of the widest: a pseudo-inverse.
   */
  @Override
  public SimilarityMeasure allowingFewRows() {
    return new CanonicalCorrelation(traits(), summary, share, true);
  }

  @Override
  public int mostRows(int firstFeatures, int secondFeatures) {
    return allowsFewRows
        ? Limits.rows(firstFeatures, secondFeatures, Limits.WIDE_ROWS, Limits.WIDE_ROWS)
        : Integer.MAX_VALUE;
  }

  @Override
  public Cost preparation(int rows, int features) {
    return share < 1 ? Costs.spectrum(rows, features) : Costs.basis(rows, features);
  }

  @Override
  public Cost comparison(int rows, int firstFeatures, int secondFeatures) {
    return Costs.decomposedProducts(rows, firstFeatures, secondFeatures);
  }

  @Override
  Estimate value(Representation first, Representation second, long seed, Progress progress) {
    if (!allowsFewRows) {
      String obstacle = FeatureObstacles.tooWide(first, second);
      if (obstacle != null) {
        return Estimate.notEstimable(obstacle);
      }
    }
    double value =
        switch (summary) {
          case MEAN -> mean(correlations(first, second, progress), false);
          case MEAN_SQUARE -> mean(correlations(first, second, progress), true);
          case PROJECTION_WEIGHTED -> 1 - weightedMean(first, second, progress);
        };
    return Estimate.of(Math.max(0, Math.min(1, value)), 0);
  }

  private double[] correlations(Representation first, Representation second, Progress progress) {
    if (share == 1) {
      ThinBasis x = first.form(ThinBasis.CENTERED, progress);
      ThinBasis y = second.form(ThinBasis.CENTERED, progress);
      return SingularValues.of(x.products(y, progress), x.rank(), y.rank());
    }
    SpectralBasis x = first.form(SpectralBasis.FORM, progress);
    SpectralBasis y = second.form(SpectralBasis.FORM, progress);
    double[] products = x.products(y, progress);
    int r = x.directionsFor(share);
    int s = y.directionsFor(share);
    double[] kept = new double[r * s];
    for (int i = 0; i < r; i++) {
      System.arraycopy(products, i * y.rank(), kept, i * s, s);
    }
    return SingularValues.of(kept, r, s);
  }

  private static double mean(double[] correlations, boolean squared) {
    double sum = 0;
    for (double correlation : correlations) {
      double bounded = Math.min(1, correlation);
      sum += squared ? bounded * bounded : bounded;
    }
    return sum / correlations.length;
  }

  private static double weightedMean(
      Representation first, Representation second, Progress progress) {
    ThinBasis x = first.form(ThinBasis.CENTERED, progress);
    ThinBasis y = second.form(ThinBasis.CENTERED, progress);
    SingularValues.Decomposition svd =
        SingularValues.decomposition(x.products(y, progress), x.rank(), y.rank());
    int k = svd.values().length;
    double[] ofFeatures =
        MatrixProducts.transposed(svd.left(), k, x.coordinates(), x.features(), x.rank(), progress);
    double sum = 0;
    double weights = 0;
    for (int i = 0; i < k; i++) {
      double weight = 0;
      for (int j = 0; j < x.features(); j++) {
        weight += Math.abs(ofFeatures[i * x.features() + j]);
      }
      sum += weight * Math.min(1, svd.values()[i]);
      weights += weight;
    }
    return sum / weights;
  }

  @Override
  public List<String> notes(Representation first, Representation second) {
    List<String> notes = new ArrayList<>();
    int n = first.size();
    int widest = 0;
    int narrowest = Integer.MAX_VALUE;
    for (Representation one : List.of(first, second)) {
      String which = one == first ? "first" : "second";
      ThinBasis basis = one.form(ThinBasis.CENTERED, Progress.none());
      int used = basis.rank();
      if (share < 1) {
        used = one.form(SpectralBasis.FORM, Progress.none()).directionsFor(share);
        notes.add(
            "%d of %d directions of the %s representation hold %s of its variance"
                .formatted(used, basis.features(), which, share));
      } else if (used < basis.features()) {
        notes.add(
            "%d of %d directions of the %s representation, along which rows spread by less than 1e-6 of the widest, are left out"
                .formatted(basis.features() - used, basis.features(), which));
      }
      widest = Math.max(widest, used);
      narrowest = Math.min(narrowest, used);
    }
    double chance =
        summary == Summary.MEAN_SQUARE
            ? Math.min(1, widest / (n - 1.0))
            : UnrelatedCorrelations.mean(narrowest, widest, n - 1);
    if (chance >= NOTABLE) {
      notes.add(
          String.format(
              Locale.ROOT,
              "of unrelated rows it would be about %.2g: %d rows for %d directions",
              summary == Summary.PROJECTION_WEIGHTED ? 1 - chance : chance,
              n,
              widest));
    }
    return notes;
  }
}
