package dev.nervure.similarity;

import dev.nervure.array.NdArray;
import dev.nervure.neighbors.NearestNeighbors;
import dev.nervure.neighbors.NeighborTable;
import dev.nervure.points.Metric;
import dev.nervure.points.PointCloud;
import dev.nervure.progress.Progress;

/**
 * The k nearest rows to each row of a representation, nearest first; of equally near ones that with
 * the lower index.
 *
 * @param k at most n - 1
 * @param byAngle by the angle at the origin rather than by Euclidean distance
 */
record RowNeighbors(int k, boolean byAngle) implements Form<NeighborTable> {
  @Override
  public NeighborTable of(Representation representation, Progress progress) {
    RowMatrix rows =
        byAngle
            ? representation.form(new UnitRows(), progress)
            : representation.form(RowMatrix.PLAIN, progress);
    PointCloud cloud = PointCloud.of(NdArray.of(rows.values(), rows.rows(), rows.features()));
    return NearestNeighbors.of(cloud, k, Metric.EUCLIDEAN, 1, progress);
  }
}
