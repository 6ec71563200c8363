package dev.nervure.study.glassbox;

import dev.nervure.array.NdArray;
import dev.nervure.data.BadDataException;
import dev.nervure.data.LabelledSamples;
import dev.nervure.glassbox.block.ImageSize;
import java.util.Arrays;

/**
 * Samples as images of one channel: grey as they are, of three channels 0.299 red + 0.587 green +
 * 0.114 blue (ITU-R BT.601). A normalisation (--mean, --std) is left out, so that 0 is black.
 * Immutable.
 */
public final class GreyImages {
  private static final double[] WEIGHTS = {0.299, 0.587, 0.114};

  private final LabelledSamples samples;
  private final int channels;
  private final ImageSize size;

  private GreyImages(LabelledSamples samples, int channels, ImageSize size) {
    this.samples = samples;
    this.channels = channels;
    this.size = size;
  }

  /**
   * Those of samples.
   *
   * @throws BadDataException where the samples are no images of one or three channels
   */
  public static GreyImages of(LabelledSamples samples) {
    int[] shape = samples.sampleShape();
    if (shape.length != 3 || shape[0] != 1 && shape[0] != WEIGHTS.length) {
      throw new BadDataException(
          "has samples of shape %s, but images of one or three channels are needed"
              .formatted(Arrays.toString(shape)),
          samples.description(),
          "Give images (channels x height x width); tables have no pixels beside each other: save the array as .npy of samples x 1 x height x width, with --labels.");
    }
    return new GreyImages(
        samples.withoutNormalization(), shape[0], new ImageSize(shape[1], shape[2]));
  }

  /** How many there are. */
  public int count() {
    return samples.size();
  }

  /** Rows and columns of each. */
  public ImageSize size() {
    return size;
  }

  /** The channels of the samples, before they became grey. */
  public int channels() {
    return channels;
  }

  /** Samples with all their channels, not normalised. */
  public NdArray colored(int from, int to) {
    return samples.read(from, to);
  }

  /** The samples with all their channels, not normalised. */
  public LabelledSamples samples() {
    return samples;
  }

  /**
   * One image of a batch, in grey.
   *
   * @param batch samples x channels x height x width
   * @return row by row, a new array
   */
  public double[] grey(float[] batch, int image) {
    int pixels = size.pixels();
    double[] grey = new double[pixels];
    int start = image * channels * pixels;
    for (int pixel = 0; pixel < pixels; pixel++) {
      if (channels == 1) {
        grey[pixel] = batch[start + pixel];
      } else {
        double sum = 0;
        for (int channel = 0; channel < channels; channel++) {
          sum += WEIGHTS[channel] * batch[start + channel * pixels + pixel];
        }
        grey[pixel] = sum;
      }
    }
    return grey;
  }
}
