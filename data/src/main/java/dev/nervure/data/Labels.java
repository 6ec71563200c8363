package dev.nervure.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The class of each sample, as an index into the class names.
 *
 * @param indices one per sample, in {@code [0, names.size())}
 * @param names one per class
 * @param numbering where the indices come from
 */
record Labels(int[] indices, List<String> names, LabelNumbering numbering) {

  /** Whole numbers up to here are class indices as they stand; others are numbered in order. */
  private static final long LARGEST_INDEX = 99_999;

  Labels {
    names = List.copyOf(names);
  }

  /** Class indices as the data give them. */
  Labels(int[] indices, List<String> names) {
    this(indices, names, LabelNumbering.GIVEN);
  }

  /**
   * Whole numbers. Those in {@code [0, 99999]} keep their value as the index, so that they agree
   * with the outputs of a network, even if some class does not occur; otherwise the distinct values
   * are numbered in ascending order.
   */
  static Labels ofNumbers(long[] values) {
    long lowest = 0;
    long highest = -1;
    for (long value : values) {
      lowest = Math.min(lowest, value);
      highest = Math.max(highest, value);
    }
    if (lowest >= 0 && highest <= LARGEST_INDEX) {
      int[] indices = new int[values.length];
      for (int i = 0; i < values.length; i++) {
        indices[i] = (int) values[i];
      }
      return new Labels(indices, numbered((int) highest + 1));
    }
    TreeMap<Long, Integer> order = new TreeMap<>();
    for (long value : values) {
      order.put(value, 0);
    }
    List<String> names = new ArrayList<>();
    for (Map.Entry<Long, Integer> entry : order.entrySet()) {
      entry.setValue(names.size());
      names.add(Long.toString(entry.getKey()));
    }
    int[] indices = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      indices[i] = order.getOrDefault(values[i], 0);
    }
    return new Labels(indices, names, LabelNumbering.BY_ORDER);
  }

  /** Texts, numbered in the order of their characters. */
  static Labels ofTexts(List<String> values) {
    return ofTexts(values, List.copyOf(new TreeSet<>(values)));
  }

  /**
   * Names of folders. Whole numbers in {@code [0, 99999]} are class indices as they stand, else
   * folders are numbered in their order.
   *
   * @param values the folder of each sample
   * @param folders all of them, in the order of their characters
   */
  static Labels ofFolders(List<String> values, List<String> folders) {
    TreeMap<Integer, String> numbers = new TreeMap<>();
    for (String folder : folders) {
      if (folder.matches("[0-9]{1,5}")) {
        numbers.put(Integer.parseInt(folder), folder);
      }
    }
    if (numbers.size() < folders.size()) {
      return ofTexts(values, folders);
    }
    List<String> names = new ArrayList<>(numbered(numbers.lastKey() + 1));
    numbers.forEach(names::set);
    int[] indices = values.stream().mapToInt(Integer::parseInt).toArray();
    return new Labels(indices, names);
  }

  private static Labels ofTexts(List<String> values, List<String> names) {
    Map<String, Integer> order = new TreeMap<>();
    for (String name : names) {
      order.put(name, order.size());
    }
    int[] indices = new int[values.size()];
    for (int i = 0; i < indices.length; i++) {
      indices[i] = order.getOrDefault(values.get(i), 0);
    }
    return new Labels(indices, names, LabelNumbering.BY_ORDER);
  }

  /**
   * The same classes under the indices and names of a network's outputs.
   *
   * @param outputs index by index: the output that each class is
   */
  Labels renumbered(int[] outputs, List<String> outputNames) {
    int[] moved = new int[indices.length];
    Arrays.setAll(moved, i -> outputs[indices[i]]);
    return new Labels(moved, outputNames, LabelNumbering.COMPLETE);
  }

  /** The labels of some samples, in this order. */
  Labels select(List<Integer> samples) {
    int[] chosen = samples.stream().mapToInt(sample -> indices[sample]).toArray();
    return new Labels(chosen, names, numbering);
  }

  /** SHA-256 of all of it, in hexadecimal. */
  String identity() {
    return ContentHash.ofText(Arrays.toString(indices) + names + numbering);
  }

  /** The same labels under other names, which are at least as many. */
  Labels named(List<String> other) {
    return new Labels(indices, other, numbering);
  }

  int size() {
    return indices.length;
  }

  static List<String> numbered(int count) {
    String[] names = new String[count];
    Arrays.setAll(names, Integer::toString);
    return List.of(names);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Labels that
        && Arrays.equals(indices, that.indices)
        && names.equals(that.names)
        && numbering == that.numbering;
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(indices) + 7 * names.hashCode() + numbering.hashCode();
  }

  @Override
  public String toString() {
    return indices.length + " labels of " + names.size() + " classes";
  }
}
