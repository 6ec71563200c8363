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
  private static final int MOST_NAMED = 3;

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
            "The layers have between %,d and %,d coordinates%s. No true dimension can be larger than that, and lifespan sums grow with it: compare layers of equal width first.%s",
            widths.getMin(),
            widths.getMax(),
            WidthLimit.anyAveraged(points) ? " after averaging over positions" : "",
            averaged(points)));
  }

  /** Which layers are another cloud than that of their values; empty where none is. */
  private static String averaged(List<Point> points) {
    List<String> names =
        points.stream()
            .filter(WidthLimit::isAveraged)
            .map(point -> point.layer().name())
            .distinct()
            .toList();
    return names.isEmpty()
        ? ""
        : " Averaging changed %s: what rises or falls there may be the averaging, in every measure."
            .formatted(
                names.size() > MOST_NAMED
                    ? names.size() + " of them"
                    : "only " + Wording.and(names));
  }
}
