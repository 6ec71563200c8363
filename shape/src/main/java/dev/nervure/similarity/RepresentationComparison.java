package dev.nervure.similarity;

import dev.nervure.progress.ParallelTasks;
import dev.nervure.progress.Progress;
import dev.nervure.similarity.Similarity.Interval;
import dev.nervure.stats.BlockJackknife;
import dev.nervure.stats.Estimate;
import dev.nervure.stats.RandomStream;
import dev.nervure.stats.StudentT;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A measure of similarity with its interval, which says what other inputs of the same kind, as many
 * of them, would give for the same two layers. It comes from leaving out one block of the rows at a
 * time ({@link BlockJackknife}).
 *
 * <p>It is no interval for the value of infinitely many inputs: where a measure depends on the
 * number of rows (CKA that is not debiased, CCA, neighbours, RTD) that lies elsewhere. Nor does it
 * know of other networks trained from another seed.
 */
public final class RepresentationComparison {
  /** With fewer independent rows there is no interval. */
  private static final int FEWEST_UNITS = 8;

  private RepresentationComparison() {}

  /** With an interval by default, on one thread. */
  public static Similarity of(
      Representation first, Representation second, SimilarityMeasure measure) {
    return of(first, second, measure, ComparisonOptions.defaults(), 1, Progress.none());
  }

  /**
   * Compares two representations of the same inputs. Cost: that of the measure, and once more for
   * each block; memory that of the measure for both, once and once more for each thread.
   *
   * @param second of the same rows in the same order
   * @throws IllegalArgumentException where the numbers of rows differ, or are no multiple of those
   *     of an input
   */
  public static Similarity of(
      Representation first,
      Representation second,
      SimilarityMeasure measure,
      ComparisonOptions options,
      int threads,
      Progress progress) {
    int n = first.size();
    if (second.size() != n) {
      throw new IllegalArgumentException(
          "the rows of both representations must be of the same inputs but one has %d and the other %d"
              .formatted(n, second.size()));
    }
    if (n % options.together() != 0) {
      throw new IllegalArgumentException(
          "%d rows are no multiple of the %d of an input".formatted(n, options.together()));
    }
    int most = measure.mostRows(first.dimension(), second.dimension());
    if (options.together() > most) {
      return new Similarity(
          Estimate.notEstimable(
              "%s takes at most %d rows but an input has %d: pool the layer"
                  .formatted(measure.name(), most, options.together())),
          null,
          n,
          List.of());
    }
    List<String> notes = new ArrayList<>();
    Representation a = first.sample(most, options.together(), options.seed());
    Representation b =
        first == second ? a : second.sample(most, options.together(), options.seed());
    if (a.size() < n) {
      notes.add("of %d of the %d rows, drawn at random".formatted(a.size(), n));
    }
    Blocks blocks = new Blocks(a, b, measure, options);
    Estimate[] values = blocks.values(threads, progress);
    Estimate whole = values[0];
    if (!whole.isEstimable()) {
      return new Similarity(whole, null, a.size(), notes);
    }
    notes.addAll(measure.notes(a, b));
    List<Estimate> without = List.of(values).subList(1, values.length);
    for (Estimate value : without) {
      if (value instanceof Estimate.NotEstimable not) {
        notes.add("no interval: without some of the rows there is no value: " + not.reason());
        return new Similarity(whole, null, a.size(), notes);
      }
    }
    if (without.isEmpty()) {
      if (options.blocks() > 0) {
        notes.add("no interval: it needs at least %d inputs".formatted(FEWEST_UNITS));
      }
      return new Similarity(whole, null, a.size(), notes);
    }
    double error = BlockJackknife.standardError(whole, without);
    double reach = error * StudentT.halfWidth(options.confidence(), without.size() - 1);
    MeasureTraits traits = measure.traits();
    Interval interval =
        new Interval(
            Math.max(traits.lowest(), whole.value() - reach),
            Math.min(traits.highest(), whole.value() + reach));
    return new Similarity(Estimate.of(whole.value(), error), interval, a.size(), notes);
  }

  /** Both representations whole, and without each block of rows. */
  private static final class Blocks {
    private final Representation first;
    private final Representation second;
    private final SimilarityMeasure measure;
    private final long seed;
    private final int[][] kept;

    Blocks(
        Representation first,
        Representation second,
        SimilarityMeasure measure,
        ComparisonOptions options) {
      this.first = first;
      this.second = second;
      this.measure = measure;
      this.seed = options.seed();
      int n = first.size();
      int units = n / options.together();
      boolean hasInterval = options.blocks() > 0 && units >= FEWEST_UNITS;
      this.kept =
          hasInterval
              ? BlockJackknife.without(
                  n,
                  options.together(),
                  Math.min(options.blocks(), units),
                  RandomStream.seeded(seed).derive("blocks"))
              : new int[0][];
    }

    /** First the value of all rows. */
    Estimate[] values(int threads, Progress progress) {
      Estimate[] values = new Estimate[kept.length + 1];
      AtomicInteger next = new AtomicInteger();
      try (Progress.Task task = progress.begin("rows left out", values.length)) {
        ParallelTasks.run(
            threads,
            worker -> {
              for (int t = next.getAndIncrement(); t < values.length; t = next.getAndIncrement()) {
                values[t] = t == 0 ? of(first, second, progress) : without(t - 1, progress);
                task.advance(1);
              }
            });
      }
      return values;
    }

    private Estimate without(int block, Progress progress) {
      Representation some = first.select(kept[block]);
      return of(some, first == second ? some : second.select(kept[block]), progress);
    }

    private Estimate of(Representation a, Representation b, Progress progress) {
      return measure.between(a, b, seed, progress);
    }
  }
}
