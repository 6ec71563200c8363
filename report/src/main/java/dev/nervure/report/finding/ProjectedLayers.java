package dev.nervure.report.finding;

import dev.nervure.report.view.RunView;
import dev.nervure.run.LayerResult;
import dev.nervure.run.NumberText;
import java.util.List;
import java.util.Objects;

/** Which layers were too wide for their own distances, and how far those measured are off. */
final class ProjectedLayers implements Finding {
  @Override
  public List<String> sentences(RunView run) {
    List<LayerResult> projected =
        run.layers().stream().filter(layer -> layer.projectedTo() != null).toList();
    if (projected.isEmpty()) {
      return List.of();
    }
    int columns =
        projected.stream()
            .mapToInt(layer -> Objects.requireNonNull(layer.projectedTo()))
            .min()
            .orElseThrow();
    double distortion =
        projected.stream()
            .mapToDouble(layer -> Objects.requireNonNullElse(layer.distortion(), 0.0))
            .max()
            .orElseThrow();
    return List.of(
        "%s measured after a random projection to %s coordinates%s."
            .formatted(
                projected.size() == 1
                    ? projected.get(0).name() + " is"
                    : "%d of %d layers are".formatted(projected.size(), run.layers().size()),
                NumberText.of(columns),
                distortion > 0
                    ? ", which changes distances by up to %s (root mean square)"
                        .formatted(Wording.percent(distortion))
                    : ""));
  }
}
