package dev.nervure.report.finding;

import dev.nervure.report.view.DepthProfile;
import dev.nervure.report.view.DepthProfile.Point;
import dev.nervure.report.view.RunView;
import dev.nervure.run.Axis;
import dev.nervure.run.MeasuredValue;
import dev.nervure.run.NumberText;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How sentences write values and layers, and where they find them. */
final class Wording {
  private Wording() {}

  /** Overall lines of at least two estimates. */
  static List<DepthProfile> overall(RunView run) {
    return DepthProfile.of(run.layers(), run.measures()).stream()
        .filter(profile -> profile.isOverall() && profile.estimated().size() >= 2)
        .toList();
  }

  /**
   * The overall value of a measure.
   *
   * @param layer index of the layer; null for the first in which it was taken
   * @return null where there is no estimate
   */
  static @Nullable MeasuredValue overall(RunView run, String name, @Nullable Integer layer) {
    return run.measures().stream()
        .filter(one -> one.name().equals(name) && one.place().labelClass() == null)
        .filter(one -> layer == null || one.place().isAt(Axis.LAYER, layer))
        .findFirst()
        .filter(MeasuredValue::isEstimable)
        .orElse(null);
  }

  static double estimate(MeasuredValue measure) {
    return Objects.requireNonNull(measure.estimate());
  }

  static String at(Point point) {
    return String.format(
        Locale.ROOT, "depth %.2f (%s)", point.layer().depth(), point.layer().name());
  }

  /** The estimate with its standard error. */
  static String value(Point point) {
    return NumberText.of(point.measure());
  }

  /** How many points are behind values: {@code n = 1,000}, or {@code n = 990 to 1,000}. */
  static String numbers(List<Point> points) {
    IntSummaryStatistics numbers =
        points.stream().mapToInt(point -> point.measure().n()).summaryStatistics();
    return numbers.getMin() == numbers.getMax()
        ? String.format(Locale.ROOT, "n = %,d", numbers.getMax())
        : String.format(Locale.ROOT, "n = %,d to %,d", numbers.getMin(), numbers.getMax());
  }

  /** A list in words: {@code a, b and c}. */
  static String and(List<String> parts) {
    int last = parts.size() - 1;
    return last < 1
        ? String.join("", parts)
        : String.join(", ", parts.subList(0, last)) + " and " + parts.get(last);
  }

  /** A share in percent; only all of it reads as 100 %. */
  static String percent(double share) {
    String format = share < 1 && share >= 0.9995 ? "%.2f %%" : "%.1f %%";
    return String.format(Locale.ROOT, format, share < 1 ? Math.min(99.99, 100 * share) : 100.0);
  }
}
