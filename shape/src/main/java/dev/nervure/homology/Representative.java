package dev.nervure.homology;

/**
 * A bar with chains that show where it lives.
 *
 * @param dimension homology dimension, at least 1
 * @param birth birth of the bar
 * @param death death of the bar; {@code +Infinity} for an essential class
 * @param cocycle a cocycle of the complex just below the death, not a coboundary from the birth on
 * @param cycle a cycle that appears at the birth and bounds at the death; empty for an essential
 *     class of dimension 2 or more
 */
public record Representative(
    int dimension, double birth, double death, Chain cocycle, Chain cycle) {

  /** The same with vertex i called {@code names[i]}. */
  Representative renamed(int[] names) {
    return new Representative(
        dimension, birth, death, cocycle.renamed(names), cycle.renamed(names));
  }
}
