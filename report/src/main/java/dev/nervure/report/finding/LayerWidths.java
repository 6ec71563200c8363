package dev.nervure.report.finding;

import dev.nervure.measure.Family;
import dev.nervure.measure.Measures;
import dev.nervure.report.view.DepthProfile;
import dev.nervure.report.view.DepthProfile.Point;
import dev.nervure.report.view.RunView;
import java.util.EnumSet;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** That layers of different width do not compare in the measures that grow with it. */
final class LayerWidths implements Finding {
  private static final Set<Family> GROWING = EnumSet.of(Family.DIMENSION, Family.LIFESPAN);

  @Override
  public List<String> sentences(RunView run) {
    List<Point> points =
        DepthProfile.of(run.layers(), run.measures()).stream()
            .filter(DepthProfile::isOverall)
            .filter(line -> GROWING.contains(Measures.named(line.measure()).family()))
            .flatMap(line -> line.withoutInput().points().stream())
            .toList();
    IntSummaryStatistics widths =
        points.stream().mapToInt(point -> point.layer().dimension()).summaryStatistics();
    if (widths.getCount() == 0 || widths.getMax() == widths.getMin()) {
      return List.of();
    }
    return List.of(
        String.format(
            Locale.ROOT,
            "The layers have between %,d and %,d coordinates%s. No dimension can be larger than that, and lifespan sums grow with it: compare layers of equal width first.",
            widths.getMin(),
            widths.getMax(),
            WidthLimit.anyAveraged(points) ? " after averaging over positions" : ""));
  }
}
