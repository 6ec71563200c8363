package dev.nervure.data;

/**
 * Rows that lie in memory one after the other as float32.
 *
 * @param values of all rows; not copied
 * @param size number of rows
 */
record FlatRows(float[] values, int size) implements SampleRows {

  @Override
  public void read(int from, int count, float[] target, int at) {
    int width = size == 0 ? 0 : values.length / size;
    System.arraycopy(values, from * width, target, at, count * width);
  }
}
