package dev.nervure.homology;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs numbered tasks on a fixed number of threads. The first failure is thrown to the caller after all threads have ended;
 * the others notice it through {@link #failed()}.
 */
final class Tasks {
  private final int threads;
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  Tasks(int threads) {
    this.threads = threads;
  }

  int threads() {
    return threads;
  }

  /** Whether a task has failed: the others should stop. */
  boolean failed() {
    return failure.get() != null;
  }

  /** Runs {@code task} for 0 .. count - 1, count at most the number of threads, the first on the calling thread. */
  void run(int count, IntConsumer task) {
    if (count == 1) {
      task.accept(0);
      return;
    }
    Thread[] workers = new Thread[count - 1];
    for (int i = 1; i < count; i++) {
      int number = i;
      workers[i - 1] = new Thread(() -> guarded(task, number), "rips-" + i);
      workers[i - 1].setDaemon(true);
      workers[i - 1].start();
    }
    guarded(task, 0);
    boolean interrupted = false;
    for (Thread worker : workers) {
      while (worker.isAlive()) {
        try {
          worker.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    Throwable thrown = failure.getAndSet(null);
    if (thrown instanceof RuntimeException exception) {
      throw exception;
    }
    if (thrown instanceof Error error) {
      throw error;
    }
  }

  private void guarded(IntConsumer task, int number) {
    try {
      task.accept(number);
    } catch (RuntimeException | Error thrown) {
      failure.compareAndSet(null, thrown);
    }
  }
}
