package dev.nervure.report.finding;

import dev.nervure.dimension.EstimatorDisagreement;
import dev.nervure.measure.Family;
import dev.nervure.measure.Measure;
import dev.nervure.measure.Measures;
import dev.nervure.report.view.DepthProfile;
import dev.nervure.report.view.DepthProfile.Point;
import dev.nervure.report.view.RunView;
import dev.nervure.stats.Estimate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** In which layers estimators of the dimension disagree beyond their errors, and where most. */
final class EstimatorsApart implements Finding {
  @Override
  public List<String> sentences(RunView run) {
    Map<Integer, Map<String, Point>> byLayer = new LinkedHashMap<>();
    for (DepthProfile profile : DepthProfile.of(run.layers(), run.measures())) {
      Measure measure = Measures.named(profile.measure());
      if (profile.isOverall() && measure.family() == Family.DIMENSION && measure.byDefault()) {
        for (Point point : profile.estimated()) {
          if (point.hasInterval()) {
            byLayer
                .computeIfAbsent(point.layer().index(), layer -> new LinkedHashMap<>())
                .put(profile.measure(), point);
          }
        }
      }
    }
    byLayer.values().removeIf(points -> points.size() < 2);
    int apart = 0;
    @Nullable EstimatorDisagreement widest = null;
    Map<String, Point> there = Map.of();
    for (Map<String, Point> points : byLayer.values()) {
      List<EstimatorDisagreement> pairs = EstimatorDisagreement.among(estimates(points));
      apart += pairs.isEmpty() ? 0 : 1;
      for (EstimatorDisagreement pair : pairs) {
        if (widest == null || pair.ratio() > widest.ratio()) {
          widest = pair;
          there = points;
        }
      }
    }
    return widest == null ? List.of() : List.of(sentence(apart, byLayer.size(), widest, there));
  }

  private static Map<String, Estimate> estimates(Map<String, Point> points) {
    Map<String, Estimate> estimates = new LinkedHashMap<>();
    points.forEach(
        (name, point) ->
            estimates.put(
                name,
                Estimate.of(
                    point.estimate(), Objects.requireNonNullElse(point.measure().error(), 0.0))));
    return estimates;
  }

  private static String sentence(
      int apart, int layers, EstimatorDisagreement widest, Map<String, Point> there) {
    Point lower = Objects.requireNonNull(there.get(widest.lower()));
    Point higher = Objects.requireNonNull(there.get(widest.higher()));
    return "Estimators of the dimension disagree beyond their errors in %s, most at %s (at %s: %s by %s, %s by %s). Usual reasons: %s."
        .formatted(
            layers == 1 ? "the layer" : "%d of %d layers".formatted(apart, layers),
            Wording.at(lower),
            Wording.numbers(List.of(lower, higher)),
            Wording.value(lower),
            Measures.named(widest.lower()).title(),
            Wording.value(higher),
            Measures.named(widest.higher()).title(),
            EstimatorDisagreement.USUAL_REASONS);
  }
}
