package dev.nervure.similarity;

import dev.nervure.progress.Cost;
import dev.nervure.progress.Progress;
import dev.nervure.stats.Estimate;
import java.util.List;

/**
 * How alike two representations of the same inputs are, as one number. Immutable, and safe for
 * several threads.
 */
public interface SimilarityMeasure {
  /** What it is and what it claims. */
  MeasureTraits traits();

  /** Raised by one whenever the same rows come to give another value, or another reason. */
  int revision();

  /** The name, in lower case with underscores. */
  default String name() {
    return traits().name();
  }

  /**
   * The most rows that it takes at once, for the sake of memory or time. {@link
   * RepresentationComparison} gives it a sample of more.
   *
   * @param firstFeatures d of the first representation
   * @param secondFeatures d of the second
   */
  int mostRows(int firstFeatures, int secondFeatures);

  /** Expected cost of what is worked out once for a representation, and kept with it. */
  Cost preparation(int rows, int features);

  /** Expected cost of a value of two representations that are prepared. */
  Cost comparison(int rows, int firstFeatures, int secondFeatures);

  /**
   * The value. Its standard error is of the draws of the measure itself, and 0 where it draws
   * nothing; how far the value may be from that of other rows is in {@link
   * RepresentationComparison}.
   *
   * @param second of the same rows in the same order
   * @param seed of the draws, if it draws
   * @throws IllegalArgumentException where the numbers of rows differ, or are more than {@link
   *     #mostRows}
   */
  Estimate between(Representation first, Representation second, long seed, Progress progress);

  /**
   * The same measure where there are no more rows than features, if it refuses such representations
   * and can do without that; else this one. Its {@link #notes} say what it leaves out then.
   */
  default SimilarityMeasure allowingFewRows() {
    return this;
  }

  /**
   * What should be known of the value besides: directions that were left out, say. Of
   * representations that have one.
   */
  default List<String> notes(Representation first, Representation second) {
    return List.of();
  }
}
