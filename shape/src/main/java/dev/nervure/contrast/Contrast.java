package dev.nervure.contrast;

import dev.nervure.progress.Cost;
import dev.nervure.progress.Progress;
import dev.nervure.stats.GroupExchange;
import dev.nervure.stats.GroupStatistic;
import dev.nervure.stats.GroupStatistic.OfGroup;
import dev.nervure.stats.PermutationTest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One way to tell two groups of points apart. Either a number of both together, such as a distance
 * between them, of which large values speak against one kind; or a number of each group, such as
 * its dimension, of which the difference does. A number of both is 1 at most. Immutable, and safe
 * for several threads.
 */
public interface Contrast {
  /** The name of what it measures, in lower case with underscores. */
  String name();

  /** Raised by one whenever the same points come to give another value, or another reason. */
  int revision();

  /**
   * Whether it is asked where nothing is chosen. Not so of what takes long, or is of use to few:
   * the correction over all contrasts is over those that are asked, so that one more among them
   * raises the p-values of the others.
   */
  boolean isDefault();

  /** Which values of the statistic speak against the groups being of one kind. */
  PermutationTest.Tail tail();

  /** Expected cost of one value of the statistic, beside the distances of the union. */
  Cost cost(GroupExchange exchange);

  /**
   * What is asked of many ways to make the groups.
   *
   * @param union the points of both groups, with the distances between all of them
   * @param seed of its draws, if it draws
   */
  Reading read(Union union, long seed, Progress progress);

  /**
   * Why groups that differ have no value.
   *
   * @param union of which a statistic was {@linkplain GroupStatistic#of empty}
   */
  default String whyNoValue(Union union) {
    return "one of the groups has no value: its points repeat each other, lie on a lattice or fall into parts far away from each other";
  }

  /**
   * What it is a property of, where inputs may differ in it by themselves and a network only passes
   * it on: in words, to follow "differ in their".
   */
  default Optional<String> propertyOfInputs() {
    return Optional.empty();
  }

  /**
   * How a contrast is read off the points of one union.
   *
   * @param statistic of both groups; 1 at most where it is no difference of a number of each
   * @param ofGroup of one group, whose difference the statistic is; null where there is none
   * @param chance what the statistic tends to where both groups are of one kind, below 1
   */
  record Reading(GroupStatistic statistic, @Nullable OfGroup ofGroup, double chance) {
    /** Checks the value of chance. */
    public Reading {
      if (!(chance < 1)) {
        throw new IllegalArgumentException("chance must be below 1 but was " + chance);
      }
    }

    /** The difference of a number of each group. */
    static Reading difference(OfGroup value) {
      return new Reading(GroupStatistic.difference(value), value, 0);
    }

    /**
     * Which share of the way from chance to the largest value, 1, a value of both groups has gone.
     */
    public double beyondChance(double value) {
      return (value - chance) / (1 - chance);
    }
  }
}
