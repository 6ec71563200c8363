package dev.nervure.data;

/**
 * Where the values of samples come from. Rows are float32, some float64 too, in the order of the
 * sample's shape; implementations decode on demand and are safe for use by several threads.
 */
interface SampleRows {

  /** Number of samples. */
  int size();

  /** Writes rows {@code from .. from + count - 1} to {@code target[at..]}, one after the other. */
  void read(int from, int count, float[] target, int at);

  /** Whether {@link #readPrecise} has more digits than float32. */
  default boolean isPrecise() {
    return false;
  }

  /**
   * As {@link #read}, as float64.
   *
   * @throws UnsupportedOperationException if the rows are float32
   */
  default void readPrecise(int from, int count, double[] target, int at) {
    throw new UnsupportedOperationException("these rows are float32");
  }

  /** The name of a row for messages, such as a file name or "row 17". */
  default String rowName(int row) {
    return "row " + row;
  }
}
