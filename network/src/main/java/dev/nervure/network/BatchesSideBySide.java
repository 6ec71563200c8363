package dev.nervure.network;

import dev.nervure.array.NdArray;
import dev.nervure.progress.Progress;
import java.util.List;
import java.util.function.Function;

/**
 * Batches of samples that are evaluated side by side, each on one thread, so that no value depends
 * on how many there are. What comes out is handed over in the order of the samples and on the
 * caller's thread.
 */
final class BatchesSideBySide {

  /** Takes what came of a batch. */
  @FunctionalInterface
  interface Taker<T> {
    void take(T result, int firstSample, int samples);
  }

  /** What batches in work may hold. */
  private static final long IN_WORK_BYTES = 1L << 30;

  /** Of the largest size that a node's inputs, output and workspace take while it runs. */
  private static final long TENSORS_AT_ONCE = 3;

  private final Model model;
  private final int step;
  private final int workers;

  /**
   * One batch a processor, fewer where what they hold would take more than a gigabyte.
   *
   * @param step samples in a batch
   * @param kept the layers that are kept to the end of a batch
   */
  BatchesSideBySide(Model model, int step, List<Layer> kept) {
    this.model = model;
    this.step = step;
    long values = kept.stream().mapToLong(Layer::size).sum();
    long largest = model.layers().stream().mapToLong(Layer::size).max().orElse(0);
    long bytes = Math.max(1, step * (values + TENSORS_AT_ONCE * largest) * Double.BYTES);
    workers =
        (int)
            Math.max(
                1, Math.min(Runtime.getRuntime().availableProcessors(), IN_WORK_BYTES / bytes));
  }

  /** How many batches are in work at a time. */
  int workers() {
    return workers;
  }

  /**
   * Evaluates all samples.
   *
   * @param work on the batch in the shape of the model's input; runs on several threads
   */
  <T> void run(
      SampleBatches source,
      String name,
      Progress progress,
      Function<NdArray, T> work,
      Taker<T> taker) {
    int[] sampleShape = model.checkSamples(source.sampleShape());
    try (Progress.Task task = progress.begin(name, source.size());
        InOrder<T> batches = new InOrder<>(workers)) {
      int read = 0;
      for (int start = 0; start < source.size(); start += step) {
        while (read < source.size() && batches.hasRoom()) {
          progress.checkCancelled();
          int end = Math.min(source.size(), read + step);
          int[] shape = new int[sampleShape.length + 1];
          shape[0] = end - read;
          System.arraycopy(sampleShape, 0, shape, 1, sampleShape.length);
          NdArray batch = source.read(read, end).reshape(shape);
          batches.add(() -> work.apply(batch));
          read = end;
        }
        progress.checkCancelled();
        int samples = Math.min(source.size(), start + step) - start;
        taker.take(batches.next(), start, samples);
        task.advance(samples);
      }
    }
  }
}
