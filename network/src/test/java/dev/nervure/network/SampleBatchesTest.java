package dev.nervure.network;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nervure.array.NdArray;
import org.junit.jupiter.api.Test;

class SampleBatchesTest extends SampleBatchesContract {

  @Override
  SampleBatches batches(NdArray samples) {
    return SampleBatches.of(samples);
  }

  @Test
  void aSingleNumberIsNoSample() {
    assertThatThrownBy(() -> SampleBatches.of(NdArray.of(new double[] {1})))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least one dimension");
  }
}
