package dev.nervure.report.finding;

import dev.nervure.report.view.DepthProfile;
import dev.nervure.report.view.DepthProfile.Point;
import dev.nervure.report.view.RunView;
import dev.nervure.run.Axis;
import dev.nervure.run.MeasuredValue;
import dev.nervure.run.NumberText;
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

  /** A share in percent; only all of it reads as 100 %. */
  static String percent(double share) {
    String format = share < 1 && share >= 0.9995 ? "%.2f %%" : "%.1f %%";
    return String.format(Locale.ROOT, format, share < 1 ? Math.min(99.99, 100 * share) : 100.0);
  }
}
