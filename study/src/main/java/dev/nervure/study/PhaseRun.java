package dev.nervure.study;

import dev.nervure.progress.Progress;
import dev.nervure.run.Results;
import dev.nervure.run.RunDirectory;
import dev.nervure.run.StageRows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The pending tasks of a phase at work on a run directory. */
final class PhaseRun {
  private static final double NANOS = 1e9;

  private final Phase phase;
  private final int threads;
  private final RunDirectory run;

  PhaseRun(Phase phase, int threads, RunDirectory run) {
    this.phase = phase;
    this.threads = threads;
    this.run = run;
  }

  /** Does what is pending. */
  void run(Set<Stage> pending, Progress progress) {
    Map<Task, List<Stage>> tasks = new LinkedHashMap<>();
    for (Task task : phase.tasks()) {
      List<Stage> missing = task.stages().stream().filter(pending::contains).toList();
      if (!missing.isEmpty()) {
        tasks.put(task, missing);
      }
    }
    if (tasks.isEmpty()) {
      return;
    }
    if (phase.parallelInside()) {
      tasks.forEach((task, missing) -> run(task, missing, progress, Progress.none().begin("", 0)));
      return;
    }
    long stages = tasks.values().stream().mapToLong(List::size).sum();
    try (Progress.Task bar = progress.begin(phase.label(), stages)) {
      List<ParallelWork.Piece> pieces = new ArrayList<>();
      tasks.forEach((task, missing) -> pieces.add(stoppable -> run(task, missing, stoppable, bar)));
      ParallelWork.run(threads, pieces, progress);
    }
  }

  private void run(Task task, List<Stage> missing, Progress progress, Progress.Task bar) {
    progress.checkCancelled();
    try {
      task.run(missing, new Recorder(bar), progress);
    } catch (IOException e) {
      throw RunDirectory.cannotWrite(run.folder(), e);
    }
  }

  /** Times stages and commits them. */
  private final class Recorder implements StageSink {
    private final Progress.Task bar;
    private long since = System.nanoTime();

    Recorder(Progress.Task bar) {
      this.bar = bar;
    }

    @Override
    public Results results() {
      return run.results();
    }

    @Override
    public Path at(Artifact artifact) {
      return run.at(artifact.path());
    }

    @Override
    public Path making(Artifact artifact) throws IOException {
      return run.making(artifact.path());
    }

    @Override
    public void complete(Map<Stage, StageRows> rows) throws IOException {
      double seconds = elapsed() / rows.size();
      for (Map.Entry<Stage, StageRows> one : rows.entrySet()) {
        Stage stage = one.getKey();
        for (Artifact artifact : stage.artifacts()) {
          run.putInPlace(artifact.path());
        }
        run.complete(stage.name(), stage.key(), seconds, one.getValue());
      }
      bar.advance(rows.size());
    }

    @Override
    public void fail(Stage stage, StageRows instead) throws IOException {
      for (Artifact artifact : stage.artifacts()) {
        run.discard(artifact.path());
      }
      run.fail(stage.name(), elapsed(), instead);
      bar.advance(1);
    }

    private double elapsed() {
      long now = System.nanoTime();
      double seconds = (now - since) / NANOS;
      since = now;
      return seconds;
    }
  }
}
