package dev.nervure.network;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A place in a network where activations can be taken: an edge of its graph with floating-point
 * values, one set of them for each sample. Two layers are equal if they have the same name.
 *
 * @param name the edge, as the file calls it
 * @param operator the operation that computes it, {@code Input} for the network's input
 * @param scope the path of the module that the exporter wrote into the file, empty if none
 * @param depth number of operations on the longest way from the input
 * @param relativeDepth depth divided by that of the deepest layer, in [0, 1]
 * @param shape dimensions for one sample, without the batch; copied on the way in and out
 * @param axes what each of these dimensions counts: several may hold channels (heads and the
 *     channels of a head), none or several may count positions
 */
public record Layer(
    String name,
    String operator,
    String scope,
    int depth,
    double relativeDepth,
    int[] shape,
    List<AxisRole> axes) {

  public Layer {
    shape = shape.clone();
    axes = List.copyOf(axes);
    if (axes.size() != shape.length) {
      throw new IllegalArgumentException(
          "layer %s has %d dimensions but %d axes".formatted(name, shape.length, axes.size()));
    }
  }

  @Override
  public int[] shape() {
    return shape.clone();
  }

  /** Number of values for one sample. */
  public long size() {
    long size = 1;
    for (int dimension : shape) {
      size *= dimension;
    }
    return size;
  }

  /** Number of coordinates of the vector at a position; 1 for a layer without dimensions. */
  public long channels() {
    long channels = 1;
    for (int i = 0; i < shape.length; i++) {
      channels *= axes.get(i) == AxisRole.CHANNEL ? shape[i] : 1;
    }
    return channels;
  }

  /** Whether it is channels x height x width, as convolutions have it. */
  public boolean isFeatureMap() {
    return axes.equals(List.of(AxisRole.CHANNEL, AxisRole.POSITION, AxisRole.POSITION));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Layer layer && name.equals(layer.name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return name + " (" + operator + " " + Arrays.toString(shape) + ")";
  }
}
