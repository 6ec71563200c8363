package dev.nervure.study.fiber;

import dev.nervure.box.Box;
import dev.nervure.data.Normalization;
import dev.nervure.data.TableScaling;
import dev.nervure.study.AdaptedSamples;

/** The range of pixels, or of a table's columns, in the units of the input. */
public final class PixelBox {
  private PixelBox() {}

  /**
   * 0 to 1, for images that were normalised when they were read as that range is after it; for a
   * table scaled by a training table the range that each column has there.
   *
   * @param samples as the model takes them
   */
  public static Box of(AdaptedSamples samples) {
    TableScaling scaling = samples.samples().scaling();
    if (scaling != null) {
      double[][] range = scaling.range();
      return Box.of(range[0], range[1]);
    }
    int[] channels = samples.channels();
    Normalization normalization = samples.samples().normalization();
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
