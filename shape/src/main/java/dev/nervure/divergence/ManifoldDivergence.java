package dev.nervure.divergence;

import dev.nervure.diagram.LifespanSum;
import dev.nervure.diagram.PersistenceDiagram;
import dev.nervure.homology.CrossBarcode;
import dev.nervure.points.DistanceMatrix;
import dev.nervure.points.PointCloud;
import dev.nervure.points.PointRows;
import dev.nervure.progress.Progress;

/**
 * Manifold topology divergence, MTop-Div (Barannikov, Trofimov, Sotnikov, Trimbach, Korotin,
 * Filippov, Burnaev, NeurIPS 2021): what of one cloud the other does not have near it, as loops and
 * ways, where both lie in one space; no point corresponds to another. In the unit of the distances.
 * 0 where every point has an equal in the base. Not symmetric: of a cloud inside a larger one it is
 * small, the other way round large.
 */
public final class ManifoldDivergence {
  private ManifoldDivergence() {}

  /**
   * MTop-Div of points from a base: the sum of the lifespans of their cross-barcode of degree 1.
   *
   * @throws IllegalArgumentException for clouds of different dimension, and where {@link
   *     CrossBarcode} does not take them
   */
  public static double of(PointRows points, PointRows base, Progress progress) {
    return LifespanSum.sum(barcode(points, base, progress), 1);
  }

  /**
   * MTop-Div of the first cloud from the second, and of the second from the first. The distances
   * are computed once for both.
   *
   * @throws IllegalArgumentException as {@link #of}
   */
  public static double[] directions(PointRows first, PointRows second, Progress progress) {
    DistanceMatrix all = distances(first, second, progress);
    int n = first.size();
    return new double[] {
      LifespanSum.sum(barcode(all, 0, n, progress), 1),
      LifespanSum.sum(barcode(all, n, all.size(), progress), 1)
    };
  }

  /** The cross-barcode of degree 1. Both are read block by block. */
  public static PersistenceDiagram barcode(PointRows points, PointRows base, Progress progress) {
    return barcode(distances(points, base, progress), 0, points.size(), progress);
  }

  private static DistanceMatrix distances(PointRows first, PointRows second, Progress progress) {
    if (first.dimension() != second.dimension()) {
      throw new IllegalArgumentException(
          "MTop-Div needs both clouds in one space but one has %d coordinates and the other %d"
              .formatted(first.dimension(), second.dimension()));
    }
    return DistanceMatrix.of(new Both(first, second), 1, progress);
  }

  /** That of the points at these positions; all others are the base. */
  private static PersistenceDiagram barcode(
      DistanceMatrix all, int from, int to, Progress progress) {
    int n = to - from;
    float[][] toBase = new float[n][all.size() - n];
    int[] own = new int[n];
    for (int i = 0; i < n; i++) {
      own[i] = from + i;
      for (int j = 0; j < toBase[i].length; j++) {
        toBase[i][j] = all.distance(from + i, j < from ? j : j + n);
      }
    }
    return CrossBarcode.of(all.select(own), toBase, progress);
  }

  /** The points of one cloud and then those of another. */
  private record Both(PointRows first, PointRows second) implements PointRows {
    @Override
    public int size() {
      return first.size() + second.size();
    }

    @Override
    public int dimension() {
      return first.dimension();
    }

    @Override
    public PointCloud read(int from, int to) {
      int n = first.size();
      if (to <= n) {
        return first.read(from, to);
      }
      if (from >= n) {
        return second.read(from - n, to - n);
      }
      PointCloud head = first.read(from, n);
      PointCloud tail = second.read(0, to - n);
      double[][] joined = new double[to - from][dimension()];
      for (int i = 0; i < joined.length; i++) {
        boolean isHead = i < head.size();
        (isHead ? head : tail).copyPoint(isHead ? i : i - head.size(), joined[i]);
      }
      return PointCloud.of(joined);
    }
  }
}
