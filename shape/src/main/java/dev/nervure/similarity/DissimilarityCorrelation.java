package dev.nervure.similarity;

import dev.nervure.progress.Cost;
import dev.nervure.progress.Progress;
import dev.nervure.stats.Estimate;

/**
 * Representational similarity analysis, RSA (Kriegeskorte, Mur, Bandettini, Frontiers in Systems
 * Neuroscience 2, 2008): Spearman's correlation of the dissimilarities of all pairs of rows in one
 * representation with those in the other.
 */
final class DissimilarityCorrelation extends CheckedMeasure {
  private final Dissimilarity dissimilarity;

  DissimilarityCorrelation(MeasureTraits traits, Dissimilarity dissimilarity) {
    super(traits.within(-1, 1), 3);
    this.dissimilarity = dissimilarity;
  }

  @Override
  public int mostRows(int firstFeatures, int secondFeatures) {
    return Limits.RANKED;
  }

  @Override
  public Cost preparation(int rows, int features) {
    Cost pairs = Costs.pairs(rows, features);
    double ranking = 0.5 * rows * rows * 300e-9;
    return Cost.of(pairs.seconds() + ranking, 3 * pairs.memoryBytes() / 2);
  }

  @Override
  public Cost comparison(int rows, int firstFeatures, int secondFeatures) {
    return Cost.of(0.5e-9 * rows * rows, 0);
  }

  @Override
  Estimate value(Representation first, Representation second, long seed, Progress progress) {
    for (Representation one : new Representation[] {first, second}) {
      String which = one == first ? "first" : "second";
      int without = dissimilarity.withoutDirection(one, progress);
      if (without > 0) {
        return Estimate.notEstimable(
            dissimilarity == Dissimilarity.COSINE
                ? "%d rows of the %s representation are 0, so that they have no angle"
                    .formatted(without, which)
                : "in %d rows of the %s representation all features are equal, so that they have no correlation"
                    .formatted(without, which));
      }
    }
    DissimilarityRanks.Ranking ranking = new DissimilarityRanks.Ranking(dissimilarity);
    DissimilarityRanks x = first.form(ranking, progress);
    DissimilarityRanks y = second.form(ranking, progress);
    if (x.isConstant() || y.isConstant()) {
      return Estimate.notEstimable("all pairs of rows are equally unlike in one representation");
    }
    return Estimate.of(first == second ? 1 : x.correlation(y), 0);
  }
}
