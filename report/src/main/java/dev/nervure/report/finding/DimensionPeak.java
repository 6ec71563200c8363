package dev.nervure.report.finding;

import static dev.nervure.report.finding.Wording.value;

import dev.nervure.measure.Family;
import dev.nervure.measure.Measure;
import dev.nervure.measure.Measures;
import dev.nervure.report.view.DepthProfile;
import dev.nervure.report.view.DepthProfile.Point;
import dev.nervure.report.view.RunView;
import java.util.List;

/**
 * Where the first of the dimensions is largest, whether it rises to there and falls from there, and
 * whether fewer points say the same.
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
    String subject =
        points.get(0).equals(input)
            ? "At %s the %s".formatted(Wording.numbers(points), FIRST.title())
            : "At %s the input itself reads a %s of %s; inside the network it"
                .formatted(Wording.numbers(profile.estimated()), FIRST.title(), value(input));
    Trend trend = Trend.of(points);
    return "%s %s.%s%s%s%s"
        .formatted(
            subject,
            TrendWords.course(trend),
            TrendWords.atOtherSizes(trend),
            TrendWords.ties(trend),
            TrendWords.narrow(trend),
            TrendWords.notConverged(profile.estimated()));
  }
}
