package dev.nervure.study;

import dev.nervure.progress.CancelledException;
import dev.nervure.progress.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Pieces of work on a few threads. The first that throws ends the others, and what it threw is
 * thrown when they have ended.
 */
public final class ParallelWork {
  private ParallelWork() {}

  /** A piece of work. */
  @FunctionalInterface
  public interface Piece {

    /**
     * Does it.
     *
     * @param stoppable shows nothing and also cancels once another piece has failed
     */
    void run(Progress stoppable);
  }

  /**
   * Runs all pieces and waits for them.
   *
   * @param progress asked whether to stop
   * @throws CancelledException when cancelled or interrupted
   */
  public static void run(int threads, List<Piece> pieces, Progress progress) {
    StoppableProgress stoppable = new StoppableProgress(progress);
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      List<Future<?>> futures = new ArrayList<>();
      for (Piece piece : pieces) {
        futures.add(executor.submit(() -> piece.run(stoppable)));
      }
      await(futures, stoppable);
    } finally {
      executor.shutdownNow();
    }
  }

  private static void await(List<Future<?>> futures, StoppableProgress stoppable) {
    @Nullable Throwable failure = null;
    for (Future<?> future : futures) {
      try {
        future.get();
      } catch (ExecutionException e) {
        stoppable.stop();
        boolean first = failure == null || failure instanceof CancelledException;
        if (first) {
          failure = e.getCause();
        }
      } catch (InterruptedException e) {
        stoppable.stop();
        Thread.currentThread().interrupt();
        failure = new CancelledException(e);
      }
    }
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    if (failure != null) {
      throw new IllegalStateException("a piece of work failed", failure);
    }
  }

  /** The caller's progress, which also ends all pieces once one of them has failed. */
  private static final class StoppableProgress implements Progress {
    private final Progress caller;
    private final AtomicBoolean stopped = new AtomicBoolean();

    StoppableProgress(Progress caller) {
      this.caller = caller;
    }

    void stop() {
      stopped.set(true);
    }

    /** Steps inside a piece are too short to be shown. */
    @Override
    public Task begin(String label, long total) {
      return Progress.none().begin(label, total);
    }

    @Override
    public void checkCancelled() {
      if (stopped.get()) {
        throw new CancelledException();
      }
      caller.checkCancelled();
    }
  }
}
