package dev.nervure.stats;

import java.util.OptionalDouble;

/**
 * A number read off two groups of samples. Implementations are asked for many ways to make the
 * groups, by several threads.
 */
@FunctionalInterface
public interface GroupStatistic {

  /**
   * The number.
   *
   * @param first the samples of the first group
   * @param second those of the second; of pairs in the same order
   * @return finite, or empty where these groups have none
   */
  OptionalDouble of(int[] first, int[] second);

  /** A number of one group alone. */
  @FunctionalInterface
  interface OfGroup {
    /** Finite, or empty where these samples have none. */
    OptionalDouble of(int[] samples);
  }

  /** The number of the first group minus that of the second. */
  static GroupStatistic difference(OfGroup value) {
    return (first, second) -> {
      OptionalDouble a = value.of(first);
      OptionalDouble b = value.of(second);
      return a.isPresent() && b.isPresent()
          ? OptionalDouble.of(a.getAsDouble() - b.getAsDouble())
          : OptionalDouble.empty();
    };
  }
}
