package dev.nervure.report.finding;

import static dev.nervure.report.finding.Wording.at;
import static dev.nervure.report.finding.Wording.percent;

import dev.nervure.report.view.DepthProfile;
import dev.nervure.report.view.DepthProfile.Point;
import dev.nervure.report.view.MeasureParameters;
import dev.nervure.report.view.RunView;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** How well the classes keep apart, at both ends of the network. */
final class LabelAgreement implements Finding {
  @Override
  public List<String> sentences(RunView run) {
    if (hasOneClass(run)) {
      return List.of();
    }
    return Wording.overall(run).stream()
        .filter(profile -> profile.measure().equals("knn_label_agreement"))
        .map(LabelAgreement::sentence)
        .toList();
  }

  /** Whether all samples carry one label, so that all neighbours do. */
  private static boolean hasOneClass(RunView run) {
    return !run.samples().isEmpty()
        && run.samples().stream()
                .map(sample -> Objects.requireNonNullElse(sample.label(), -1))
                .distinct()
                .count()
            == 1;
  }

  private static String sentence(DepthProfile profile) {
    List<Point> points = profile.estimated();
    Point first = points.get(0);
    Point last = points.get(points.size() - 1);
    Point least =
        points.stream()
            .min(
                Comparator.comparingDouble(Point::estimate)
                    .thenComparing(point -> point.layer().index()))
            .orElseThrow();
    boolean apart = first.isBelow(last) || last.isBelow(first);
    boolean dips = least.isBelow(first) && least.isBelow(last);
    return "Of the %s nearest neighbours of a point, %s carry its label at %s and %s at %s (%s)%s%s."
        .formatted(
            MeasureParameters.tree(first.measure()).path("k").asText(""),
            share(first),
            at(first),
            share(last),
            at(last),
            Wording.numbers(List.of(first, last)),
            dips ? "; fewest, %s, at %s".formatted(share(least), at(least)) : "",
            apart ? "" : "; the difference is within the errors")
        .replace("  ", " ");
  }

  private static String share(Point point) {
    Double error = point.measure().error();
    return error == null
        ? percent(point.estimate())
        : String.format(
            Locale.ROOT, "%.1f ± %.1f %%", 100 * point.estimate(), Math.max(0.1, 100 * error));
  }
}
