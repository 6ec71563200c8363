package dev.nervure.report.figure;

import dev.nervure.report.view.DepthProfile;
import dev.nervure.report.view.RunView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Small multiples: every measure along the network, each with its own value axis. */
final class Overview implements Figure {
  /** The measures that have a panel; a single one is left to {@link DepthProfiles}. */
  record Data(List<String> measures) {}

  @Override
  public String name() {
    return "overview";
  }

  @Override
  public @Nullable Record data(RunView run) {
    List<String> measures = LayerMeasures.of(run, DepthProfile::isOverall);
    long lines =
        DepthProfile.of(run.layers(), run.measures()).stream()
            .filter(line -> measures.contains(line.measure()))
            .filter(line -> line.isOverall() && !line.estimated().isEmpty())
            .count();
    return lines < 2 ? null : new Data(measures);
  }
}
