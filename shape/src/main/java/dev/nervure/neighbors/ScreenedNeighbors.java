package dev.nervure.neighbors;

import dev.nervure.points.LeadingSubspace;
import dev.nervure.points.PointCloud;
import dev.nervure.points.PointTile;
import dev.nervure.points.SpatialOrder;
import dev.nervure.progress.ParallelTasks;
import dev.nervure.progress.Progress;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The exact Euclidean nearest neighbours of many points of many coordinates, with the bits of the
 * plain search: products of pairs in float32, each pair once, say with a bound of their rounding
 * which points may be among the nearest, and only these are measured, in float64.
 *
 * <p>The squared distance is |x|^2 + |y|^2 - 2 xy. A product along the directions of a {@link
 * LeadingSubspace}, and of the distances from it, is an upper bound of xy; where it rules a pair
 * out no more is computed. Points lie in tiles along a {@link SpatialOrder}, and tiles near in
 * order come first, so that limits are low early. Which candidates remain may depend on the
 * threads, the nearest among them do not.
 */
final class ScreenedNeighbors {
  private static final int LEAST_DIMENSION = 32;
  private static final int LEAST_POINTS = 1024;

  /**
   * Neighbours of a point may be at most this share of all: each has room for about twice as many.
   */
  private static final int LEAST_POINTS_A_NEIGHBOR = 16;

  /** Fewer coordinates than this a direction are not worth the directions. */
  private static final int COORDINATES_A_DIRECTION = 6;

  /** With the distance from the subspace a multiple of four. */
  private static final int DIRECTIONS = 31;

  /** Points of a tile whose products are computed together. */
  private static final int ROWS = 64;

  /** Fewer pairs than this of a row are multiplied one by one. */
  private static final int FEW_PAIRS = 24;

  private final PointCloud cloud;
  private final int neighbors;

  /** Index in the cloud by position in the search. */
  private final int[] order;

  /**
   * Points by position, from their centre; of the leading directions empty where these do not pay.
   */
  private final float[][] points;

  private final float[][] leading;
  private final ScreenKeys keys;

  /** Of as many coordinates as pay, rounding changes products along the directions by less. */
  private final ScreenKeys leadingKeys;

  private final ScreenTile[] tiles;
  private final ScreenTile[] leadingTiles;
  private final NearCandidates[] candidates;

  private ScreenedNeighbors(PointCloud cloud, int neighbors) {
    this.cloud = cloud;
    this.neighbors = neighbors;
    int n = cloud.size();
    int d = cloud.dimension();
    LeadingSubspace subspace = LeadingSubspace.of(cloud, Math.min(DIRECTIONS, d));
    float[][] projected = new float[n][ScreenTile.roundedUp(subspace.count() + 1)];
    float[][] centred = new float[n][ScreenTile.roundedUp(d)];
    double[] point = new double[d];
    double[] target = new double[subspace.count() + 1];
    double[] centre = subspace.centre();
    for (int i = 0; i < n; i++) {
      cloud.copyPoint(i, point);
      subspace.project(point, target);
      for (int j = 0; j < d; j++) {
        centred[i][j] = (float) (point[j] - centre[j]);
      }
      for (int j = 0; j < target.length; j++) {
        projected[i][j] = (float) target[j];
      }
    }
    order = SpatialOrder.of(PointCloud.of(projected));
    points = inOrder(centred);
    keys = new ScreenKeys(points, 0);
    tiles = ScreenTile.all(points);
    boolean pays = d >= COORDINATES_A_DIRECTION * DIRECTIONS;
    leading = pays ? inOrder(projected) : new float[0][];
    leadingKeys = pays ? new ScreenKeys(leading, ScreenKeys.cancellation(d)) : keys;
    leadingTiles = pays ? ScreenTile.all(leading) : new ScreenTile[0];
    candidates = new NearCandidates[n];
    for (int i = 0; i < n; i++) {
      candidates[i] = new NearCandidates(neighbors, keys.uncertainty, keys.uncertainty[i]);
    }
  }

  private float[][] inOrder(float[][] rows) {
    float[][] ordered = new float[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      ordered[i] = rows[order[i]];
    }
    return ordered;
  }

  /** Whether a cloud is of a kind for which this pays and is safe. */
  static boolean suits(PointCloud cloud, int neighbors) {
    if (cloud.dimension() < LEAST_DIMENSION
        || cloud.size() < LEAST_POINTS
        || cloud.size() / LEAST_POINTS_A_NEIGHBOR < neighbors) {
      return false;
    }
    return ScreenKeys.areSafeFor(cloud);
  }

  /** The neighbours of every point. */
  static NeighborTable of(PointCloud cloud, int neighbors, int threads, Progress progress) {
    ScreenedNeighbors search = new ScreenedNeighbors(cloud, neighbors);
    search.screen(threads, progress);
    return search.measure(threads, progress);
  }

  /** Offers every pair that may matter to both of its points. */
  private void screen(int threads, Progress progress) {
    int count = tiles.length;
    AtomicInteger next = new AtomicInteger();
    int pairs = count * (count + 1) / 2;
    try (Progress.Task task = progress.begin("nearest neighbours", pairs)) {
      ParallelTasks.run(
          threads,
          worker -> {
            PairScreen screen = new PairScreen();
            for (int p = next.getAndIncrement(); p < pairs; p = next.getAndIncrement()) {
              // Pairs along diagonals: those of tiles near in order first.
              int distance = 0;
              int position = p;
              while (position >= count - distance) {
                position -= count - distance;
                distance++;
              }
              screen.run(position, position + distance, progress);
              task.advance(1);
            }
          });
    }
  }

