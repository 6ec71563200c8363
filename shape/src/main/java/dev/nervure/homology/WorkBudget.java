package dev.nervure.homology;

import dev.nervure.progress.Progress;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Stops work that was cancelled or that has used up what it may; all tasks of a computation share
 * one.
 */
final class WorkBudget implements WorkLimit {
  private final Progress progress;
  private final long most;
  private final AtomicLong spent = new AtomicLong();

  WorkBudget(Progress progress, long most) {
    this.progress = progress;
    this.most = most;
  }

  @Override
  public void worked(int units) {
    progress.checkCancelled();
    if (spent.addAndGet(units) > most) {
      throw new RipsTooLargeException(
          "stopped after "
              + most
              + " steps: the reduction of this input is far out of the ordinary; lower the dimension or the threshold, or take"
              + " landmarks where all distances are given");
    }
  }
}
