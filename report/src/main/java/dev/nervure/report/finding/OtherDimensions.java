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

/** Where the other estimators of dimension find it largest. */
final class OtherDimensions implements Finding {
  @Override
  public List<String> sentences(RunView run) {
    List<String> peaks =
        DepthProfile.of(run.layers(), run.measures()).stream()
            .filter(profile -> profile.isOverall() && isOther(Measures.named(profile.measure())))
            .filter(profile -> !profile.estimated().isEmpty())
            .map(OtherDimensions::peak)
            .toList();
    return peaks.isEmpty()
        ? List.of()
        : List.of(
            "For comparison, the largest values inside the network: "
                + String.join("; ", peaks)
                + ".");
  }

  private static boolean isOther(Measure measure) {
    return measure.family() == Family.DIMENSION
        && measure.byDefault()
        && !measure.equals(DimensionPeak.FIRST);
  }

  private static String peak(DepthProfile profile) {
    Point top = DepthProfile.largest(profile.withoutInput().estimated());
    return "%s at %s (%s)"
        .formatted(Measures.named(profile.measure()).title(), at(top), value(top));
  }
}
