package dev.nervure.report.figure;

import dev.nervure.report.view.RunView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One measure along the network, over all points or class by class, with its bands. */
final class DepthProfiles implements Figure {
  /** The measures to choose from. */
  record Data(List<String> measures) {}

  @Override
  public String name() {
    return "depth-profiles";
  }

  @Override
  public @Nullable Record data(RunView run) {
    List<String> measures = LayerMeasures.of(run, line -> true);
    return measures.isEmpty() ? null : new Data(measures);
  }
}
