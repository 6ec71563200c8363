package dev.nervure.similarity;

import dev.nervure.divergence.ManifoldDivergence;
import dev.nervure.divergence.RepresentationDivergence;
import dev.nervure.points.DistanceMatrix;
import dev.nervure.progress.Cost;
import dev.nervure.progress.Progress;
import dev.nervure.stats.Estimate;
import java.util.Arrays;

/**
 * Divergences of the topology of two representations. Of more than 500 rows the mean over ten
 * random choices of 500 (the same of both representations), with the standard error of that mean
 * over the choices. They grow with the number of rows: values compare at equal numbers, or from 500
 * rows on.
 */
final class TopologyDivergence extends CheckedMeasure {
  /** Which divergence. */
  enum Kind {
    /** {@link RepresentationDivergence}. */
    REPRESENTATION,
    /** The mean of both directions of {@link ManifoldDivergence}. */
    MANIFOLD
  }

  private static final int DRAWN_ROWS = 500;
  private static final int DRAWS = 10;

  private final Kind kind;

  TopologyDivergence(MeasureTraits traits, Kind kind) {
    super(traits.drawn(), 4);
    this.kind = kind;
  }

  private static int draws(int rows) {
    return rows > DRAWN_ROWS ? DRAWS : 1;
  }

  @Override
  public int mostRows(int firstFeatures, int secondFeatures) {
    return Integer.MAX_VALUE;
  }

  @Override
  public Cost preparation(int rows, int features) {
    int drawn = Math.min(rows, DRAWN_ROWS);
    Cost pairs = Costs.pairs(drawn, features);
    return Cost.of(draws(rows) * pairs.seconds(), draws(rows) * pairs.memoryBytes());
  }

  @Override
  public Cost comparison(int rows, int firstFeatures, int secondFeatures) {
    double drawn = Math.min(rows, DRAWN_ROWS);
    return Cost.of(draws(rows) * 1e-8 * drawn * drawn * drawn, (long) (40 * drawn * drawn));
  }

  @Override
  Estimate value(Representation first, Representation second, long seed, Progress progress) {
    if (kind == Kind.MANIFOLD && first.dimension() != second.dimension()) {
      return Estimate.notEstimable(
          "both representations must lie in one space but have %d and %d features"
              .formatted(first.dimension(), second.dimension()));
    }
    double[] values = new double[draws(first.size())];
    for (int draw = 0; draw < values.length; draw++) {
      long own = values.length == 1 ? seed : seed * DRAWS + draw;
      Representation x = first.sample(DRAWN_ROWS, 1, own);
      Representation y = second.sample(DRAWN_ROWS, 1, own);
      if (kind == Kind.REPRESENTATION) {
        DistanceMatrix a = x.form(new PairDistances(), progress);
        DistanceMatrix b = y.form(new PairDistances(), progress);
        if (withoutScale(a) || withoutScale(b)) {
          return Estimate.notEstimable(
              "nine tenths of the pairs of rows of a representation are equal, so that its distances have no scale");
        }
        values[draw] = RepresentationDivergence.between(a, b, progress);
      } else {
        if (x.cloud().rescalingExponent() != 0 || y.cloud().rescalingExponent() != 0) {
          return Estimate.notEstimable(
              "values are all below 1e-30, or some above 1e30, so that distances have no float32: scale both representations");
        }
        double[] directions = ManifoldDivergence.directions(x.rows(), y.rows(), progress);
        values[draw] = (directions[0] + directions[1]) / 2;
      }
    }
    double mean = Arrays.stream(values).sum() / values.length;
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    double error =
        values.length == 1 ? 0 : Math.sqrt(squares / (values.length - 1) / values.length);
    return Estimate.of(mean, error);
  }

  private static boolean withoutScale(DistanceMatrix distances) {
    long zeros = distances.size();
    for (float distance : distances.lower()) {
      zeros += distance == 0 ? 2 : 0;
    }
    return zeros >= 0.9 * ((double) distances.size() * distances.size() - 1) - 1;
  }
}
