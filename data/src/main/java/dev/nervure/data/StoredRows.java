package dev.nervure.data;

import dev.nervure.data.array.StoredArray;

/**
 * Rows of an array on disk. Bytes may be scaled from 0..255 to 0..1; images whose channels come
 * last on disk are turned so that channels come first. Memory: nothing but the array's own.
 */
final class StoredRows implements SampleRows {

  private final StoredArray array;
  private final boolean unitScale;
  private final int channelsLast;

  /**
   * @param unitScale whether to divide by 255
   * @param channelsLast number of channels if they come last on disk, else 0
   */
  StoredRows(StoredArray array, boolean unitScale, int channelsLast) {
    this.array = array;
    this.unitScale = unitScale;
    this.channelsLast = channelsLast;
  }

  @Override
  public int size() {
    return array.rows();
  }

  @Override
  public void read(int from, int count, float[] target, int at) {
    array.readFloats(from, count, target, at);
    int rowSize = array.rowSize();
    if (unitScale) {
      for (int i = at; i < at + count * rowSize; i++) {
        target[i] /= 255f;
      }
    }
    if (channelsLast > 1) {
      float[] row = new float[rowSize];
      for (int r = 0; r < count; r++) {
        channelsFirst(target, at + r * rowSize, row);
      }
    }
  }

  private void channelsFirst(float[] values, int at, float[] row) {
    System.arraycopy(values, at, row, 0, row.length);
    int pixels = row.length / channelsLast;
    for (int channel = 0; channel < channelsLast; channel++) {
      for (int pixel = 0; pixel < pixels; pixel++) {
        values[at + channel * pixels + pixel] = row[pixel * channelsLast + channel];
      }
    }
  }
}
