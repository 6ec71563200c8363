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
import dev.nervure.run.NumberText;
import java.util.List;

/**
 * By how much a lifespan sum falls from its largest value to the last layer. Distances grow with
 * the square root of the number of coordinates, as far as these vary alike and apart from each
 * other; between layers of different width what is left beyond that is given, and is not called a
 * fall.
 */
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
    boolean inside = points.size() < profile.estimated().size();
    String subject =
        "%s %s (%s%s)"
            .formatted(
                inside ? "Inside the network the" : "The",
                title,
                aggregate.isEmpty() ? "" : aggregate + ", ",
                Wording.numbers(points));
    if (!last.isBelow(top)) {
      return "%s does not fall clearly: %s at its largest (%s), %s at %s."
          .formatted(subject, value(top), at(top), value(last), at(last));
    }
    return top.layer().dimension() == last.layer().dimension()
        ? "%s falls by %s, from %s at %s to %s at %s%s."
            .formatted(
                subject,
                share(last.estimate() / top.estimate()),
                value(top),
                at(top),
                value(last),
                at(last),
                gone(points, top, last))
        : acrossWidths(subject, points, top, last);
  }

  /** From where on almost nothing is left; empty where that is not so before the last layer. */
  private static String gone(List<Point> points, Point top, Point last) {
    for (Point point : points) {
      if (point.layer().index() > top.layer().index()
          && point.layer().dimension() == top.layer().dimension()
          && point.estimate() < GONE * top.estimate()
          && point.layer().index() < last.layer().index()) {
        return "; at %s it is below %s of its largest value".formatted(at(point), percent(GONE));
      }
    }
    return "";
  }

  /**
   * Between layers of different width: both values, what the square root of the widths would make
   * of the first, and what is left of the difference.
   */
  private static String acrossWidths(String subject, List<Point> points, Point top, Point last) {
    int width = top.layer().dimension();
    double factor = Math.sqrt((double) last.layer().dimension() / width);
    String both =
        "%s is largest, %s, at %s; at %s it is %s. These layers differ in their number of coordinates: %s and %s. "
            .formatted(
                subject,
                value(top),
                at(top),
                at(last),
                value(last),
                NumberText.of(width),
                NumberText.of(last.layer().dimension()));
    boolean falls = last.high() < factor * top.low();
    String beyond =
        factor >= 1
            ? "The later layer is the wider one, so that its width does not explain why it is smaller by %s."
                .formatted(share(last.estimate() / top.estimate()))
            : falls
                ? "Their square root, by which distances grow where coordinates vary alike, would leave %s; it is %s below that."
                    .formatted(
                        NumberText.of(factor * top.estimate()),
                        share(last.estimate() / (factor * top.estimate())))
                : "Their square root, by which distances grow where coordinates vary alike, would leave %s, and no fall below that is resolved."
                    .formatted(NumberText.of(factor * top.estimate()));
    return both + beyond + atEqualWidth(points, top);
  }

  /** What is left of a fall when only layers of the top's number of coordinates are compared. */
  private static String atEqualWidth(List<Point> points, Point top) {
    int width = top.layer().dimension();
    Point end = top;
    for (Point point : points) {
      end = point.layer().dimension() == width ? point : end;
    }
    if (end.layer().index() <= top.layer().index()) {
      return "";
    }
    return end.isBelow(top)
        ? " Among the layers with %s coordinates it falls by %s, to %s at %s."
            .formatted(
                NumberText.of(width), share(end.estimate() / top.estimate()), value(end), at(end))
        : " Among the layers with %s coordinates no fall is resolved."
            .formatted(NumberText.of(width));
  }

  /** How much is gone where this share is left. */
  private static String share(double left) {
    return percent(1 - left);
  }
}
