package dev.nervure.report.finding;

import static dev.nervure.report.finding.Wording.at;
import static dev.nervure.report.finding.Wording.value;

import dev.nervure.measure.Family;
import dev.nervure.measure.Measure;
import dev.nervure.measure.Measures;
import dev.nervure.report.view.DepthProfile;
import dev.nervure.report.view.DepthProfile.Point;
import dev.nervure.report.view.RunView;
import java.util.List;

/**
 * Where the first of the dimensions is largest, and whether it rises to there and falls from there.
 */
final class DimensionPeak implements Finding {
  /** The dimension that is told whole; of the others only where they peak. */
  static final Measure FIRST = Measures.of(Family.DIMENSION).get(0);

  @Override
  public List<String> sentences(RunView run) {
    return Wording.overall(run).stream()
        .filter(profile -> profile.measure().equals(FIRST.name()))
        .map(DimensionPeak::sentence)
        .toList();
  }

  private static String sentence(DepthProfile profile) {
    List<Point> points = profile.withoutInput().estimated();
    Point input = profile.estimated().get(0);
    Point first = points.get(0);
    String subject =
        first.equals(input)
            ? "The " + FIRST.title()
            : "The input itself has the %s %s. Inside the network it"
                .formatted(FIRST.title(), value(input));
    Point last = points.get(points.size() - 1);
    Point top = DepthProfile.largest(points);
    boolean rises = first.isBelow(top);
    boolean falls = last.isBelow(top);
    if (!rises && !falls) {
      return "%s has no resolved peak: it is largest, %s, at %s, but the intervals at both ends reach that far (%s at %s, %s at %s)."
          .formatted(subject, value(top), at(top), value(first), at(first), value(last), at(last));
    }
    if (!rises) {
      return "%s is largest near the start, %s at %s, and falls to %s at %s."
          .formatted(subject, value(top), at(top), value(last), at(last));
    }
    if (!falls) {
      return "%s rises from %s at %s to %s at %s and does not fall after that."
          .formatted(subject, value(first), at(first), value(top), at(top));
    }
    return "%s rises from %s at %s to a peak of %s at %s, then falls to %s at %s."
        .formatted(subject, value(first), at(first), value(top), at(top), value(last), at(last));
  }
}
