package dev.nervure.homology;

/**
 * A reduced column of the coboundary matrix: the simplex of its own and the others that were added
 * to it. Immutable, so that threads may share it.
 *
 * @param index position of the column, in descending filtration order
 * @param simplex key of the column's own simplex
 * @param added keys of the simplices whose coboundaries were added, each once
 */
record ReducedColumn(int index, long simplex, long[] added) {
  static final long[] NOTHING = {};
}
