package dev.nervure.data;

import java.util.Arrays;

/**
 * Subtracts a mean and divides by a standard deviation, channel by channel (images, after scaling
 * to [0, 1]) or feature by feature (tables); one value stands for all channels.
 */
public record Normalization(float[] mean, float[] standardDeviation) {

  /**
   * @throws IllegalArgumentException if the lengths differ or are 0, a value is not finite, or a
   *     deviation is not positive
   */
  public Normalization {
    if (mean.length == 0 || mean.length != standardDeviation.length) {
      throw new IllegalArgumentException(
          "normalisation needs as many means as deviations, at least one, but has "
              + mean.length
              + " and "
              + standardDeviation.length);
    }
    for (int i = 0; i < mean.length; i++) {
      float deviation = standardDeviation[i];
      if (!Float.isFinite(mean[i]) || !Float.isFinite(deviation) || deviation <= 0) {
        throw new IllegalArgumentException(
            "mean must be finite and deviation positive but channel "
                + i
                + " has "
                + mean[i]
                + " and "
                + deviation);
      }
    }
    mean = mean.clone();
    standardDeviation = standardDeviation.clone();
  }

  /** Number of channels or features; 1 fits any. */
  public int channels() {
    return mean.length;
  }

  /** Applies it in place to one sample of {@code channels() * k} (or any number of) values. */
  void apply(float[] values, int at, int length) {
    int perChannel = length / mean.length;
    for (int channel = 0; channel < mean.length; channel++) {
      float center = mean[channel];
      float scale = standardDeviation[channel];
      int from = at + channel * perChannel;
      for (int i = from; i < from + perChannel; i++) {
        values[i] = (values[i] - center) / scale;
      }
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Normalization that
        && Arrays.equals(mean, that.mean)
        && Arrays.equals(standardDeviation, that.standardDeviation);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(mean) + Arrays.hashCode(standardDeviation);
  }

  @Override
  public String toString() {
    return "mean " + Arrays.toString(mean) + ", deviation " + Arrays.toString(standardDeviation);
  }
}
