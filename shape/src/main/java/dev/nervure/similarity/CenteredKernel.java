package dev.nervure.similarity;

import dev.nervure.progress.Progress;

/**
 * A kernel matrix K between the rows of a representation, centred: H K H with H = I - 11^T/n, so
 * that every row and every column sums to 0. Immutable.
 */
interface CenteredKernel {
  /** K_ii. */
  double[] diagonal();

  /** The sum over all i and j of K_ij L_ij. */
  double product(CenteredKernel other, Progress progress);
}