  /** Measures the candidates in float64, as the plain search measures all points. */
  private NeighborTable measure(int threads, Progress progress) {
    int n = order.length;
    int[][] indices = new int[n][neighbors];
    double[][] distances = new double[n][neighbors];
    AtomicInteger next = new AtomicInteger();
    ParallelTasks.run(
        threads,
        worker -> {
          NeighborHeap heap = new NeighborHeap(neighbors);
          double[] point = new double[PointTile.paddedDimension(cloud.dimension())];
          double[] other = new double[point.length];
          for (int b = next.getAndAdd(ROWS); b < n; b = next.getAndAdd(ROWS)) {
            progress.checkCancelled();
            for (int position = b; position < Math.min(n, b + ROWS); position++) {
              int i = order[position];
              cloud.copyPoint(i, point);
              if (candidates[position].isGivenUp()) {
                for (int j = 0; j < n; j++) {
                  offer(j, i, point, other, heap);
                }
              } else {
                for (int candidate : candidates[position].remaining()) {
                  offer(order[candidate], i, point, other, heap);
                }
              }
              heap.drain(indices[i], distances[i]);
              for (int r = 0; r < neighbors; r++) {
                distances[i][r] = Math.sqrt(distances[i][r]);
              }
            }
          }
        });
    return new NeighborTable(indices, distances);
  }

  private void offer(int j, int i, double[] point, double[] other, NeighborHeap heap) {
    if (j != i) {
      cloud.copyPoint(j, other);
      heap.offer(PointTile.square(point, other), j);
    }
  }

  /** The workspace of one thread: two tiles, each point of one with each of the other. */
  private final class PairScreen {
    private final float[][] products = new float[ROWS][ScreenTile.WIDTH];
    private final float[][] bounds = new float[ROWS][ScreenTile.WIDTH];
    private final float[] columnLimits = new float[ScreenTile.WIDTH];
    private final int[] all = new int[ROWS];
    private final int[] whole = new int[ROWS];

    void run(int rowTile, int columnTile, Progress progress) {
      int from = rowTile * ScreenTile.WIDTH;
      int to = from + tiles[rowTile].width();
      for (int chunk = from; chunk < to; chunk += ROWS) {
        progress.checkCancelled();
        screen(chunk, Math.min(to, chunk + ROWS), rowTile, columnTile);
      }
    }

    private void screen(int from, int to, int rowTile, int columnTile) {
      int count = to - from;
      for (int r = 0; r < count; r++) {
        all[r] = from + r;
      }
      int columns = columnTile * ScreenTile.WIDTH;
      int width = tiles[columnTile].width();
      if (leadingTiles.length == 0 || rowTile == columnTile) {
        tiles[columnTile].products(points, all, count, products);
        offerRows(all, count, rowTile, columnTile);
        return;
      }
      leadingTiles[columnTile].products(leading, all, count, bounds);
      for (int w = 0; w < width; w++) {
        columnLimits[w] = candidates[columns + w].limit();
      }
      int wanted = 0;
      for (int r = 0; r < count; r++) {
        int row = all[r];
        int near = near(row, columns, width, bounds[r]);
        if (near > FEW_PAIRS) {
          whole[wanted++] = row;
        } else if (near > 0) {
          offerFew(row, columns, width, bounds[r]);
        }
      }
      tiles[columnTile].products(points, whole, wanted, products);
      offerRows(whole, wanted, rowTile, columnTile);
    }

    /** How many pairs of a row the bounds do not rule out, for the row or for the column. */
    private int near(int row, int columns, int width, float[] bound) {
      float limit = candidates[row].limit();
      float own = leadingKeys.low[row];
      int near = 0;
      for (int w = 0; w < width; w++) {
        boolean ofRow = leadingKeys.low[columns + w] - bound[w] <= limit;
        boolean ofColumn = own - bound[w] <= columnLimits[w];
        near += ofRow | ofColumn ? 1 : 0;
      }
      return near;
    }

    private void offerFew(int row, int columns, int width, float[] bound) {
      float own = leadingKeys.low[row];
      for (int w = 0; w < width; w++) {
        int column = columns + w;
        float limit = candidates[row].limit();
        if (leadingKeys.low[column] - bound[w] <= limit || own - bound[w] <= columnLimits[w]) {
          float product = ScreenTile.product(points[row], points[column]);
          offer(row, column, keys.low[column] - product);
          offer(column, row, keys.low[row] - product);
        }
      }
    }

    private void offerRows(int[] rows, int count, int rowTile, int columnTile) {
      int columns = columnTile * ScreenTile.WIDTH;
      int width = tiles[columnTile].width();
      for (int r = 0; r < count; r++) {
        int row = rows[r];
        NearCandidates ofRow = candidates[row];
        synchronized (ofRow) {
          for (int w = 0; w < width; w++) {
            float key = keys.low[columns + w] - products[r][w];
            if (key <= ofRow.limit() && columns + w != row) {
              ofRow.offer(key, columns + w);
            }
          }
        }
      }
      if (rowTile == columnTile) {
        return; // each of its pairs comes in both orders
      }
      for (int w = 0; w < width; w++) {
        NearCandidates ofColumn = candidates[columns + w];
        synchronized (ofColumn) {
          for (int r = 0; r < count; r++) {
            float key = keys.low[rows[r]] - products[r][w];
            if (key <= ofColumn.limit()) {
              ofColumn.offer(key, rows[r]);
            }
          }
        }
      }
    }

    private void offer(int to, int other, float key) {
      NearCandidates near = candidates[to];
      synchronized (near) {
        if (key <= near.limit()) {
          near.offer(key, other);
        }
      }
    }
  }
}
