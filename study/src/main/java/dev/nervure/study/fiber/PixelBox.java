package dev.nervure.study.fiber;

import dev.nervure.data.Normalization;
import dev.nervure.fiber.Box;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The range of pixels in the units of the input. */
public final class PixelBox {
  private PixelBox() {}

  /**
   * 0 to 1, for images that were normalised when they were read as that range is after it.
   *
   * @param shape of the input as the model takes it: C x H x W or H x W x C for images
   * @param normalization applied to it when it was read; null for none
   */
  public static Box of(int[] shape, @Nullable Normalization normalization) {
    return normalization == null || shape.length != 3
        ? Box.uniform(0, 1)
        : normalised(shape, normalization);
  }

  /** 0 and 1 of each channel after normalisation, in the arithmetic of the reader. */
  private static Box normalised(int[] shape, Normalization normalization) {
    int size = Arrays.stream(shape).reduce(1, Math::multiplyExact);
    boolean last = shape[0] != 1 && shape[0] != 3;
    int channels = normalization.channels();
    double[] low = new double[size];
    double[] high = new double[size];
    for (int i = 0; i < size; i++) {
      int channel = channels == 1 ? 0 : last ? i % channels : i / (size / channels);
      float mean = normalization.mean()[channel];
      float deviation = normalization.standardDeviation()[channel];
      low[i] = (0 - mean) / deviation;
      high[i] = (1 - mean) / deviation;
    }
    return Box.of(low, high);
  }
}
