package dev.nervure.stats;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * P-values of several tests, corrected so that the probability of any wrong rejection among them
 * stays below the level (the family-wise error).
 */
public final class FamilyWise {
  /** Values this close are equal, so that rounding decides nothing. */
  private static final double TIE = 1e-9;

  private FamilyWise() {}

  /**
   * By the largest of the statistics, step by step down from the most extreme (Westfall, Young
   * 1993, algorithm 4.1: step-down maxT): each observed value is compared with the largest of those
   * tests that are no more extreme, in every exchange. What tests have in common (a layer and the
   * next measure nearly the same) costs nothing, other than with {@link #holm}. Statistics are
   * compared in standard deviations of their permuted values.
   *
   * @param tests of the same samples, with the same exchanges in the same order
   * @return in the order of the tests
   * @throws IllegalArgumentException where they have not equally many permutations
   */
  public static double[] maxStatistic(List<PermutationTest> tests) {
    if (tests.isEmpty()) {
      return new double[0];
    }
    int permutations = tests.get(0).permuted().length;
    if (tests.stream().anyMatch(test -> test.permuted().length != permutations)) {
      throw new IllegalArgumentException(
          "tests that are corrected together must have the same permutations");
    }
    double[][] standardized =
        tests.stream().map(PermutationTest::standardized).toArray(double[][]::new);
    int[] ascending = ordered(standardized.length, t -> standardized[t][0]);
    double[] largest = new double[permutations];
    Arrays.fill(largest, Double.NEGATIVE_INFINITY);
    double[] corrected = new double[standardized.length];
    for (int test : ascending) {
      double own = standardized[test][0];
      int asExtreme = 0;
      for (int p = 0; p < permutations; p++) {
        largest[p] = Math.max(largest[p], standardized[test][p + 1]);
        asExtreme += largest[p] >= own - TIE * Math.abs(own) ? 1 : 0;
      }
      corrected[test] = (1.0 + asExtreme) / (1 + permutations);
    }
    for (int i = ascending.length - 2; i >= 0; i--) {
      corrected[ascending[i]] = Math.max(corrected[ascending[i]], corrected[ascending[i + 1]]);
    }
    return corrected;
  }

  /**
   * By the number of tests (Holm 1979): the smallest p-value times their number, the next times one
   * less, none smaller than the one before. Whatever the tests have in common.
   *
   * @param pValues of the tests, each in [0, 1]
   * @return in the same order
   */
  public static double[] holm(double[] pValues) {
    int[] ascending = ordered(pValues.length, t -> pValues[t]);
    double[] corrected = new double[pValues.length];
    double before = 0;
    for (int rank = 0; rank < ascending.length; rank++) {
      int test = ascending[rank];
      before = Math.max(before, Math.min(1, (ascending.length - rank) * pValues[test]));
      corrected[test] = before;
    }
    return corrected;
  }

  /** Ascending by a value; equal ones in their order. */
  private static int[] ordered(int count, IntToDoubleFunction value) {
    return IntStream.range(0, count)
        .boxed()
        .sorted(Comparator.comparingDouble(value::applyAsDouble))
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
