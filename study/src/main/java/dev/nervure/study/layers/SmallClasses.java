package dev.nervure.study.layers;

import dev.nervure.measure.Measures;
import dev.nervure.run.MeasuredValue;
import dev.nervure.run.Results;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Classes with too few points for any value of their own, which means over classes leave out. */
public final class SmallClasses {
  private SmallClasses() {}

  /**
   * A sentence that names them; empty where there is none, and where no class has points enough, as
   * the values then say themselves.
   *
   * @param classNames names of all classes
   * @param results of one network
   */
  public static List<String> notes(List<String> classNames, Results results) {
    SortedMap<Integer, Integer> small = new TreeMap<>();
    SortedMap<Integer, Boolean> estimated = new TreeMap<>();
    for (MeasuredValue value : results.measures()) {
      Integer labelClass = value.place().labelClass();
      if (labelClass != null && !Measures.named(value.name()).asPublished()) {
        estimated.merge(labelClass, value.isEstimable(), Boolean::logicalOr);
        if (value.n() > 0 && value.n() < LifespanSums.FEWEST_POINTS) {
          small.merge(labelClass, value.n(), Math::max);
        }
      }
    }
    List<String> named = new ArrayList<>();
    for (Map.Entry<Integer, Integer> one : small.entrySet()) {
      if (Boolean.FALSE.equals(estimated.get(one.getKey()))) {
        named.add("%s (%d)".formatted(classNames.get(one.getKey()), one.getValue()));
      }
    }
    return named.isEmpty() || !estimated.containsValue(true)
        ? List.of()
        : List.of(
            "classes with fewer than %d points are left out of means over classes: %s"
                .formatted(LifespanSums.FEWEST_POINTS, String.join(", ", named)));
  }
}
