package dev.nervure.study;

import dev.nervure.run.Results;
import dev.nervure.run.StageRows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where a task finds what was done before it, and where it hands over what it has done: rows and
 * artifacts of a stage come into the run together or not at all. Used by the thread of its task.
 */
public interface StageSink {

  /** What the phases before this one have found. */
  Results results();

  /** Where an artifact of an earlier phase lies. */
  Path at(Artifact artifact);

  /** An empty place where an artifact is made; {@link #complete} puts it where it belongs. */
  Path making(Artifact artifact) throws IOException;

  /**
   * Stages are finished: together they took the time since the last call.
   *
   * @param rows what each of them has found
   */
  void complete(Map<Stage, StageRows> rows) throws IOException;

  /** A stage is finished: it took the time since the last call. */
  default void complete(Stage stage, StageRows rows) throws IOException {
    complete(Map.of(stage, rows));
  }

  /**
   * A stage has failed. The run goes on, and the next one tries it again.
   *
   * @param instead rows that say so where its results would stand
   */
  void fail(Stage stage, StageRows instead) throws IOException;
}
