package dev.nervure.similarity;

import dev.nervure.points.DistanceMatrix;
import dev.nervure.progress.Progress;

/**
 * Euclidean distances of all rows in float32, as the topological measures take them. 2 n^2 bytes.
 */
record PairDistances() implements Form<DistanceMatrix> {
  @Override
  public DistanceMatrix of(Representation representation, Progress progress) {
    return DistanceMatrix.of(representation.rows(), 1, progress);
  }
}
