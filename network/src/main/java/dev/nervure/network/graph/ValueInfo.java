package dev.nervure.network.graph;

import dev.nervure.array.ElementType;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What is declared about an input or output edge of a graph.
 *
 * @param name the edge
 * @param type the element type, or null where the file does not say (integers of all widths and
 *     booleans are INT64, half precision is FLOAT32)
 * @param shape the dimensions, {@code -1} for a free one, or null where the file does not give the
 *     number of dimensions; copied on the way in and out
 */
public record ValueInfo(String name, @Nullable ElementType type, int @Nullable [] shape) {

  public ValueInfo(String name, @Nullable ElementType type, int @Nullable [] shape) {
    this.name = name;
    this.type = type;
    this.shape = shape == null ? null : shape.clone();
    if (shape != null) {
      for (int dimension : shape) {
        if (dimension < -1) {
          throw new IllegalArgumentException(
              "shape of " + name + " must hold sizes or -1 but was " + Arrays.toString(shape));
        }
      }
    }
  }

  @Override
  public int @Nullable [] shape() {
    return shape == null ? null : shape.clone();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ValueInfo info
        && name.equals(info.name)
        && type == info.type
        && Arrays.equals(shape, info.shape);
  }

  @Override
  public int hashCode() {
    return 31 * name.hashCode() + Arrays.hashCode(shape);
  }

  @Override
  public String toString() {
    return name + ": " + type + " " + Arrays.toString(shape);
  }
}
