package dev.nervure.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.array.NdArray;
import dev.nervure.testing.FreshSeed;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What holds for every {@link SampleBatches}. */
@ExtendWith(FreshSeed.class)
abstract class SampleBatchesContract {

  abstract SampleBatches batches(NdArray samples);

  private static NdArray samples(Random random) {
    int[] shape = new int[1 + random.nextInt(4)];
    int size = 1;
    for (int axis = 0; axis < shape.length; axis++) {
      shape[axis] = 1 + random.nextInt(7);
      size *= shape[axis];
    }
    double[] values = random.doubles(size).toArray();
    return NdArray.of(values, shape);
  }

  @Test
  void everyBatchIsPartOfTheWhole(Random random) {
    NdArray samples = samples(random);
    double[] all = samples.doubles().clone();
    int[] shape = samples.shape();
    SampleBatches batches = batches(samples);
    assertThat(batches.size()).isEqualTo(shape[0]);
    assertThat(batches.sampleShape()).isEqualTo(Arrays.copyOfRange(shape, 1, shape.length));
    int width = all.length / shape[0];
    for (int from = 0; from <= shape[0]; from++) {
      for (int to = from; to <= shape[0]; to++) {
        NdArray batch = batches.read(from, to);
        assertThat(batch.shape()[0]).isEqualTo(to - from);
        assertThat(Arrays.copyOfRange(batch.shape(), 1, shape.length))
            .isEqualTo(batches.sampleShape());
        assertThat(batch.doubles()).isEqualTo(Arrays.copyOfRange(all, from * width, to * width));
      }
    }
    assertThat(samples.doubles()).isEqualTo(all);
  }

  @Test
  void theShapeIsNobodysToChange(Random random) {
    SampleBatches batches = batches(samples(random));
    int[] before = batches.sampleShape();
    int[] given = batches.sampleShape();
    Arrays.fill(given, -1);
    assertThat(batches.sampleShape()).isEqualTo(before);
  }
}
