package dev.nervure.study.fiber.inputs;

import dev.nervure.progress.CancelledException;
import dev.nervure.progress.Progress;
import dev.nervure.run.ResourceException;
import dev.nervure.run.RunDirectory;
import dev.nervure.run.SpectrumResult;
import dev.nervure.run.StageRows;
import dev.nervure.run.WalkRow;
import dev.nervure.study.ParallelWork;
import dev.nervure.study.fiber.inputs.PlannedStage.Question;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Runs the stages of a study, one input a thread. A stage that fails is recorded with the reason
 * and the others go on; lack of memory or disk and cancellation end the run.
 */
final class InputRunner {
  private static final double NANOS = 1e9;

  private final FiberSource source;
  private final FiberOptions options;
  private final RunDirectory run;
  private final WalkStage walks;

  InputRunner(FiberSource source, FiberOptions options, RunDirectory run) {
    this.source = source;
    this.options = options;
    this.run = run;
    this.walks = new WalkStage(source, options, new WalkFolders(run));
  }

  /** Computes and completes the stages. */
  void run(List<PlannedStage> pending, Progress progress) {
    List<ParallelWork.Piece> pieces = new ArrayList<>();
    PlannedStage statistics = null;
    try (Progress.Task task = progress.begin("inputs", pending.size())) {
      int row = -1;
      List<PlannedStage> ofInput = new ArrayList<>();
      for (PlannedStage stage : pending) {
        if (stage.question() == Question.SAMPLES) {
          long start = System.nanoTime();
          complete(stage, SamplesStage.rows(source, progress), start);
          task.advance(1);
        } else if (stage.question() == Question.STATISTICS) {
          statistics = stage;
        } else {
          if (stage.row() != row) {
            row = stage.row();
            List<PlannedStage> stages = new ArrayList<>();
            ofInput = stages;
            pieces.add(stoppable -> ask(stages, stoppable, task));
          }
          ofInput.add(stage);
        }
      }
      ParallelWork.run(options.threads(), pieces, progress);
      if (statistics != null) {
        long start = System.nanoTime();
        complete(statistics, new FiberStatistics(source, options, run.results()).rows(), start);
        task.advance(1);
      }
    }
  }

  private void complete(PlannedStage stage, StageRows rows, long start) {
    run.complete(
        stage.stage().name(), stage.stage().hash(), (System.nanoTime() - start) / NANOS, rows);
  }

  private void ask(List<PlannedStage> stages, Progress progress, Progress.Task task) {
    for (PlannedStage stage : stages) {
      progress.checkCancelled();
      long start = System.nanoTime();
      try {
        StageRows rows =
            stage.question() == Question.SPECTRA
                ? SpectraStage.rows(source, options, stage.row(), progress)
                : walks.rows(stage, progress);
        complete(stage, rows, start);
      } catch (CancelledException | ResourceException e) {
        throw e;
      } catch (IOException e) {
        throw RunDirectory.cannotWrite(run.folder(), e);
      } catch (RuntimeException e) {
        run.fail(
            stage.stage().name(),
            (System.nanoTime() - start) / NANOS,
            failed(
                stage, Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName())));
      }
      task.advance(1);
    }
  }

  private StageRows failed(PlannedStage stage, String why) {
    int index = source.samples().originalIndex(stage.row());
    StageRows rows = new StageRows();
    if (stage.question() == Question.SPECTRA) {
      for (int layer : source.layers().keySet()) {
        rows.add(new SpectrumResult(index, layer, null, null, List.of(), "failed: " + why));
      }
      return rows;
    }
    return rows.add(WalkRow.failed(index, stage.question().text(), why));
  }
}
