package dev.nervure.report.finding;

import static dev.nervure.report.finding.Wording.at;
import static dev.nervure.report.finding.Wording.percent;
import static dev.nervure.report.finding.Wording.value;

import dev.nervure.measure.Family;
import dev.nervure.measure.Measure;
import dev.nervure.measure.Measures;
import dev.nervure.report.view.DepthProfile;
import dev.nervure.report.view.DepthProfile.Point;
import dev.nervure.report.view.MeasureParameters;
import dev.nervure.report.view.RunView;
import java.util.List;

/** By how much a lifespan sum falls from its largest value to the last layer. */
final class LifespanFall implements Finding {
  /** A lifespan sum below this share of its largest value counts as gone. */
  private static final double GONE = 0.05;

  @Override
  public List<String> sentences(RunView run) {
    return Wording.overall(run).stream()
        .filter(profile -> isTold(Measures.named(profile.measure())))
        .map(LifespanFall::sentence)
        .toList();
  }

  private static boolean isTold(Measure measure) {
    return measure.family() == Family.LIFESPAN && measure.byDefault();
  }

  private static String sentence(DepthProfile profile) {
    List<Point> points = profile.withoutInput().estimated();
    Point top = DepthProfile.largest(points);
    Point last = points.get(points.size() - 1);
    String title = Measures.named(profile.measure()).title();
    String aggregate = MeasureParameters.aggregate(top.measure());
    String subject = "The " + title + (aggregate.isEmpty() ? "" : " (" + aggregate + ")");
    if (!last.isBelow(top)) {
      return "%s does not fall clearly: %s at its largest (%s), %s at %s."
          .formatted(subject, value(top), at(top), value(last), at(last));
    }
    String fall =
        "%s falls by %s, from %s at %s to %s at %s"
            .formatted(
                subject,
                percent(1 - last.estimate() / top.estimate()),
                value(top),
                at(top),
                value(last),
                at(last));
    if (top.layer().dimension() != last.layer().dimension()) {
      return fall + ". " + atEqualWidth(points, top, last);
    }
    for (Point point : points) {
      if (point.layer().index() > top.layer().index()
          && point.estimate() < GONE * top.estimate()
          && point.layer().index() < last.layer().index()) {
        return fall
            + "; from %s on it is below %s of its largest value."
                .formatted(at(point), percent(GONE));
      }
    }
    return fall + ".";
  }

  /** What is left of a fall when only layers of the top's number of coordinates are compared. */
  private static String atEqualWidth(List<Point> points, Point top, Point last) {
    int width = top.layer().dimension();
    String widths =
        "Part of that is the number of coordinates, %d and %d"
            .formatted(width, last.layer().dimension());
    Point end = top;
    for (Point point : points) {
      end = point.layer().dimension() == width ? point : end;
    }
    if (end.layer().index() <= top.layer().index() || !end.isBelow(top)) {
      return widths + "; among layers of equal width no fall is resolved.";
    }
    return "%s; among the layers with %d coordinates it falls by %s, to %s at %s."
        .formatted(
            widths, width, percent(1 - end.estimate() / top.estimate()), value(end), at(end));
  }
}
