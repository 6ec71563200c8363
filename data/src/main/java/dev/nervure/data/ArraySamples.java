package dev.nervure.data;

import dev.nervure.data.array.StoredArray;
import dev.nervure.data.array.StoredType;
import java.util.Arrays;

/** Takes the axes of an array on disk as samples: images (channels first) or rows of a table. */
final class ArraySamples {

  private ArraySamples() {}

  /**
   * The shape of one sample: d for N x d, (1, H, W) for N x H x W, (C, H, W) for four axes.
   *
   * @throws BadDataException for other ranks or an empty axis
   */
  static int[] sampleShape(StoredArray array, ChannelOrder order) {
    int[] shape = array.shape();
    for (int axis = 1; axis < shape.length; axis++) {
      if (shape[axis] == 0) {
        throw new BadDataException(
            "has samples without values, shape " + Arrays.toString(shape),
            array.origin(),
            "Write the array again.");
      }
    }
    return switch (shape.length) {
      case 2 -> new int[] {shape[1]};
      case 3 -> new int[] {1, shape[1], shape[2]};
      case 4 ->
          order.channelsLast(shape) > 0
              ? new int[] {shape[3], shape[1], shape[2]}
              : new int[] {shape[1], shape[2], shape[3]};
      default ->
          throw new BadDataException(
              "has shape "
                  + Arrays.toString(shape)
                  + " where samples need 2 to 4 axes (N x d, N x H x W, N x C x H x W)",
              array.origin(),
              "Reshape the array; the first axis counts the samples.");
    };
  }

  /** Rows in the shape above; bytes of images (three or four axes) are divided by 255. */
  static StoredRows rows(StoredArray array, ChannelOrder order) {
    boolean image = array.rank() >= 3;
    return new StoredRows(
        array, image && array.type() == StoredType.UINT8, order.channelsLast(array.shape()));
  }
}
