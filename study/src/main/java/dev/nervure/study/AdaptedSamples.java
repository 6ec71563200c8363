package dev.nervure.study;

import dev.nervure.array.NdArray;
import dev.nervure.data.BadDataException;
import dev.nervure.data.LabelledSamples;
import dev.nervure.network.Model;
import dev.nervure.network.SampleBatches;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Samples in the shape that a model wants. What can be done without changing what a sample shows is
 * done: a flat sample for a model of images and the reverse, a channel axis of length 1 added or
 * dropped, channels moved to the end. Anything else is refused with both shapes.
 */
public final class AdaptedSamples implements SampleBatches {
  /** Samples are read as float32, which holds every integer below this. */
  private static final long FLOAT_INTEGERS = 1 << 24;

  private final LabelledSamples samples;
  private final int[] shape;
  private final boolean channelsLast;
  private final boolean integers;

  /** Integers lie in [-vocabulary, vocabulary). */
  private final long vocabulary;

  private AdaptedSamples(LabelledSamples samples, int[] shape, boolean channelsLast) {
    this(samples, shape, channelsLast, false, FLOAT_INTEGERS);
  }

  private AdaptedSamples(
      LabelledSamples samples,
      int[] shape,
      boolean channelsLast,
      boolean integers,
      long vocabulary) {
    this.samples = samples;
    this.shape = shape;
    this.channelsLast = channelsLast;
    this.integers = integers;
    this.vocabulary = vocabulary;
  }

  /**
   * Adapts samples to a model. A model whose file leaves the shape of its input open takes that of
   * the samples from then on; one that is fed with integers, such as tokens, gets them as integers.
   *
   * @throws BadDataException saying what the model wants and what the data have
   */
  public static AdaptedSamples of(LabelledSamples samples, Model model) {
    AdaptedSamples adapted = of(samples, model.inputShape());
    model.checkSamples(adapted.shape);
    return new AdaptedSamples(
        adapted.samples,
        adapted.shape,
        adapted.channelsLast,
        model.takesIntegers(),
        model.vocabulary().orElse(FLOAT_INTEGERS));
  }

  /**
   * Adapts samples to a model.
   *
   * @param modelShape shape of one sample as the model wants it, -1 for an axis of any length;
   *     empty for any shape
   * @throws BadDataException saying what the model wants and what the data have
   */
  static AdaptedSamples of(LabelledSamples samples, int[] modelShape) {
    int[] have = samples.sampleShape();
    if (modelShape.length == 0 || matches(modelShape, have)) {
      return new AdaptedSamples(samples, have, false);
    }
    if (have.length == 3 && modelShape.length == 3) {
      int[] moved = {have[1], have[2], have[0]};
      if (matches(modelShape, moved)) {
        return new AdaptedSamples(samples, moved, true);
      }
    }
    int[] reshaped = reshaped(modelShape, have);
    if (reshaped.length > 0) {
      return new AdaptedSamples(samples, reshaped, false);
    }
    throw new BadDataException(
        "each sample is %s but the model wants %s".formatted(text(have), text(modelShape)),
        samples.description(),
        advice(modelShape, have));
  }

  /** The samples as the data have them. */
  public LabelledSamples samples() {
    return samples;
  }

  /** One sample, flat, in float64. */
  public double[] input(int row) {
    float[] single = read(row, row + 1).floats();
    double[] values = new double[single.length];
    Arrays.setAll(values, i -> single[i]);
    return values;
  }

  /**
   * How a sample is drawn: a flattened image as the data have it, one with its channels moved as
   * the model has it.
   */
  public int[] pictureShape() {
    return shape.length == 3 ? shape.clone() : samples.sampleShape();
  }

  /**
   * The channel of each value of a flat input, for samples that are images of C x H x W however the
   * model takes them; empty for others.
   */
  public int[] channels() {
    int[] have = samples.sampleShape();
    if (have.length != 3) {
      return new int[0];
    }
    int[] channels = new int[have[0] * have[1] * have[2]];
    Arrays.setAll(channels, i -> channelsLast ? i % have[0] : i / (have[1] * have[2]));
    return channels;
  }

