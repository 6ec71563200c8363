package dev.nervure.study.dynamics;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which epochs are measured: listed ones, or so many spaced evenly from the first to the last.
 *
 * @param listed the epochs; empty where they are spaced
 * @param most how many at most where they are spaced, at least 2
 */
public record EpochChoice(List<Integer> listed, int most) {
  /** All up to a dozen, otherwise a dozen of them. */
  public static final EpochChoice USUAL = new EpochChoice(List.of(), 12);

  /** All there are. */
  public static final EpochChoice ALL = new EpochChoice(List.of(), Integer.MAX_VALUE);

  /** Copies the list, and refuses a choice of less than two epochs. */
  public EpochChoice {
    listed = List.copyOf(new TreeSet<>(listed));
    if (listed.isEmpty() && most < 2) {
      throw new IllegalArgumentException(
          "epochs to measure must be at least 2, the first and the last, but were " + most);
    }
  }

  /**
   * Reads a choice: {@code all}, a number of epochs such as {@code 12}, or epochs with commas such
   * as {@code 0,1,5,20}; a single epoch with a comma behind it, {@code 20,}.
   *
   * @throws IllegalArgumentException where it is none of these
   */
  public static EpochChoice parse(String text) {
    if (text.strip().equals("all")) {
      return ALL;
    }
    List<Integer> numbers = new ArrayList<>();
    boolean list = text.contains(",");
    boolean single = text.strip().indexOf(',') == text.strip().length() - 1;
    for (String part : (single ? text.replace(",", "") : text).split(",", -1)) {
      String number = part.strip();
      if (!number.matches("[0-9]{1,9}")) {
        throw new IllegalArgumentException(
            "epochs are 'all', a number of them such as 12, or a list such as 0,1,5,20, but not '%s'"
                .formatted(text));
      }
      numbers.add(Integer.parseInt(number));
    }
    return list ? new EpochChoice(numbers, 2) : new EpochChoice(List.of(), numbers.get(0));
  }

  /**
   * The epochs to measure of those that there are.
   *
   * @throws IllegalArgumentException when none of the listed epochs is there
   */
  public SortedSet<Integer> of(Collection<Integer> available) {
    TreeSet<Integer> all = new TreeSet<>(available);
    if (!listed.isEmpty()) {
      TreeSet<Integer> chosen = new TreeSet<>(all);
      chosen.retainAll(listed);
      if (chosen.isEmpty()) {
        throw new IllegalArgumentException(
            "none of the epochs %s is there; there are %s".formatted(listed, all));
      }
      return chosen;
    }
    if (all.size() <= most) {
      return all;
    }
    List<Integer> ascending = List.copyOf(all);
    TreeSet<Integer> chosen = new TreeSet<>();
    for (int i = 0; i < most; i++) {
      // To the nearest position; the ends are among them.
      long position = (2L * i * (ascending.size() - 1) + (most - 1)) / (2L * (most - 1));
      chosen.add(ascending.get((int) position));
    }
    return chosen;
  }

  /** Those of the listed epochs that are not there. */
  public List<Integer> missing(Collection<Integer> available) {
    return listed.stream().filter(epoch -> !available.contains(epoch)).toList();
  }

  /** As it is typed. */
  public String text() {
    if (!listed.isEmpty()) {
      String epochs = String.join(",", listed.stream().map(String::valueOf).toList());
      return listed.size() == 1 ? epochs + "," : epochs;
    }
    return most == Integer.MAX_VALUE ? "all" : Integer.toString(most);
  }
}
