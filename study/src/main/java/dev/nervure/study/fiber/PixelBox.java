package dev.nervure.study.fiber;

import dev.nervure.data.Normalization;
import dev.nervure.fiber.Box;
import dev.nervure.study.AdaptedSamples;
import org.jspecify.annotations.Nullable;

/** The range of pixels in the units of the input. */
public final class PixelBox {
  private PixelBox() {}

  /**
   * 0 to 1, for images that were normalised when they were read as that range is after it.
   *
   * @param samples as the model takes them
   * @param normalization applied to them when they were read; null for none
   */
  public static Box of(AdaptedSamples samples, @Nullable Normalization normalization) {
    int[] channels = samples.channels();
    if (normalization == null || channels.length == 0) {
      return Box.uniform(0, 1);
    }
    double[] low = new double[channels.length];
    double[] high = new double[channels.length];
    for (int i = 0; i < channels.length; i++) {
      // In the arithmetic of the reader; one value serves all channels.
      int channel = normalization.channels() == 1 ? 0 : channels[i];
      float mean = normalization.mean()[channel];
      float deviation = normalization.standardDeviation()[channel];
      low[i] = (0 - mean) / deviation;
      high[i] = (1 - mean) / deviation;
    }
    return Box.of(low, high);
  }
}
