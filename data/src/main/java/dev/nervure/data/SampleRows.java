package dev.nervure.data;

/**
 * Where the values of samples come from. Rows are float32 in the order of the sample's shape;
 * implementations decode on demand and are safe for use by several threads.
 */
interface SampleRows {

  /** Number of samples. */
  int size();

  /** Writes rows {@code from .. from + count - 1} to {@code target[at..]}, one after the other. */
  void read(int from, int count, float[] target, int at);

  /** The name of a row for messages, such as a file name or "row 17". */
  default String rowName(int row) {
    return "row " + row;
  }
}
