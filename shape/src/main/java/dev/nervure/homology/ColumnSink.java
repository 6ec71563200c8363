package dev.nervure.homology;

/** Receives the simplices that the reduction must look at. */
@FunctionalInterface
interface ColumnSink {
  /**
   * Takes a simplex.
   *
   * @param rank rank of its longest edge
   * @param digits its other vertices, in descending order, as digits of {@code bits(vertices)} bits
   */
  void add(int rank, long digits);
}