  /** The model's shape with free axes filled in, or empty where no plain reshape is right. */
  private static int[] reshaped(int[] modelShape, int[] have) {
    boolean flat = have.length == 1 || modelShape.length == 1;
    boolean sameWithoutOnes = matches(withoutOnes(modelShape), withoutOnes(have));
    long free = Arrays.stream(modelShape).filter(axis -> axis < 0).count();
    if (!(flat || sameWithoutOnes) || free > 1) {
      return new int[0];
    }
    long known =
        Arrays.stream(modelShape)
            .filter(axis -> axis >= 0)
            .asLongStream()
            .reduce(1, (a, b) -> a * b);
    long size = Arrays.stream(have).asLongStream().reduce(1, (a, b) -> a * b);
    boolean divides = known > 0 && size % known == 0 && (free == 1 || size == known);
    return divides
        ? Arrays.stream(modelShape).map(axis -> axis < 0 ? (int) (size / known) : axis).toArray()
        : new int[0];
  }

  private static boolean matches(int[] modelShape, int[] have) {
    return modelShape.length == have.length
        && IntStream.range(0, have.length)
            .allMatch(axis -> modelShape[axis] < 0 || modelShape[axis] == have[axis]);
  }

  private static int[] withoutOnes(int[] shape) {
    return Arrays.stream(shape).filter(axis -> axis != 1).toArray();
  }

  private static String advice(int[] modelShape, int[] have) {
    boolean images = modelShape.length == 3 && have.length == 3;
    if (images && modelShape[0] > 0 && modelShape[0] != have[0]) {
      return "Give data with %d channel%s.".formatted(modelShape[0], modelShape[0] == 1 ? "" : "s");
    }
    if (images) {
      return "Image folders can be resized to what the model wants with --size.";
    }
    return "Give the data that the model was trained on, or a model for these data.";
  }

  private static String text(int[] shape) {
    return Arrays.stream(shape)
        .mapToObj(axis -> axis < 0 ? "any" : Integer.toString(axis))
        .collect(Collectors.joining(" x "));
  }

  @Override
  public int size() {
    return samples.size();
  }

  @Override
  public int[] sampleShape() {
    return shape.clone();
  }

  @Override
  public NdArray read(int from, int to) {
    NdArray batch = samples.read(from, to);
    if (channelsLast) {
      batch = channelsLast(batch);
    }
    int[] batchShape = new int[shape.length + 1];
    batchShape[0] = to - from;
    System.arraycopy(shape, 0, batchShape, 1, shape.length);
    return integers ? integers(batch, batchShape, from) : batch.reshape(batchShape);
  }

  /** The same values as integers, which they must be, and in the network's vocabulary. */
  private NdArray integers(NdArray batch, int[] batchShape, int from) {
    float[] values = batch.floats();
    long[] whole = new long[values.length];
    for (int i = 0; i < values.length; i++) {
      whole[i] = (long) values[i];
      if (whole[i] != values[i]) {
        throw new BadDataException(
            "the model takes whole numbers, such as tokens, but sample %d has %s"
                .formatted(
                    samples.originalIndex(from + i / (values.length / batchShape[0])), values[i]),
            samples.description(),
            "Give an .npy file of 32- or 64-bit integers, without --mean and --std.");
      }
      if (whole[i] >= vocabulary || whole[i] < -vocabulary) {
        throw outside(whole[i], from + i / (values.length / batchShape[0]));
      }
    }
    return NdArray.of(whole, batchShape);
  }

  private BadDataException outside(long value, int sample) {
    String what =
        vocabulary < FLOAT_INTEGERS
            ? "sample %d has %d but the model's vocabulary has %d entries, 0 to %d"
                .formatted(samples.originalIndex(sample), value, vocabulary, vocabulary - 1)
            : "sample %d has %d, but integers are read only below %d, so that each is exact"
                .formatted(samples.originalIndex(sample), value, FLOAT_INTEGERS);
    return new BadDataException(
        what, samples.description(), "Give the numbers that the model's own tokenizer makes.");
  }

  private static NdArray channelsLast(NdArray batch) {
    int[] have = batch.shape();
    int channels = have[1];
    int positions = have[2] * have[3];
    float[] values = batch.floats();
    float[] moved = new float[values.length];
    for (int sample = 0; sample < have[0]; sample++) {
      int start = sample * channels * positions;
      for (int channel = 0; channel < channels; channel++) {
        for (int position = 0; position < positions; position++) {
          moved[start + position * channels + channel] =
              values[start + channel * positions + position];
        }
      }
    }
    return NdArray.of(moved, have[0], have[2], have[3], channels);
  }
}
