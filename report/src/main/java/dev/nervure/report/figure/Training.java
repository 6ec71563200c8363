package dev.nervure.report.figure;

import dev.nervure.report.view.RunView;
import dev.nervure.run.EpochResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Loss and accuracies by epoch. */
final class Training implements Figure {
  /** The epochs of the training, at least two. */
  record Data(List<EpochResult> epochs) {}

  @Override
  public String name() {
    return "training";
  }

  @Override
  public @Nullable Record data(RunView run) {
    return run.epochs().size() < 2 ? null : new Data(run.epochs());
  }
}
