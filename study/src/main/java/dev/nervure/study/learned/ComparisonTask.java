package dev.nervure.study.learned;

import dev.nervure.progress.Cost;
import dev.nervure.run.Results;
import dev.nervure.run.StageRows;
import dev.nervure.study.Key;
import dev.nervure.study.SharedTask;
import dev.nervure.study.Stage;
import dev.nervure.study.Task;
import java.util.List;

/** The last phase of a run with baselines: what their layers differ in, once all are measured. */
public final class ComparisonTask {
  private static final String NAME = "what was learned";

  /** Seconds to read the values of a stage and to compare them. */
  private static final double SECONDS_PER_STAGE = 1e-3;

  private static final long BYTES_PER_STAGE = 1L << 10;

  private ComparisonTask() {}

  /**
   * Means by kind, and trained networks less their baselines.
   *
   * @param measured the stages that leave the values
   */
  public static Task after(List<Stage> measured) {
    Stage stage = Stage.summary(NAME, Key.of(NAME, 3).after(measured), cost(measured));
    return SharedTask.required(stage, (sink, progress) -> rows(sink.results()));
  }

  private static Cost cost(List<Stage> measured) {
    long bytes = BYTES_PER_STAGE * measured.size();
    return new Cost(SECONDS_PER_STAGE * measured.size(), 32 * bytes, bytes);
  }

  private static StageRows rows(Results results) {
    ValueGrid grid = ValueGrid.of(results);
    StageRows rows = new StageRows();
    new KindMeans(grid).rows().forEach(rows::add);
    new Learned(grid).rows().forEach(rows::add);
    return rows;
  }
}
