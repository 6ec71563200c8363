package dev.nervure.study;

import dev.nervure.progress.Cost;
import dev.nervure.progress.Progress;
import java.io.IOException;
import java.util.List;

/** Work on one thread that completes stages. What they share is opened once. */
public interface Task {

  /** All its stages, done or not, in the order of the work. */
  List<Stage> stages();

  /**
   * What pending stages share and is done once for all of them: its time and memory come on top of
   * theirs. Nothing, unless overridden.
   *
   * @param pending at least one
   */
  default Cost shared(List<Stage> pending) {
    return Cost.NONE;
  }

  /**
   * Does what is missing.
   *
   * @param pending those of {@link #stages} that are not done, in their order; at least one
   * @param sink takes each of them when it is finished
   * @throws IOException where what it leaves cannot be written; the run ends, finished stages are
   *     kept
   */
  void run(List<Stage> pending, StageSink sink, Progress progress) throws IOException;
}
