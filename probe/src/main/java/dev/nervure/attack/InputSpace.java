package dev.nervure.attack;

import dev.nervure.array.NdArray;
import dev.nervure.box.Box;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The units in which inputs are changed, such as pixels in [0, 1], and the way from there to what
 * the network takes: a mean is subtracted from each value and the rest divided by a deviation, in
 * float32 as readers of data do. Budgets and ranges are in the units of this space. Immutable.
 */
public final class InputSpace {
  private final int[] shape;
  private final int size;
  private final float @Nullable [] mean;
  private final float @Nullable [] deviation;
  private final Box box;

  private InputSpace(int[] shape, float @Nullable [] mean, float @Nullable [] deviation, Box box) {
    this.shape = shape;
    this.size = Arrays.stream(shape).reduce(1, Math::multiplyExact);
    this.mean = mean;
    this.deviation = deviation;
    this.box = box;
  }

  /**
   * A space whose values enter the network as they are.
   *
   * @param shape of one input, as the network takes it
   * @param box the allowed values; {@link Box#NONE} for all
   */
  public static InputSpace of(int[] shape, Box box) {
    return new InputSpace(shape.clone(), null, null, box);
  }

  /**
   * A space whose values are normalised before they enter the network.
   *
   * @param mean one for each value of an input
   * @param deviation likewise, positive
   * @throws IllegalArgumentException when they are not as many as values
   */
  public static InputSpace normalized(int[] shape, Box box, float[] mean, float[] deviation) {
    InputSpace space = new InputSpace(shape.clone(), mean.clone(), deviation.clone(), box);
    if (mean.length != space.size || deviation.length != space.size) {
      throw new IllegalArgumentException(
          "there must be a mean and a deviation for each of %d values but there are %d and %d"
              .formatted(space.size, mean.length, deviation.length));
    }
    return space;
  }

  /** Shape of one input. */
  public int[] shape() {
    return shape.clone();
  }

  /** Values of one input. */
  public int size() {
    return size;
  }

  /** The allowed values. */
  public Box box() {
    return box;
  }

  /** A batch of this space as the network takes it. */
  public NdArray toNetwork(NdArray inputs) {
    if (mean == null || deviation == null) {
      return inputs;
    }
    float[] values = inputs.floats();
    float[] entering = new float[values.length];
    for (int from = 0; from < values.length; from += size) {
      for (int i = 0; i < size; i++) {
        entering[from + i] = (values[from + i] - mean[i]) / deviation[i];
      }
    }
    return NdArray.of(entering, inputs.shape());
  }

  /** Gradients by what the network takes as gradients by the values of this space; in place. */
  void fromNetwork(float[] gradients) {
    if (deviation != null) {
      for (int from = 0; from < gradients.length; from += size) {
        for (int i = 0; i < size; i++) {
          gradients[from + i] /= deviation[i];
        }
      }
    }
  }

  /** Moves values that are not allowed to the nearest that are; in place. */
  void clip(float[] inputs) {
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = (float) box.clip(i % size, inputs[i]);
    }
  }

  /** Some inputs as a batch. */
  NdArray batch(float[] values) {
    int[] batch = new int[shape.length + 1];
    batch[0] = values.length / size;
    System.arraycopy(shape, 0, batch, 1, shape.length);
    return NdArray.of(values, batch);
  }

  /**
   * Refuses inputs outside of the allowed values.
   *
   * @throws IllegalArgumentException naming the first such value
   */
  void requireInside(float[] inputs) {
    for (int i = 0; i < inputs.length; i++) {
      int coordinate = i % size;
      if (!(inputs[i] >= box.low(coordinate) && inputs[i] <= box.high(coordinate))) {
        throw new IllegalArgumentException(
            "value %d of an input is %s but must be in [%s, %s]"
                .formatted(coordinate, inputs[i], box.low(coordinate), box.high(coordinate)));
      }
    }
  }
}
