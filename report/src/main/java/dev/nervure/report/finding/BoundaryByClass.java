package dev.nervure.report.finding;

import dev.nervure.report.view.RunView;
import dev.nervure.run.MeasuredValue;
import dev.nervure.run.NumberText;
import java.util.Comparator;
import java.util.List;

/** Which label classes lie nearest to and farthest from the boundary. */
final class BoundaryByClass implements Finding {
  @Override
  public List<String> sentences(RunView run) {
    List<MeasuredValue> classes =
        run.measures().stream()
            .filter(
                one -> one.name().equals("boundary_distance") && one.place().labelClass() != null)
            .filter(one -> one.isEstimable() && one.low() != null)
            .toList();
    if (classes.isEmpty()) {
      return List.of();
    }
    Comparator<MeasuredValue> byDistance = Comparator.comparingDouble(Wording::estimate);
    MeasuredValue nearest = first(classes, byDistance);
    MeasuredValue farthest = first(classes, byDistance.reversed());
    Double end = nearest.high();
    Double begin = farthest.low();
    if (end == null || begin == null || !(end < begin)) {
      return List.of();
    }
    return List.of(
        "By class the mean distance to the boundary is least for %s (%s) and greatest for %s (%s); other differences between classes may be within the errors."
            .formatted(
                nearest.className(),
                NumberText.of(nearest),
                farthest.className(),
                NumberText.of(farthest)));
  }

  /** The least in this order; the earliest of equals. */
  private static MeasuredValue first(List<MeasuredValue> values, Comparator<MeasuredValue> order) {
    return values.stream().sorted(order).findFirst().orElseThrow();
  }
}
