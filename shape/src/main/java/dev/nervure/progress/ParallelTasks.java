package dev.nervure.progress;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;

/** Runs one task on several threads; each claims work by itself and writes to places of its own. */
public final class ParallelTasks {

  private ParallelTasks() {}

  /**
   * Runs the task once for each worker number 0 .. threads - 1 and waits for all. With one thread
   * it runs on the caller's.
   *
   * <p>What a worker throws is thrown on, errors such as {@link OutOfMemoryError} included.
   *
   * @throws IllegalArgumentException when threads is below 1
   * @throws CancelledException when the calling thread is interrupted; it stays marked as such
   */
  public static void run(int threads, IntConsumer task) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1 but was " + threads);
    }
    if (threads == 1) {
      task.accept(0);
      return;
    }
    ExecutorService workers = Executors.newFixedThreadPool(threads);
    try {
      List<Future<?>> pending = new ArrayList<>();
      for (int worker = 0; worker < threads; worker++) {
        int number = worker;
        pending.add(workers.submit(() -> task.accept(number)));
      }
      // A result that is there already is handed over without a look at the interruption.
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedException();
      }
      for (Future<?> one : pending) {
        one.get();
      }
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
    } finally {
      workers.shutdownNow();
    }
  }
}
