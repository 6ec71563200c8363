package dev.nervure.stats;

import dev.nervure.progress.Progress;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Whether a difference between two groups is larger than the assignment to groups alone would make
 * it: the statistic is computed again after random exchanges that would change nothing if the
 * groups were of one kind. Two-sided; p is (1 + how many exchanges give at least as much) / (1 +
 * exchanges), which is never 0 and valid for any number of them (Phipson and Smyth 2010, doi
 * 10.2202/1544-6115.1585).
 */
public final class PermutationTest {
  private PermutationTest() {}

  /** What the groups are compared by. Called by one thread. */
  @FunctionalInterface
  public interface Statistic {
    /**
     * The difference between the groups, finite.
     *
     * @param first members of the first group
     * @param second members of the second group
     */
    double of(int[] first, int[] second);
  }

  /**
   * What was found.
   *
   * @param statistic of the groups as they are
   * @param probability p, in (0, 1]
   * @param exchanges how many were tried
   * @param nullMean mean of the statistic over the exchanges
   * @param nullDeviation its standard deviation over the exchanges
   */
  public record Result(
      double statistic, double probability, int exchanges, double nullMean, double nullDeviation) {}

  /**
   * Pairs, such as an image and its changed form: each pair is exchanged or not with probability
   * one half, so that no group ever holds both of a pair.
   *
   * @param pairs how many; the first of pair i is i, the second {@code pairs + i}
   */
  public static Result paired(
      int pairs, Statistic statistic, int exchanges, RandomStream random, Progress progress) {
    require(pairs, exchanges);
    int[] first = IntStream.range(0, pairs).toArray();
    int[] second = IntStream.range(pairs, 2 * pairs).toArray();
    return run(
        statistic,
        first,
        second,
        exchanges,
        progress,
        (a, b) -> {
          for (int i = 0; i < pairs; i++) {
            boolean exchanged = random.nextLong() < 0;
            a[i] = exchanged ? pairs + i : i;
            b[i] = exchanged ? i : pairs + i;
          }
        });
  }

  /**
   * Independent groups: members are dealt out anew, as many to each group.
   *
   * @param firsts members 0 to {@code firsts - 1} are the first group
   * @param seconds as many after them are the second
   */
  public static Result independent(
      int firsts,
      int seconds,
      Statistic statistic,
      int exchanges,
      RandomStream random,
      Progress progress) {
    require(Math.min(firsts, seconds), exchanges);
    int[] first = IntStream.range(0, firsts).toArray();
    int[] second = IntStream.range(firsts, firsts + seconds).toArray();
    return run(
        statistic,
        first,
        second,
        exchanges,
        progress,
        (a, b) -> {
          int[] order = random.permutation(firsts + seconds);
          System.arraycopy(order, 0, a, 0, firsts);
          System.arraycopy(order, firsts, b, 0, seconds);
          Arrays.sort(a);
          Arrays.sort(b);
        });
  }

  private static void require(int members, int exchanges) {
    if (members < 1 || exchanges < 1) {
      throw new IllegalArgumentException(
          "a test needs a member in each group and an exchange but has %d and %d"
              .formatted(members, exchanges));
    }
  }

  /** Deals the members out. */
  private interface Dealing {
    void into(int[] first, int[] second);
  }

  private static Result run(
      Statistic statistic,
      int[] first,
      int[] second,
      int exchanges,
      Progress progress,
      Dealing dealing) {
    double found = statistic.of(first.clone(), second.clone());
    int[] a = new int[first.length];
    int[] b = new int[second.length];
    int asLarge = 0;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < exchanges; i++) {
      progress.checkCancelled();
      dealing.into(a, b);
      double value = statistic.of(a.clone(), b.clone());
      asLarge += Math.abs(value) >= Math.abs(found) ? 1 : 0;
      sum += value;
      squares += value * value;
    }
    double mean = sum / exchanges;
    double variance = Math.max(0, squares / exchanges - mean * mean);
    return new Result(
        found, (1.0 + asLarge) / (1.0 + exchanges), exchanges, mean, Math.sqrt(variance));
  }

  /**
   * The p-values of several tests, corrected so that one of them is below a level by chance no
   * oftener than the level says, however they depend on each other (Holm 1979): in ascending order
   * times the number of tests that are left, and never below one before.
   *
   * @return in the order of the arguments, at most 1
   */
  public static double[] holm(double[] probabilities) {
    int tests = probabilities.length;
    int[] order =
        IntStream.range(0, tests)
            .boxed()
            .sorted((a, b) -> Double.compare(probabilities[a], probabilities[b]))
            .mapToInt(i -> i)
            .toArray();
    double[] corrected = new double[tests];
    double before = 0;
    for (int rank = 0; rank < tests; rank++) {
      before = Math.max(before, Math.min(1, (tests - rank) * probabilities[order[rank]]));
      corrected[order[rank]] = before;
    }
    return corrected;
  }
}
