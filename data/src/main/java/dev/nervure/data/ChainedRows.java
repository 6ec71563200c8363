package dev.nervure.data;

import java.util.List;

/** Samples of several files, one after the other. */
final class ChainedRows implements SampleRows {

  private final SampleRows[] parts;
  private final int[] firstRows;
  private final int rowSize;

  /**
   * @param rowSize number of values of a sample
   */
  ChainedRows(List<? extends SampleRows> parts, int rowSize) {
    this.parts = parts.toArray(new SampleRows[0]);
    this.rowSize = rowSize;
    this.firstRows = new int[this.parts.length + 1];
    for (int i = 0; i < this.parts.length; i++) {
      firstRows[i + 1] = Math.addExact(firstRows[i], this.parts[i].size());
    }
  }

  @Override
  public int size() {
    return firstRows[parts.length];
  }

  @Override
  public void read(int from, int count, float[] target, int at) {
    int row = from;
    int end = from + count;
    for (int part = 0; part < parts.length && row < end; part++) {
      int stop = Math.min(end, firstRows[part + 1]);
      if (row < stop) {
        int position = at + (row - from) * rowSize;
        parts[part].read(row - firstRows[part], stop - row, target, position);
        row = stop;
      }
    }
  }
}
