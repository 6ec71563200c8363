package dev.nervure.network;

import dev.nervure.array.NdArray;
import java.util.Arrays;

/** Samples that can be read in blocks. */
public interface SampleBatches {

  /** Number of samples. */
  int size();

  /** Dimensions of one sample, such as channels, height, width. */
  int[] sampleShape();

  /** Samples {@code from} (included) to {@code to} (excluded): (to - from) x the sample shape. */
  NdArray read(int from, int to);

  /** The rows of an array as samples. */
  static SampleBatches of(NdArray samples) {
    int[] shape = samples.shape();
    if (shape.length == 0) {
      throw new IllegalArgumentException("samples need at least one dimension");
    }
    return new SampleBatches() {
      @Override
      public int size() {
        return shape[0];
      }

      @Override
      public int[] sampleShape() {
        return Arrays.copyOfRange(shape, 1, shape.length);
      }

      @Override
      public NdArray read(int from, int to) {
        return from == 0 && to == shape[0] ? samples : samples.rows(from, to);
      }
    };
  }
}
