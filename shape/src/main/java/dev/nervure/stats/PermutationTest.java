package dev.nervure.stats;

import dev.nervure.progress.ParallelTasks;
import dev.nervure.progress.Progress;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Whether two groups of samples are of one kind, by a number read off them: were they, the number
 * would be one of those that the groups give when their samples change places. No assumption is
 * made about the distribution of the samples or of the number; samples (or pairs) must be
 * independent of each other.
 *
 * <p>What is tested is that both groups have the same distribution altogether. Where they differ in
 * some other respect, a number that is the same in both (such as a dimension) can still come out
 * unlikely somewhat more or less often than the p-value says: an interval for its difference
 * ({@link GroupDifference}) rests on no such assumption.
 *
 * @param tail which values speak against one kind
 * @param observed the number of the groups as they are
 * @param permuted its values for random exchanges; positive infinity (as extreme as can be) where
 *     an exchange has none
 */
public record PermutationTest(Tail tail, double observed, double[] permuted) {
  /** Values this close are equal, so that an order of summation decides nothing. */
  private static final double TIE = 1e-12;

  /** Which values of a statistic speak against the groups being of one kind. */
  public enum Tail {
    /** Large ones: of a distance between groups. */
    UPPER,
    /** Those far from zero: of a difference. */
    BOTH;

    /** How far a value speaks against it. */
    double extremeness(double value) {
      return this == UPPER ? value : Math.abs(value);
    }
  }

  /**
   * Refuses an observed value that is no number, and NaN among the permuted ones.
   *
   * @throws IllegalArgumentException for these, or without any permutation
   */
  public PermutationTest {
    if (!Double.isFinite(observed)) {
      throw new IllegalArgumentException("the observed value must be finite but was " + observed);
    }
    if (permuted.length == 0 || Arrays.stream(permuted).anyMatch(Double::isNaN)) {
      throw new IllegalArgumentException("permuted values must be at least one, and none NaN");
    }
  }

  /**
   * Makes a test. Cost: that of the statistic, once and once more for each permutation.
   *
   * @param permutations at least 1; the smallest p-value is the inverse of one more
   * @param stream decides the exchanges: the same stream gives the same ones, so that tests of the
   *     same samples can be corrected together ({@link FamilyWise#maxStatistic})
   * @return empty where the groups as they are have no value
   */
  public static Optional<PermutationTest> of(
      GroupStatistic statistic,
      Tail tail,
      GroupExchange exchange,
      int permutations,
      RandomStream stream,
      int threads,
      Progress progress) {
    if (permutations < 1) {
      throw new IllegalArgumentException(
          "permutations must be at least 1 but were " + permutations);
    }
    int[][] given = exchange.asGiven();
    OptionalDouble observed = statistic.of(given[0], given[1]);
    if (observed.isEmpty()) {
      return Optional.empty();
    }
    double[] permuted = new double[permutations];
    AtomicInteger next = new AtomicInteger();
    try (Progress.Task task = progress.begin("permutations", permutations)) {
      ParallelTasks.run(
          threads,
          worker -> {
            for (int p = next.getAndIncrement(); p < permutations; p = next.getAndIncrement()) {
              progress.checkCancelled();
              int[][] groups = exchange.exchanged(stream.derive(p));
              permuted[p] = statistic.of(groups[0], groups[1]).orElse(Double.POSITIVE_INFINITY);
              task.advance(1);
            }
          });
    }
    return Optional.of(new PermutationTest(tail, observed.getAsDouble(), permuted));
  }

  /**
   * The p-value: the share of the exchanges, the groups as they are among them, that speak against
   * one kind at least as much as these do: (1 + so many) / (1 + permutations), which is never 0 and
   * is at most alpha with probability at most alpha (Phipson, Smyth 2010, doi
   * 10.2202/1544-6115.1585).
   */
  public double pValue() {
    double own = tail.extremeness(observed);
    double tie = TIE * Math.abs(own);
    long asExtreme =
        Arrays.stream(permuted).filter(value -> tail.extremeness(value) >= own - tie).count();
    return (1.0 + asExtreme) / (1 + permuted.length);
  }

  /** How many exchanges gave no value. */
  public int undefined() {
    return (int) Arrays.stream(permuted).filter(Double::isInfinite).count();
  }

  /**
   * How far each value, the observed one first, speaks against one kind, in standard deviations of
   * all of them: values of different statistics become comparable. All are treated alike, so that a
   * test by them is exact.
   */
  double[] standardized() {
    double[] all = new double[1 + permuted.length];
    all[0] = observed;
    System.arraycopy(permuted, 0, all, 1, permuted.length);
    double mean = 0;
    double count = 0;
    for (double value : all) {
      if (Double.isFinite(value)) {
        mean += value;
        count++;
      }
    }
    mean = tail == Tail.UPPER ? mean / count : 0;
    double squares = 0;
    for (double value : all) {
      if (Double.isFinite(value)) {
        squares += (value - mean) * (value - mean);
      }
    }
    double deviation = Math.sqrt(squares / count);
    for (int i = 0; i < all.length; i++) {
      double far = tail.extremeness(all[i] - mean);
      all[i] = deviation > 0 ? far / deviation : 0;
    }
    return all;
  }
}
