package dev.nervure.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import dev.nervure.array.NdArray;
import dev.nervure.progress.CancelledException;
import dev.nervure.progress.Progress;
import dev.nervure.testing.FreshSeed;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(FreshSeed.class)
class BatchesSideBySideTest {

  /** A library may sum another number of rows in another order: some roundings of float64. */
  private static final double ROUNDING = 1e-14;

  private static SampleBatches samples(Random random, int count) {
    return SampleBatches.of(NdArray.of(random.doubles(3L * count).toArray(), count, 3));
  }

  @Test
  void batchesAreHandedOverInOrderOnTheCallersThread(Random random) {
    int count = 1 + random.nextInt(90);
    int step = 1 + random.nextInt(20);
    SampleBatches source = samples(random, count);
    Thread caller = Thread.currentThread();
    List<Double> seen = new ArrayList<>();
    try (Model model = Model.of(SmallGraphs.perceptron(), Precision.FLOAT64)) {
      BatchesSideBySide batches = new BatchesSideBySide(model, step, model.layers());
      assertThat(batches.workers()).isPositive();
      int[] next = {0};
      batches.run(
          source,
          "batches",
          Progress.none(),
          batch -> batch.doubles().clone(),
          (values, first, size) -> {
            assertThat(Thread.currentThread()).isSameAs(caller);
            assertThat(first).isEqualTo(next[0]);
            assertThat(size).isBetween(1, step);
            assertThat(values).hasSize(3 * size);
            next[0] += size;
            for (double value : values) {
              seen.add(value);
            }
          });
      assertThat(next[0]).isEqualTo(count);
    }
    double[] all = source.read(0, count).doubles();
    for (int i = 0; i < all.length; i++) {
      assertThat(seen.get(i)).isEqualTo(all[i]);
    }
  }

  @Test
  void theBatchesDoNotMatterToTheValues(Random random) {
    int count = 1 + random.nextInt(60);
    SampleBatches source = samples(random, count);
    try (Model model = Model.of(SmallGraphs.perceptron(), Precision.FLOAT64)) {
      Layer logits = model.logits();
      double[] whole =
          Activations.of(model)
              .layers(List.of(logits))
              .batchSize(count)
              .collect(source)
              .get(logits)
              .doubles();
      double[] parts =
          Activations.of(model)
              .layers(List.of(logits))
              .batchSize(1 + random.nextInt(9))
              .collect(source)
              .get(logits)
              .doubles();
      assertThat(parts).containsExactly(whole, offset(ROUNDING));
    }
  }

  @Test
  void aFailureInABatchComesOutAsItIs(Random random) {
    IllegalArgumentException failure = new IllegalArgumentException("a batch");
    SampleBatches source = samples(random, 30);
    try (Model model = Model.of(SmallGraphs.perceptron(), Precision.FLOAT64)) {
      BatchesSideBySide batches = new BatchesSideBySide(model, 4, List.of());
      assertThatThrownBy(
              () ->
                  batches.<Integer>run(
                      source,
                      "batches",
                      Progress.none(),
                      batch -> {
                        throw failure;
                      },
                      (result, first, size) -> {}))
          .isSameAs(failure);
    }
  }

  @Test
  void stopsWhenCancelled(Random random) {
    SampleBatches source = samples(random, 30);
    Progress cancelled =
        new Progress() {
          @Override
          public Task begin(String label, long total) {
            return Progress.none().begin(label, total);
          }

          @Override
          public void checkCancelled() {
            throw new CancelledException();
          }
        };
    try (Model model = Model.of(SmallGraphs.perceptron(), Precision.FLOAT64)) {
      BatchesSideBySide batches = new BatchesSideBySide(model, 4, List.of());
      assertThatThrownBy(
              () ->
                  batches.run(
                      source, "batches", cancelled, batch -> 1, (result, first, size) -> {}))
          .isInstanceOf(CancelledException.class);
    }
  }
}
