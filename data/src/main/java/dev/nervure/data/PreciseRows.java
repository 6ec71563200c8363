package dev.nervure.data;

/**
 * Rows that lie in memory one after the other as float64, for points that are read as they are
 * written.
 *
 * @param values of all rows; not copied
 * @param size number of rows
 */
record PreciseRows(double[] values, int size) implements SampleRows {

  @Override
  public void read(int from, int count, float[] target, int at) {
    int width = width();
    for (int i = 0; i < count * width; i++) {
      target[at + i] = (float) values[from * width + i];
    }
  }

  @Override
  public boolean isPrecise() {
    return true;
  }

  @Override
  public void readPrecise(int from, int count, double[] target, int at) {
    int width = width();
    System.arraycopy(values, from * width, target, at, count * width);
  }

  private int width() {
    return size == 0 ? 0 : values.length / size;
  }
}
