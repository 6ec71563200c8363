package dev.nervure.report;

import dev.nervure.report.figure.Figure;
import dev.nervure.report.view.RunView;
import org.jspecify.annotations.Nullable;

/** A figure as one more study would add it: this record, its script and its text. */
final class SampleCount implements Figure {
  /** What the script is given. */
  record Data(int count) {}

  @Override
  public String name() {
    return "sample-count";
  }

  @Override
  public @Nullable Record data(RunView run) {
    return run.samples().isEmpty() ? null : new Data(run.samples().size());
  }
}
