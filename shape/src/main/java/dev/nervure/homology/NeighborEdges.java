package dev.nervure.homology;

import dev.nervure.points.Metric;
import dev.nervure.points.PointCloud;
import dev.nervure.points.PointTile;
import dev.nervure.points.SparseDistances;
import dev.nervure.points.SpatialOrder;
import dev.nervure.progress.ParallelTasks;
import dev.nervure.progress.Progress;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Edges up to a threshold straight from points, without a distance matrix: 8 bytes an edge beside
 * the result.
 *
 * <p>Points are first put in order by a k-d split, so that a block of consecutive points is
 * compact; blocks whose bounding boxes are further apart than the threshold are never compared. In
 * low dimension this leaves a few neighbouring blocks; in high dimension it degrades to comparing
 * all blocks. Distances are those of {@link PointTile}, bit for bit.
 */
final class NeighborEdges {
  /** Up to this many points a full matrix is cheaper. */
  static final int DENSE_POINTS = 4096;

  private static final int BLOCK = SpatialOrder.BLOCK;

  private final PointCloud cloud;
  private final Metric metric;
  private final float threshold;
  private final int[] order;
  private final PointTile[] tiles;
  private final BlockBounds bounds;

  private NeighborEdges(PointCloud cloud, Metric metric, float threshold) {
    this.cloud = cloud;
    this.metric = metric;
    this.threshold = threshold;
    order = SpatialOrder.of(cloud);
    PointCloud sorted = cloud.select(order);
    tiles = PointTile.all(sorted, BLOCK);
    bounds = new BlockBounds(sorted, metric, BLOCK);
  }

  /**
   * The edges.
   *
   * @param order point by vertex: vertices are numbered along the {@link SpatialOrder}
   */
  record Found(FilteredGraph graph, int[] order) {}

  static Found search(
      PointCloud cloud, Metric metric, float threshold, int threads, Progress progress) {
    NeighborEdges search = new NeighborEdges(cloud, metric, threshold);
    int blocks = search.tiles.length;
    KeyBuffer[] edges = new KeyBuffer[threads];
    AtomicInteger next = new AtomicInteger();
    try (Progress.Task task = progress.begin("neighbours", blocks)) {
      ParallelTasks.run(
          threads,
          worker -> {
            KeyBuffer own = new KeyBuffer(1 << 12);
            for (int b = next.getAndIncrement(); b < blocks; b = next.getAndIncrement()) {
              progress.checkCancelled();
              search.block(b, own);
              task.advance(1);
            }
            edges[worker] = own;
          });
    }
    return new Found(search.merge(edges), search.order);
  }

  /** Edges from the points of a block to points of this and of later blocks. */
  private void block(int block, KeyBuffer edges) {
    double[] point = new double[PointTile.paddedDimension(cloud.dimension())];
    double[] distances = new double[BLOCK];
    int from = tiles[block].from();
    int to = from + tiles[block].width();
    for (int other = block; other < tiles.length; other++) {
      if ((float) bounds.gap(block, other) > threshold) {
        continue;
      }
      PointTile tile = tiles[other];
      for (int i = from; i < to; i++) {
        cloud.copyPoint(order[i], point);
        tile.distances(point, metric, distances);
        for (int w = 0; w < tile.width(); w++) {
          int j = tile.from() + w;
          if (j > i && (float) distances[w] <= threshold) {
            add(edges, (float) distances[w], j, i);
          }
        }
      }
    }
  }

  /** One long an edge where it fits, else the ends and then the length. */
  private void add(KeyBuffer edges, float length, int upper, int lower) {
    if (packed()) {
      edges.add(FilteredGraph.pack(length, upper, lower));
    } else {
      edges.add((long) upper << 32 | lower);
      edges.add(Float.floatToRawIntBits(length));
    }
  }

  private boolean packed() {
    return order.length <= FilteredGraph.PACKED_VERTICES;
  }

  private FilteredGraph merge(KeyBuffer[] parts) {
    if (!packed()) {
      return ofPairs(parts);
    }
    float shortest = threshold;
    for (KeyBuffer part : parts) {
      for (int k = 0; k < part.size; k++) {
        shortest = Math.min(shortest, EdgeSort.length(part.keys[k]));
      }
    }
    EdgeSort.Source found =
        (task, tasks, sink) -> {
          KeyBuffer part = parts[task];
          for (int k = 0; k < part.size; k++) {
            sink.add(part.keys[k]);
          }
        };
    return FilteredGraph.packed(
        order.length, EdgeSort.sort(found, shortest, threshold, parts.length));
  }

  private FilteredGraph ofPairs(KeyBuffer[] parts) {
    int count = 0;
    for (KeyBuffer part : parts) {
      count = Math.addExact(count, part.size / 2);
    }
    int[] first = new int[count];
    int[] second = new int[count];
    float[] distances = new float[count];
    int at = 0;
    for (KeyBuffer part : parts) {
      for (int k = 0; k < part.size; k += 2) {
        first[at] = (int) (part.keys[k] >>> 32);
        second[at] = (int) part.keys[k];
        distances[at++] = Float.intBitsToFloat((int) part.keys[k + 1]);
      }
    }
    return SparseEdges.build(
        SparseDistances.of(order.length, first, second, distances), threshold, parts.length);
  }
}
