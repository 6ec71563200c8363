package dev.nervure.data;

import dev.nervure.stats.RandomStream;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A choice of samples: first by their position, then by class, then so many of each class, then so
 * many in all, the last two by a seed. The same subset of the same source is the same rows on every
 * machine; rows come in ascending order.
 *
 * @param range positions in the data as opened; null for all
 * @param samples number of samples in all; 0 for no limit
 * @param perClass number of samples of each class; 0 for no limit
 * @param classes names or indices of the classes to keep; empty for all
 * @param seed of the choice
 */
public record Subset(
    @Nullable SampleRange range, int samples, int perClass, List<String> classes, long seed) {

  /** Everything. */
  public static final Subset ALL = new Subset(0, 0, List.of(), 0);

  /**
   * @throws IllegalArgumentException if a count is negative
   */
  public Subset {
    if (samples < 0 || perClass < 0) {
      throw new IllegalArgumentException(
          "samples and per-class must be >= 0 but were " + samples + " and " + perClass);
    }
    classes = List.copyOf(classes);
  }

  /** A choice from all positions. */
  public Subset(int samples, int perClass, List<String> classes, long seed) {
    this(null, samples, perClass, classes, seed);
  }

  /** The same choice from these positions only; null for all. */
  public Subset within(@Nullable SampleRange changed) {
    return new Subset(changed, samples, perClass, classes, seed);
  }

  /**
   * The chosen rows, ascending. A random choice is made only where there is more than is asked for;
   * fewer than asked for is no error. The choice within one class does not depend on the others.
   *
   * @throws BadDataException if the data end before the range does, classes or per-class are asked
   *     for and the data has no labels, a class does not exist, or nothing is left
   */
  public int[] choose(LabelledSamples data) {
    RandomStream random = RandomStream.seeded(seed).derive("subset");
    boolean byClass = perClass > 0 || !classes.isEmpty();
    if (byClass && !data.hasLabels()) {
      throw new BadDataException(
          "has no labels, so that no classes can be chosen",
          data.description(),
          "Give --labels, or choose by --samples or --range only.");
    }
    int[] positions = range == null ? numbers(0, data.size()) : range.of(data);
    int[] rows = byClass ? rowsByClass(data, positions, random) : positions;
    if (samples > 0 && samples < rows.length) {
      rows = pick(rows, samples, random.derive("samples"));
    }
    if (rows.length == 0) {
      throw new BadDataException(
          "no sample is left by the choice of classes "
              + classes
              + (range == null ? "" : " among the samples " + range),
          data.description(),
          "Choose among " + abbreviated(data.classNames()) + ".");
    }
    return rows;
  }

  /** The chosen samples; see {@link #choose}. */
  public LabelledSamples of(LabelledSamples data) {
    return equals(ALL) ? data : data.select(choose(data));
  }

  private int[] rowsByClass(LabelledSamples data, int[] positions, RandomStream random) {
    TreeMap<Integer, int[]> perLabel = new TreeMap<>();
    boolean[] wanted = wantedClasses(data);
    int[] labels = data.labels();
    int total = 0;
    for (int label = 0; label < wanted.length; label++) {
      if (wanted[label]) {
        int[] rows = rowsOf(positions, labels, label);
        if (perClass > 0 && perClass < rows.length) {
          rows = pick(rows, perClass, random.derive("class").derive(label));
        }
        perLabel.put(label, rows);
        total += rows.length;
      }
    }
    int[] all = new int[total];
    int at = 0;
    for (int[] rows : perLabel.values()) {
      System.arraycopy(rows, 0, all, at, rows.length);
      at += rows.length;
    }
    Arrays.sort(all);
    return all;
  }

  private boolean[] wantedClasses(LabelledSamples data) {
    List<String> names = data.classNames();
    boolean[] wanted = new boolean[names.size()];
    Arrays.fill(wanted, classes.isEmpty());
    for (String name : classes) {
      int index = names.indexOf(name);
      if (index < 0 && name.matches("[0-9]{1,9}") && Integer.parseInt(name) < names.size()) {
        index = Integer.parseInt(name);
      }
      if (index < 0) {
        throw new BadDataException(
            "has no class '" + name + "'",
            data.description(),
            "Choose among " + abbreviated(names) + ".");
      }
      wanted[index] = true;
    }
    return wanted;
  }

  private static int[] rowsOf(int[] positions, int[] labels, int label) {
    int[] rows = new int[positions.length];
    int count = 0;
    for (int position : positions) {
      if (labels[position] == label) {
        rows[count++] = position;
      }
    }
    return Arrays.copyOf(rows, count);
  }

  private static int[] pick(int[] rows, int count, RandomStream random) {
    int[] chosen = random.sampleWithoutReplacement(rows.length, count);
    int[] result = new int[count];
    for (int i = 0; i < count; i++) {
      result[i] = rows[chosen[i]];
    }
    Arrays.sort(result);
    return result;
  }

  /** {@code from} to {@code to - 1}. */
  static int[] numbers(int from, int to) {
    int[] rows = new int[to - from];
    Arrays.setAll(rows, i -> from + i);
    return rows;
  }

  private static String abbreviated(List<String> names) {
    return names.size() <= 20
        ? names.toString()
        : names.subList(0, 20) + " and " + (names.size() - 20) + " more";
  }
}
