package dev.nervure.similarity;

import dev.nervure.progress.Progress;

/** A kernel between the rows of a representation. Two that are equal are the same kernel. */
interface Kernel {
  /**
   * Its centred matrix.
   *
   * @param inFull as a matrix of all pairs of rows, even where it could be kept as features: both
   *     sides of a product are of one kind
   */
  CenteredKernel of(Representation representation, boolean inFull, Progress progress);

  /** Whether it can only be kept as a matrix of all pairs of rows. */
  boolean isMatrix();
}
