package dev.nervure.network;

import dev.nervure.array.NdArray;
import dev.nervure.progress.Progress;
import java.util.List;

/**
 * The outputs of a network for many samples, batch by batch, as {@link Model#predict} gives them:
 * values that are not finite among them.
 */
public final class Predictions {

  /** Takes the outputs of a batch. */
  @FunctionalInterface
  public interface Consumer {
    /**
     * @param rows samples x outputs, or the shape that the output has
     * @param firstSample index of the first of them
     */
    void accept(NdArray rows, int firstSample);
  }

  private final Model model;
  private final int batchSize;

  private Predictions(Model model, int batchSize) {
    this.model = model;
    this.batchSize = batchSize;
  }

  /**
   * Of a model.
   *
   * @param batchSize samples that are evaluated at a time, at least 1
   */
  public static Predictions of(Model model, int batchSize) {
    if (batchSize < 1) {
      throw new IllegalArgumentException("the batch size must be at least 1 but was " + batchSize);
    }
    return new Predictions(model, batchSize);
  }

  /**
   * Evaluates all samples and hands the outputs over as they come, in order and on the caller's
   * thread; one batch a processor is in work.
   *
   * @throws BadModelException if the first axis counts no samples, or the output has no row for
   *     each
   * @throws IllegalArgumentException if the samples do not fit the model's input
   */
  public void forEachBatch(SampleBatches source, Consumer consumer, Progress progress) {
    new BatchesSideBySide(model, batchSize, List.of())
        .run(
            source,
            "Predictions",
            progress,
            model::predict,
            (rows, first, samples) -> consumer.accept(rows, first));
  }
}
