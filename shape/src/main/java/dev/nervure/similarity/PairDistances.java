package dev.nervure.similarity;

import dev.nervure.points.DistanceMatrix;
import dev.nervure.points.PointRows;
import dev.nervure.progress.Progress;

/**
 * Euclidean distances of all rows in float32, as the topological measures take them. 2 n^2 bytes.
 */
record PairDistances() implements Form<DistanceMatrix> {
  @Override
  public DistanceMatrix of(Representation representation, Progress progress) {
    PointRows rows = PointRows.of(representation.cloud().rescaled());
    return DistanceMatrix.of(rows, 1, progress);
  }
}
