package dev.nervure.report.figure;

import dev.nervure.report.view.RunView;
import org.jspecify.annotations.Nullable;

/** The table of all values. */
final class Values implements Figure {
  /** The values are the page's own. */
  record Data(int count) {}

  @Override
  public String name() {
    return "values";
  }

  @Override
  public @Nullable Record data(RunView run) {
    return run.measures().isEmpty() ? null : new Data(run.measures().size());
  }
}
