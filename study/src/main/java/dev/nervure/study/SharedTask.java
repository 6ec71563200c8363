package dev.nervure.study;

import dev.nervure.progress.CancelledException;
import dev.nervure.progress.Cost;
import dev.nervure.progress.Progress;
import dev.nervure.run.ResourceException;
import dev.nervure.run.StageRows;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * Opens something once and does its pending stages with it, one after another.
 *
 * @param <T> what they share
 */
public final class SharedTask<T> implements Task {
  private final Opener<T> opener;
  private final Map<Stage, Work<T>> works;
  private final Function<List<Stage>, Cost> shared;
  private final boolean goesOn;

  private SharedTask(
      Opener<T> opener,
      Map<Stage, Work<T>> works,
      Function<List<Stage>, Cost> shared,
      boolean goesOn) {
    this.opener = opener;
    this.shared = shared;
    this.works = Collections.unmodifiableMap(new LinkedHashMap<>(works));
    this.goesOn = goesOn;
  }

  /**
   * Stages that do not need each other. One that fails is recorded as such and the others go on;
   * only cancellation and lack of memory or disk end the run.
   */
  public static <T> Task of(Opener<T> opener, Map<Stage, Work<T>> works) {
    return of(opener, works, pending -> Cost.NONE);
  }

  /**
   * The same with what opening, and what the stages compute together, costs.
   *
   * @param shared the cost, for those of the stages that are pending
   */
  public static <T> Task of(
      Opener<T> opener, Map<Stage, Work<T>> works, Function<List<Stage>, Cost> shared) {
    return new SharedTask<>(opener, works, shared, true);
  }

  /** A stage that later ones build on: where it fails, the run ends with that failure. */
  public static Task required(Stage stage, Single work) {
    return new SharedTask<>(
        (sink, progress) -> stage,
        Map.of(stage, (opened, sink, progress) -> work.rows(sink, progress)),
        pending -> Cost.NONE,
        false);
  }

  @Override
  public List<Stage> stages() {
    return List.copyOf(works.keySet());
  }

  @Override
  public Cost shared(List<Stage> pending) {
    return shared.apply(pending);
  }

  @Override
  public void run(List<Stage> pending, StageSink sink, Progress progress) throws IOException {
    T opened;
    try {
      opened = opener.open(sink, progress);
    } catch (CancelledException | ResourceException e) {
      throw e;
    } catch (RuntimeException e) {
      for (Stage stage : pending) {
        fail(stage, sink, e);
      }
      return;
    }
    for (Stage stage : pending) {
      progress.checkCancelled();
      try {
        sink.complete(stage, work(stage).rows(opened, sink, progress));
      } catch (CancelledException | ResourceException e) {
        throw e;
      } catch (RuntimeException e) {
        fail(stage, sink, e);
      }
    }
  }

  private void fail(Stage stage, StageSink sink, RuntimeException failure) throws IOException {
    if (!goesOn) {
      throw failure;
    }
    sink.fail(
        stage,
        work(stage)
            .failed(
                Objects.requireNonNullElse(
                    failure.getMessage(), failure.getClass().getSimpleName())));
  }

  private Work<T> work(Stage stage) {
    return Objects.requireNonNull(works.get(stage), stage.name());
  }

  /** Opens what the stages of a task share. */
  @FunctionalInterface
  public interface Opener<T> {
    /** Called once, on the thread of the task, and only where a stage is pending. */
    T open(StageSink sink, Progress progress) throws IOException;
  }

  /** Computes the one stage of a task. */
  @FunctionalInterface
  public interface Single {
    /** What the stage has found. */
    StageRows rows(StageSink sink, Progress progress) throws IOException;
  }

  /** Computes a stage with what was opened. */
  @FunctionalInterface
  public interface Work<T> {
    /** What the stage has found. */
    StageRows rows(T opened, StageSink sink, Progress progress) throws IOException;

    /** What stands in the tables where the stage has failed; nothing, unless overridden. */
    default StageRows failed(String why) {
      return new StageRows();
    }
  }
}
