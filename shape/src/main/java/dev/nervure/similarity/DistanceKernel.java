package dev.nervure.similarity;

import dev.nervure.progress.Progress;

/**
 * Minus the Euclidean distance of two rows. Its alignment is the square of the distance correlation
 * (Szekely, Rizzo, Bakirov, Annals of Statistics 35, 2007; Sejdinovic, Sriperumbudur, Gretton,
 * Fukumizu, Annals of Statistics 41, 2013).
 */
record DistanceKernel() implements Kernel, Form<GramMatrix> {
  @Override
  public CenteredKernel of(Representation representation, boolean inFull, Progress progress) {
    return representation.form(this, progress);
  }

  @Override
  public boolean isMatrix() {
    return true;
  }

  @Override
  public GramMatrix of(Representation representation, Progress progress) {
    return representation
        .form(GramMatrix.LINEAR, progress)
        .squaredDistances(progress)
        .map((i, j, square) -> -Math.sqrt(square), progress)
        .centered(progress);
  }
}
