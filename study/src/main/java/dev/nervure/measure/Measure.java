package dev.nervure.measure;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A kind of value, in plain words. A value of it in the results is a {@link
 * dev.nervure.run.MeasuredValue}.
 *
 * @param name in commands, results and JSON, for example {@code ph_dimension}
 * @param title for headings and legends
 * @param head for the head of a table
 * @param family measures with which it may share an axis
 * @param unit what the value is counted in
 * @param axis label of the value axis
 * @param lowest the smallest possible value, null where there is none
 * @param highest the largest possible value, null where there is none
 * @param byDefault whether a study measures it when nothing is said
 * @param asPublished whether it is measured with the settings of the original study, for comparison
 *     with published values only
 * @param intervalOf what its 95 % interval holds, such as "the estimator at this n": 19 of 20
 *     samples of the same kind and size give one that holds that, which need not be the true value
 * @param what what is measured
 * @param reading what high, low, rising and falling mean
 * @param limits where it misleads
 */
public record Measure(
    String name,
    String title,
    String head,
    Family family,
    String unit,
    String axis,
    @Nullable Double lowest,
    @Nullable Double highest,
    boolean byDefault,
    boolean asPublished,
    String intervalOf,
    String what,
    String reading,
    String limits) {

  /** Refuses an entry of the registry that lacks its words, or whose bounds are no range. */
  public Measure {
    for (String words :
        Arrays.asList(name, title, head, unit, axis, intervalOf, what, reading, limits)) {
      if (words == null || words.isBlank()) {
        throw new IllegalArgumentException("measure " + name + " lacks some of its words");
      }
    }
    Objects.requireNonNull(family, name);
    if (lowest != null && highest != null && lowest >= highest) {
      throw new IllegalArgumentException(
          "%s must be between bounds but has %s and %s".formatted(name, lowest, highest));
    }
  }

  /** The value itself where it is possible, else the bound that it lies beyond. */
  public double bounded(double value) {
    double atLeast = lowest == null ? value : Math.max(lowest, value);
    return highest == null ? atLeast : Math.min(highest, atLeast);
  }
}
