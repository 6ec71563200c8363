package dev.nervure.stats;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Two groups of samples, and how they may be exchanged where they are of one kind: what a
 * permutation test permutes. Samples are numbered through both groups: those of the first from 0,
 * then those of the second. Immutable.
 *
 * <ul>
 *   <li>{@link #free}: any sample may stand in either group.
 *   <li>{@link #within}: only samples of one stratum, such as a label class, change places. How
 *       many of each stratum a group has stays as it is, so that strata of unequal shares are no
 *       difference.
 *   <li>{@link #pairs}: the i-th of both groups belong together (one image before and after), and
 *       only those two change places.
 * </ul>
 */
public final class GroupExchange {
  private final int first;
  private final int[] strata;
  private final boolean paired;

  /** Samples of both groups by stratum, ascending; of pairs not needed. */
  private final List<int[]> byStratum;

  private GroupExchange(int first, int[] strata, boolean paired) {
    if (first < 1 || strata.length - first < 1) {
      throw new IllegalArgumentException(
          "each group needs a sample but they have %d and %d"
              .formatted(first, strata.length - first));
    }
    this.first = first;
    this.strata = strata;
    this.paired = paired;
    this.byStratum = paired ? List.of() : byStratum(strata);
  }

  private static List<int[]> byStratum(int[] strata) {
    return Arrays.stream(strata)
        .distinct()
        .sorted()
        .mapToObj(
            stratum ->
                IntStream.range(0, strata.length).filter(i -> strata[i] == stratum).toArray())
        .toList();
  }

  /**
   * Independent groups.
   *
   * @param first samples of the first group, at least 1
   * @param second samples of the second, at least 1
   */
  public static GroupExchange free(int first, int second) {
    return new GroupExchange(first, new int[Math.addExact(first, second)], false);
  }

  /**
   * Independent groups of the same strata.
   *
   * @param first stratum of each sample of the first group
   * @param second stratum of each sample of the second
   */
  public static GroupExchange within(int[] first, int[] second) {
    int[] strata = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, strata, first.length, second.length);
    return new GroupExchange(first.length, strata, false);
  }

  /** So many pairs. */
  public static GroupExchange pairs(int pairs) {
    int[] strata = new int[2 * pairs];
    for (int i = 0; i < strata.length; i++) {
      strata[i] = i % pairs;
    }
    return new GroupExchange(pairs, strata, true);
  }

  /** Samples of the first group. */
  public int first() {
    return first;
  }

  /** Samples of the second group. */
  public int second() {
    return strata.length - first;
  }

  /** Samples of both groups. */
  public int size() {
    return strata.length;
  }

  /** Stratum of each sample: those of one stratum may change places. A copy. */
  public int[] strata() {
    return strata.clone();
  }

  /** Whether the i-th samples of both groups belong together. */
  public boolean isPaired() {
    return paired;
  }

  /**
   * So many independent comparisons as the error of a difference of means falls with: the number of
   * pairs, or n m / (n + m) for n and m independent samples.
   */
  public double comparisons() {
    return paired ? first : (double) first * second() / size();
  }

  /** The groups as they are: the samples of the first, those of the second. */
  public int[][] asGiven() {
    return new int[][] {range(0, first), range(first, size())};
  }

  /**
   * Groups as large as they are, with the samples exchanged at random: every exchange that is
   * allowed is equally likely, the one that changes nothing among them.
   *
   * @return the samples of the first group and of the second; ascending, of pairs in their order
   */
  public int[][] exchanged(RandomStream stream) {
    return paired ? exchangedPairs(stream) : exchangedWithin(stream);
  }

  private int[][] exchangedPairs(RandomStream stream) {
    int[][] groups = asGiven();
    for (int i = 0; i < first; i++) {
      if (stream.nextInt(2) == 1) {
        groups[0][i] = first + i;
        groups[1][i] = i;
      }
    }
    return groups;
  }

  private int[][] exchangedWithin(RandomStream stream) {
    boolean[] inFirst = new boolean[size()];
    for (int[] members : byStratum) {
      int places = (int) Arrays.stream(members).filter(sample -> sample < first).count();
      for (int chosen : stream.sampleWithoutReplacement(members.length, places)) {
        inFirst[members[chosen]] = true;
      }
    }
    int[][] groups = {new int[first], new int[second()]};
    int[] counts = new int[2];
    for (int sample = 0; sample < inFirst.length; sample++) {
      int group = inFirst[sample] ? 0 : 1;
      groups[group][counts[group]++] = sample;
    }
    return groups;
  }

  /**
   * Both groups split at random into halves that share no sample: pairs stay together, and each
   * half has half of every stratum. Where a group is odd one of its samples is in neither half.
   *
   * @return two halves, each with its samples of the first group and of the second
   */
  public int[][][] halves(RandomStream stream) {
    if (paired) {
      int[][] pairs = HalfSplits.halves(first, stream);
      int[][][] halves = new int[2][2][];
      for (int h = 0; h < 2; h++) {
        halves[h][0] = pairs[h];
        halves[h][1] = Arrays.stream(pairs[h]).map(pair -> first + pair).toArray();
      }
      return halves;
    }
    int[][] ofFirst = halvesWithin(0, first, stream);
    int[][] ofSecond = halvesWithin(first, size(), stream);
    return new int[][][] {{ofFirst[0], ofSecond[0]}, {ofFirst[1], ofSecond[1]}};
  }

  /** In random order, then by stratum, every other sample is in the other half. */
  private int[][] halvesWithin(int from, int to, RandomStream stream) {
    int n = to - from;
    int[] order =
        Arrays.stream(stream.permutation(n))
            .boxed()
            .sorted((a, b) -> Integer.compare(strata[from + a], strata[from + b]))
            .mapToInt(Integer::intValue)
            .toArray();
    int start = stream.nextInt(2);
    int[][] halves = new int[2][n / 2];
    for (int i = 0; i < n / 2 * 2; i++) {
      halves[(i + start) % 2][i / 2] = from + order[i];
    }
    Arrays.sort(halves[0]);
    Arrays.sort(halves[1]);
    return halves;
  }

  private static int[] range(int from, int to) {
    return IntStream.range(from, to).toArray();
  }
}
