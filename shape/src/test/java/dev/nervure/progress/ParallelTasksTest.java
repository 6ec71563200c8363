package dev.nervure.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

class ParallelTasksTest {

  @Test
  void runsEveryWorkerOnce() {
    for (int threads = 1; threads <= 4; threads++) {
      AtomicIntegerArray calls = new AtomicIntegerArray(threads);
      ParallelTasks.run(threads, calls::incrementAndGet);
      for (int worker = 0; worker < threads; worker++) {
        assertThat(calls.get(worker)).isEqualTo(1);
      }
    }
    assertThatThrownBy(() -> ParallelTasks.run(0, worker -> {})).hasMessageContaining("was 0");
  }

  @Test
  void handsOnTheExceptionOfAWorker() {
    for (int threads = 1; threads <= 3; threads++) {
      int workers = threads;
      assertThatThrownBy(
              () ->
                  ParallelTasks.run(
                      workers,
                      worker -> {
                        throw new CancelledException();
                      }))
          .isInstanceOf(CancelledException.class);
    }
  }

  @Test
  void handsOnTheErrorOfAWorkerUnchanged() {
    OutOfMemoryError error = new OutOfMemoryError("made up");
    for (int threads = 1; threads <= 3; threads++) {
      int last = threads - 1;
      int workers = threads;
      assertThatThrownBy(
              () ->
                  ParallelTasks.run(
                      workers,
                      worker -> {
                        if (worker == last) {
                          throw error;
                        }
                      }))
          .isSameAs(error);
    }
  }

  @Test
  void anInterruptedCallerIsCancelled() {
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> ParallelTasks.run(2, worker -> {}))
          .isInstanceOf(CancelledException.class);
    } finally {
      assertThat(Thread.interrupted()).as("stays marked as interrupted").isTrue();
    }
  }
}
