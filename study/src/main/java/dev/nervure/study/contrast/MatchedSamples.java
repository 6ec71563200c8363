package dev.nervure.study.contrast;

import dev.nervure.data.BadDataException;
import dev.nervure.data.LabelledSamples;
import dev.nervure.stats.GroupExchange;
import dev.nervure.stats.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * As many samples of two sets, so that what differs between them is not their number: of both sets
 * the same samples where they are pairs, otherwise as many of each class where both have classes of
 * the same names, otherwise as many at random.
 *
 * @param first samples of the first set
 * @param second equally many of the second
 * @param exchange how they may be exchanged where they are of one kind
 * @param sameClasses whether labels mean the same in both
 * @param notes how they were matched, and what is not matched, in whole sentences
 */
public record MatchedSamples(
    LabelledSamples first,
    LabelledSamples second,
    GroupExchange exchange,
    boolean sameClasses,
    List<String> notes) {
  /** Halves of fewer have no dimension. */
  public static final int FEWEST = 40;

  /**
   * Independent samples.
   *
   * @param most samples of each set
   * @param seed of the choice
   * @throws BadDataException where too few are left
   */
  public static MatchedSamples of(
      LabelledSamples first, LabelledSamples second, int most, long seed) {
    MatchedSamples matched = matched(first, second, most, seed);
    if (!first.contentHash().equals(second.contentHash())) {
      return matched;
    }
    List<String> notes = new ArrayList<>(matched.notes());
    notes.add(
        "both groups come from the same samples, so that some may be in both and p-values are no p-values of independent groups; --paired compares each sample with itself");
    return new MatchedSamples(
        matched.first(), matched.second(), matched.exchange(), matched.sameClasses(), notes);
  }

  private static MatchedSamples matched(
      LabelledSamples first, LabelledSamples second, int most, long seed) {
    RandomStream stream = RandomStream.seeded(seed).derive("matched samples");
    List<String> shared = sharedClasses(first, second);
    if (shared.isEmpty()) {
      int count = Math.min(most, Math.min(first.size(), second.size()));
      requireEnough(count, first, second);
      boolean labelled = first.hasLabels() && second.hasLabels();
      return new MatchedSamples(
          first.select(some(rows(first.size()), count, stream.derive("first"))),
          second.select(some(rows(second.size()), count, stream.derive("second"))),
          GroupExchange.free(count, count),
          false,
          List.of(
              "each group has %d samples, chosen at random; %s, so that what the samples show is part of any difference"
                  .formatted(
                      count,
                      labelled
                          ? "the sets have no class in common"
                          : "classes are not matched, since "
                              + (first.hasLabels() || second.hasLabels()
                                  ? "one set has no labels"
                                  : "the sets have no labels"))));
    }
    return byClass(first, second, shared, most, stream);
  }

  /**
   * Two classes of one set as the two groups.
   *
   * @param most samples of each
   * @param seed of the choice
   * @throws IllegalArgumentException for a class beside itself
   * @throws BadDataException where a class does not exist or has too few samples
   */
  public static MatchedSamples ofClasses(
      LabelledSamples data, String first, String second, int most, long seed) {
    if (first.equals(second)) {
      throw new IllegalArgumentException(
          "class '%s' cannot be compared with itself; name two classes".formatted(first));
    }
    RandomStream stream = RandomStream.seeded(seed).derive("matched samples");
    int[] ofFirst = rowsOf(data, first);
    int[] ofSecond = rowsOf(data, second);
    int count = Math.min(most, Math.min(ofFirst.length, ofSecond.length));
    LabelledSamples a = data.select(some(ofFirst, count, stream.derive("first")));
    LabelledSamples b = data.select(some(ofSecond, count, stream.derive("second")));
    requireEnough(count, data.select(ofFirst), data.select(ofSecond));
    return new MatchedSamples(
        a,
        b,
        GroupExchange.free(count, count),
        true,
        List.of(
            "each group has %d samples, chosen at random from %d of %s and %d of %s%s"
                .formatted(
                    count,
                    ofFirst.length,
                    first,
                    ofSecond.length,
                    second,
                    count < most ? ": as many as the smaller class has" : "")));
  }

  /**
   * Pairs: the i-th sample of both sets is one thing in two states, before and after.
   *
   * @param most pairs
   * @param seed of the choice
   * @throws BadDataException where the sets are no pairs, or too few
   */
  public static MatchedSamples pairs(
      LabelledSamples first, LabelledSamples second, int most, long seed) {
    if (first.size() != second.size()) {
      throw new BadDataException(
          "has %d samples for %d of %s, so that they are no pairs"
              .formatted(second.size(), first.size(), first.description()),
          second.description(),
          "Give two sets with the same samples in the same order (if one is of a part of the other, name that part with --range), or leave out --paired.");
    }
    boolean same = first.hasLabels() && first.classNames().equals(second.classNames());
    if (same) {
      int[] before = first.labels();
      int[] after = second.labels();
      for (int i = 0; i < before.length; i++) {
        if (before[i] != after[i]) {
          throw new BadDataException(
              "sample %d is %s but in %s it is %s, so that they are no pairs"
                  .formatted(
                      i,
                      second.classNames().get(after[i]),
                      first.description(),
                      first.classNames().get(before[i])),
              second.description(),
              "Give two sets with the same samples in the same order, or leave out --paired.");
        }
      }
    }
    int count = Math.min(most, first.size());
    requireEnough(count, first, second);
    int[] chosen =
        some(rows(first.size()), count, RandomStream.seeded(seed).derive("matched samples"));
    return new MatchedSamples(
        first.select(chosen),
        second.select(chosen),
        GroupExchange.pairs(count),
        same,
        List.of(
            "%d pairs: the same samples in both groups, and only the two of a pair change places"
                .formatted(count)));
  }

  /** Names of classes of which both have a sample, in the order of the first. */
  private static List<String> sharedClasses(LabelledSamples first, LabelledSamples second) {
    if (!first.hasLabels() || !second.hasLabels()) {
      return List.of();
    }
    SortedMap<Integer, int[]> ofFirst = byLabel(first);
    SortedMap<Integer, int[]> ofSecond = byLabel(second);
    List<String> shared = new ArrayList<>();
    for (int label : ofFirst.keySet()) {
      String name = first.classNames().get(label);
      int other = second.classNames().indexOf(name);
      if (other >= 0 && ofSecond.containsKey(other)) {
        shared.add(name);
      }
    }
    return shared;
  }

  private static MatchedSamples byClass(
      LabelledSamples first,
      LabelledSamples second,
      List<String> shared,
      int most,
      RandomStream stream) {
    SortedMap<Integer, int[]> ofFirst = byLabel(first);
    SortedMap<Integer, int[]> ofSecond = byLabel(second);
    List<int[]> rowsOfFirst = new ArrayList<>();
    List<int[]> rowsOfSecond = new ArrayList<>();
    int[] both = new int[shared.size()];
    for (int c = 0; c < both.length; c++) {
      rowsOfFirst.add(ofFirst.get(first.classNames().indexOf(shared.get(c))));
      rowsOfSecond.add(ofSecond.get(second.classNames().indexOf(shared.get(c))));
      both[c] = Math.min(rowsOfFirst.get(c).length, rowsOfSecond.get(c).length);
    }
    int cap = largestCap(both, most);
    List<Integer> a = new ArrayList<>();
    List<Integer> b = new ArrayList<>();
    List<Integer> strata = new ArrayList<>();
    for (int c = 0; c < both.length; c++) {
      int count = Math.min(cap, both[c]);
      RandomStream own = stream.derive(shared.get(c));
      Arrays.stream(some(rowsOfFirst.get(c), count, own.derive("first"))).forEach(a::add);
      Arrays.stream(some(rowsOfSecond.get(c), count, own.derive("second"))).forEach(b::add);
      for (int i = 0; i < count; i++) {
        strata.add(c);
      }
    }
    requireEnough(a.size(), first, second);
    int[] stratum = strata.stream().mapToInt(Integer::intValue).toArray();
    List<String> notes = new ArrayList<>();
    notes.add(
        "each group has %d samples, as many of each of %d classes in both; only samples of one class change places"
            .formatted(a.size(), shared.size()));
    addOthers(first, ofFirst, shared, notes);
    addOthers(second, ofSecond, shared, notes);
    return new MatchedSamples(
        first.select(a.stream().mapToInt(Integer::intValue).toArray()),
        second.select(b.stream().mapToInt(Integer::intValue).toArray()),
        GroupExchange.within(stratum, stratum),
        first.classNames().equals(second.classNames()),
        notes);
  }

  private static void addOthers(
      LabelledSamples data,
      SortedMap<Integer, int[]> byLabel,
      List<String> shared,
      List<String> notes) {
    List<String> others =
        byLabel.keySet().stream()
            .map(label -> data.classNames().get(label))
            .filter(name -> !shared.contains(name))
            .toList();
    if (!others.isEmpty()) {
      notes.add(
          "left out of %s, since the other group has none: %s"
              .formatted(data.description(), String.join(", ", others)));
    }
  }

  /** The largest number of samples of a class with which no more than so many are taken in all. */
  private static int largestCap(int[] available, int most) {
    int cap = 0;
    int largest = Arrays.stream(available).max().orElse(0);
    while (cap < largest) {
      int next = cap + 1;
      if (Arrays.stream(available).map(count -> Math.min(count, next)).sum() > most) {
        break;
      }
      cap = next;
    }
    return cap;
  }

  private static void requireEnough(int count, LabelledSamples first, LabelledSamples second) {
    if (count < FEWEST) {
      throw new BadDataException(
          "%d samples of each group are too few; %d are needed. The groups have %d and %d"
              .formatted(count, FEWEST, first.size(), second.size()),
          first.description()
              + (first.description().equals(second.description())
                  ? ""
                  : " and " + second.description()),
          "Give more samples, or ask for more with --samples. Where both groups have labels, only samples of the classes that they have in common count.");
    }
  }

  private static int[] rowsOf(LabelledSamples data, String name) {
    if (!data.hasLabels()) {
      throw new BadDataException(
          "has no labels, so that no classes can be the groups",
          data.description(),
          "Give a folder with one subfolder a class, or labels.");
    }
    int label = data.classNames().indexOf(name);
    int[] rows = label < 0 ? null : byLabel(data).get(label);
    if (rows == null) {
      throw new BadDataException(
          label < 0 ? "has no class '" + name + "'" : "has no sample of class '" + name + "'",
          data.description(),
          "Choose among " + data.classNames() + ".");
    }
    return rows;
  }

  private static SortedMap<Integer, int[]> byLabel(LabelledSamples data) {
    int[] labels = data.labels();
    SortedMap<Integer, int[]> rows = new TreeMap<>();
    for (int label : Arrays.stream(labels).distinct().toArray()) {
      rows.put(label, IntStream.range(0, labels.length).filter(i -> labels[i] == label).toArray());
    }
    return rows;
  }

  private static int[] rows(int count) {
    return IntStream.range(0, count).toArray();
  }

  /** So many of them at random, ascending. */
  private static int[] some(int[] rows, int count, RandomStream stream) {
    return Arrays.stream(stream.sampleWithoutReplacement(rows.length, count))
        .map(chosen -> rows[chosen])
        .sorted()
        .toArray();
  }
}
