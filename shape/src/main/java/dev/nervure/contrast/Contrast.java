package dev.nervure.contrast;

import dev.nervure.progress.Cost;
import dev.nervure.progress.Progress;
import dev.nervure.stats.GroupExchange;
import dev.nervure.stats.GroupStatistic;
import dev.nervure.stats.PermutationTest;
import org.jspecify.annotations.Nullable;

/**
 * One way to tell two groups of points apart. Either a number of both together, such as a distance
 * between them, of which large values speak against one kind; or a number of each group, such as
 * its dimension, of which the difference does. Immutable, and safe for several threads.
 */
public interface Contrast {
  /** The name of what it measures, in lower case with underscores. */
  String name();

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
   * How a contrast is read off the points of one union.
   *
   * @param statistic of both groups
   * @param ofGroup of one group, whose difference the statistic is; null where there is none
   * @param chance what the statistic tends to where both groups are of one kind
   */
  record Reading(
      GroupStatistic statistic, GroupStatistic.@Nullable OfGroup ofGroup, double chance) {
    /** The difference of a number of each group. */
    static Reading difference(GroupStatistic.OfGroup value) {
      return new Reading(GroupStatistic.difference(value), value, 0);
    }
  }
}
