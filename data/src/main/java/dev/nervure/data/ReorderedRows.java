package dev.nervure.data;

/**
 * The rows of a table with its columns in another order. Memory: nothing but the table's own; a
 * read copies its rows once more.
 *
 * @param source the table
 * @param order the source's index of each column
 */
record ReorderedRows(SampleRows source, int[] order) implements SampleRows {

  @Override
  public int size() {
    return source.size();
  }

  @Override
  public void read(int from, int count, float[] target, int at) {
    float[] rows = new float[count * order.length];
    source.read(from, count, rows, 0);
    for (int row = 0; row < rows.length; row += order.length) {
      for (int column = 0; column < order.length; column++) {
        target[at + row + column] = rows[row + order[column]];
      }
    }
  }

  @Override
  public String rowName(int row) {
    return source.rowName(row);
  }
}
