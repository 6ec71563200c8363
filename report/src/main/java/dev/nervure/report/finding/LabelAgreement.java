package dev.nervure.report.finding;

import static dev.nervure.report.finding.Wording.at;
import static dev.nervure.report.finding.Wording.percent;

import dev.nervure.report.view.DepthProfile;
import dev.nervure.report.view.DepthProfile.Point;
import dev.nervure.report.view.RunView;
import java.util.List;

/** How well the classes keep apart, at both ends of the network. */
final class LabelAgreement implements Finding {
  @Override
  public List<String> sentences(RunView run) {
    return Wording.overall(run).stream()
        .filter(profile -> profile.measure().equals("knn_label_agreement"))
        .map(LabelAgreement::sentence)
        .toList();
  }

  private static String sentence(DepthProfile profile) {
    List<Point> points = profile.estimated();
    Point first = points.get(0);
    Point last = points.get(points.size() - 1);
    boolean apart = first.isBelow(last) || last.isBelow(first);
    return "Of the nearest neighbours of a point, %s carry its label at %s and %s at %s (%s)%s."
        .formatted(
            percent(first.estimate()),
            at(first),
            percent(last.estimate()),
            at(last),
            Wording.numbers(List.of(first, last)),
            apart ? "" : "; the difference is within the errors");
  }
}
