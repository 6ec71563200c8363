package dev.nervure.data;

/** Rows of float32 values in memory, one array each: 4 bytes a value. */
final class ArrayRows implements SampleRows {

  private final float[][] rows;

  ArrayRows(float[][] rows) {
    this.rows = rows;
  }

  @Override
  public int size() {
    return rows.length;
  }

  @Override
  public void read(int from, int count, float[] target, int at) {
    int position = at;
    for (int row = from; row < from + count; row++) {
      System.arraycopy(rows[row], 0, target, position, rows[row].length);
      position += rows[row].length;
    }
  }
}
