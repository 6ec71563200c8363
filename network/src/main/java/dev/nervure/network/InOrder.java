package dev.nervure.network;

import dev.nervure.progress.CancelledException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Results of pieces of work that run side by side, handed over in the order in which the pieces
 * came. No more of them are in work, or wait to be taken, than there are workers and one.
 */
final class InOrder<T> implements AutoCloseable {

  private final ExecutorService workers;
  private final int most;
  private final Deque<Future<T>> pending = new ArrayDeque<>();

  InOrder(int workers) {
    this.workers = Executors.newFixedThreadPool(workers);
    most = workers + 1;
  }

  boolean hasRoom() {
    return pending.size() < most;
  }

  void add(Callable<T> piece) {
    pending.add(workers.submit(piece));
  }

  /**
   * The result of the oldest piece that was not taken yet.
   *
   * @throws CancelledException if the thread is interrupted while it waits; it stays marked as such
   */
  T next() {
    try {
      return pending.remove().get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancelledException(e);
    }
  }

  /** Drops what has not begun and waits for the rest, which may use what the caller closes next. */
  @Override
  public void close() {
    pending.forEach(piece -> piece.cancel(false));
    workers.shutdown();
    boolean interrupted = false;
    while (true) {
      try {
        if (workers.awaitTermination(1, java.util.concurrent.TimeUnit.MINUTES)) {
          break;
        }
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
