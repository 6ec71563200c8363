package dev.nervure.report.finding;

import dev.nervure.measure.Family;
import dev.nervure.measure.Measure;
import dev.nervure.measure.Measures;
import dev.nervure.report.view.DepthProfile;
import dev.nervure.report.view.DepthProfile.Point;
import dev.nervure.report.view.RunView;
import java.util.List;

/** What the other estimators of dimension find along the network, judged as the first one is. */
final class OtherDimensions implements Finding {
  @Override
  public List<String> sentences(RunView run) {
    return Wording.overall(run).stream()
        .filter(profile -> isOther(Measures.named(profile.measure())))
        .map(OtherDimensions::sentence)
        .toList();
  }

  private static boolean isOther(Measure measure) {
    return measure.family() == Family.DIMENSION
        && measure.byDefault()
        && !measure.equals(DimensionPeak.FIRST);
  }

  private static String sentence(DepthProfile profile) {
    List<Point> points = profile.withoutInput().estimated();
    Trend trend = Trend.of(points);
    return "For comparison, at %s the %s%s %s.%s%s%s%s"
        .formatted(
            Wording.numbers(points),
            Measures.named(profile.measure()).title(),
            points.size() < profile.estimated().size() ? " inside the network" : "",
            TrendWords.course(trend),
            TrendWords.atOtherSizes(trend),
            TrendWords.ties(trend),
            TrendWords.narrow(trend),
            TrendWords.notConverged(profile.estimated()));
  }
}
