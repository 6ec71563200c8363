package dev.nervure.neighbors;

import dev.nervure.points.LeadingSubspace;
import dev.nervure.points.PointCloud;
import dev.nervure.points.PointTile;
import dev.nervure.points.SpatialOrder;
import dev.nervure.progress.Progress;

/**
 * The pairs within a radius of many points. Points lie in tiles along a {@link SpatialOrder} of
 * their leading coordinates. Two tiles whose boxes are too far apart are passed over; of the others
 * products in float32 along the leading directions, then of all coordinates, bound the distances
 * from both sides ({@link ScreenKeys}), and only pairs that the bounds leave open are measured, in
 * float64. Pairs of one group are not looked at.
 *
 * <p>On one thread. Which pairs of a group are told depends on the order of the search, all others
 * are told whatever it is. 8 n d + 300 n bytes.
 */
final class ScreenedPairs {
  /** Fewer coordinates than this a direction are not worth products along the directions. */
  private static final int COORDINATES_A_DIRECTION = 6;

  /** With the distance from the subspace a multiple of four. */
  private static final int DIRECTIONS = 31;

  /** Points of a tile whose products are computed together. */
  private static final int ROWS = 64;

  /** Fewer pairs than this of a row are multiplied one by one. */
  private static final int FEW_PAIRS = 24;

  /**
   * Coordinates of boxes are float32, and the distance from the subspace is off by up to the root
   * of d 2^-53 times the length of a point: relative to the largest coordinate more than either.
   */
  private static final double SLACK = 1e-4;

  private final PointCloud cloud;
  private final double largestSquare;
  private final PairsWithin.Listener listener;

  /** Index in the cloud by position in the search. */
  private final int[] order;

  private final float[][] points;
  private final float[][] leading;
  private final ScreenKeys keys;
  private final ScreenKeys leadingKeys;
  private final ScreenTile[] tiles;
  private final ScreenTile[] leadingTiles;
  private final float[][] lowestCorners;
  private final float[][] highestCorners;

  /** Of each tile the largest leading coordinate, whatever its sign. */
  private final float[] extents;

  private final float[][] products = new float[ROWS][ScreenTile.WIDTH];
  private final float[][] bounds = new float[ROWS][ScreenTile.WIDTH];
  private final int[] rows = new int[ROWS];
  private final int[] whole = new int[ROWS];
  private final int[] columnGroups = new int[ScreenTile.WIDTH];
  private final double[] point;
  private final double[] other;

  ScreenedPairs(PointCloud cloud, double largestSquare, PairsWithin.Listener listener) {
    this.cloud = cloud;
    this.largestSquare = largestSquare;
    this.listener = listener;
    int n = cloud.size();
    int d = cloud.dimension();
    point = new double[PointTile.paddedDimension(d)];
    other = new double[point.length];
    LeadingSubspace subspace = LeadingSubspace.of(cloud, Math.min(DIRECTIONS, d));
    float[][] projected = new float[n][ScreenTile.roundedUp(subspace.count() + 1)];
    double[] target = new double[subspace.count() + 1];
    for (int i = 0; i < n; i++) {
      cloud.copyPoint(i, point);
      subspace.project(point, target);
      for (int j = 0; j < target.length; j++) {
        projected[i][j] = (float) target[j];
      }
    }
    order = SpatialOrder.of(PointCloud.of(projected));
    points = new float[n][ScreenTile.roundedUp(d)];
    float[][] projectedInOrder = new float[n][];
    double[] centre = subspace.centre();
    for (int i = 0; i < n; i++) {
      projectedInOrder[i] = projected[order[i]];
      cloud.copyPoint(order[i], point);
      for (int j = 0; j < d; j++) {
        points[i][j] = (float) (point[j] - centre[j]);
      }
    }
    keys = new ScreenKeys(points, 0);
    tiles = ScreenTile.all(points);
    boolean pays = d >= COORDINATES_A_DIRECTION * DIRECTIONS;
    leading = pays ? projectedInOrder : new float[0][];
    leadingKeys = pays ? new ScreenKeys(leading, ScreenKeys.cancellation(d)) : keys;
    leadingTiles = pays ? ScreenTile.all(leading) : new ScreenTile[0];
    lowestCorners = new float[tiles.length][];
    highestCorners = new float[tiles.length][];
    extents = new float[tiles.length];
    for (int t = 0; t < tiles.length; t++) {
      box(projectedInOrder, t);
    }
  }

  /** What it takes beside the points, in bytes. */
  static long memory(int size, int dimension) {
    return (2L * ScreenTile.roundedUp(dimension) + 3L * (DIRECTIONS + 1) + 12) * Float.BYTES * size;
  }

  private void box(float[][] projected, int t) {
    int from = t * ScreenTile.WIDTH;
    lowestCorners[t] = projected[from].clone();
    highestCorners[t] = projected[from].clone();
    for (int i = from + 1; i < from + tiles[t].width(); i++) {
      for (int j = 0; j < projected[i].length; j++) {
        lowestCorners[t][j] = Math.min(lowestCorners[t][j], projected[i][j]);
        highestCorners[t][j] = Math.max(highestCorners[t][j], projected[i][j]);
      }
    }
    for (int j = 0; j < lowestCorners[t].length; j++) {
      float reach = Math.max(-lowestCorners[t][j], highestCorners[t][j]);
      extents[t] = Math.max(extents[t], reach);
    }
  }

  /** Whether no point of a tile can be within the radius of one of another. */
  private boolean areFar(int a, int b) {
    double slack = SLACK * Math.max(extents[a], extents[b]);
    double squares = 0;
    for (int j = 0; j < lowestCorners[a].length; j++) {
      double gap =
          Math.max(
              (double) lowestCorners[a][j] - highestCorners[b][j],
              (double) lowestCorners[b][j] - highestCorners[a][j]);
      double sure = gap - slack;
      squares += sure > 0 ? sure * sure : 0;
    }
    return squares > largestSquare;
  }

  /** Pairs of tiles near in order come first, so that groups form early. */
  void run(Progress progress) {
    for (int distance = 0; distance < tiles.length; distance++) {
      progress.checkCancelled();
      for (int t = 0; t + distance < tiles.length; t++) {
        if (distance == 0 || !areFar(t, t + distance)) {
          visit(t, t + distance, progress);
        }
      }
    }
  }

  private void visit(int rowTile, int columnTile, Progress progress) {
    int columns = columnTile * ScreenTile.WIDTH;
    int width = tiles[columnTile].width();
    int common = listener.group(order[columns]);
    for (int w = 0; w < width; w++) {
      columnGroups[w] = listener.group(order[columns + w]);
      common = columnGroups[w] == common ? common : -1;
    }
    int from = rowTile * ScreenTile.WIDTH;
    int to = from + tiles[rowTile].width();
    for (int chunk = from; chunk < to; chunk += ROWS) {
      progress.checkCancelled();
      int count = 0;
      for (int i = chunk; i < Math.min(to, chunk + ROWS); i++) {
        if (common < 0 || listener.group(order[i]) != common) {
          rows[count++] = i;
        }
      }
      if (count > 0) {
        screen(count, columnTile, columns, width);
      }
    }
  }

  private void screen(int count, int columnTile, int columns, int width) {
    if (leadingTiles.length == 0) {
      tiles[columnTile].products(points, rows, count, products);
      tell(rows, count, columns, width);
      return;
    }
    leadingTiles[columnTile].products(leading, rows, count, bounds);
    int wanted = 0;
    for (int r = 0; r < count; r++) {
      int near = near(rows[r], columns, width, bounds[r]);
      if (near > FEW_PAIRS) {
        whole[wanted++] = rows[r];
      } else if (near > 0) {
        tellFew(rows[r], columns, width, bounds[r]);
      }
    }
    tiles[columnTile].products(points, whole, wanted, products);
    tell(whole, wanted, columns, width);
  }

  /** The largest lower key of a partner, less the product, that the radius admits for a row. */
  private float limit(ScreenKeys of, int row) {
    return Math.nextUp((float) (largestSquare / 2 - of.low[row]));
  }

  /** How many pairs of a row are neither of one group nor ruled out along the directions. */
  private int near(int row, int columns, int width, float[] product) {
    float limit = limit(leadingKeys, row);
    int group = groupOf(row);
    float[] low = leadingKeys.low;
    int near = 0;
    for (int w = 0; w < width; w++) {
      near += low[columns + w] - product[w] <= limit & columnGroups[w] != group ? 1 : 0;
    }
    return near;
  }

  /** Its group, or a number that is none of a column. */
  private int groupOf(int row) {
    int group = listener.group(order[row]);
    return group < 0 ? -2 : group;
  }

  private void tellFew(int row, int columns, int width, float[] product) {
    float limit = limit(leadingKeys, row);
    int group = groupOf(row);
    for (int w = 0; w < width; w++) {
      int column = columns + w;
      if (leadingKeys.low[column] - product[w] <= limit
          && columnGroups[w] != group
          && column > row) {
        tell(row, column, ScreenTile.product(points[row], points[column]));
      }
    }
  }

  private void tell(int[] chosen, int count, int columns, int width) {
    for (int r = 0; r < count; r++) {
      int row = chosen[r];
      float limit = limit(keys, row);
      int group = groupOf(row);
      for (int w = 0; w < width; w++) {
        if (keys.low[columns + w] - products[r][w] <= limit
            && columnGroups[w] != group
            && columns + w > row) {
          tell(row, columns + w, products[r][w]);
        }
      }
    }
  }

  /** Tells a pair that may be within the radius if it is. */
  private void tell(int row, int column, float product) {
    float sure = Math.nextDown((float) (largestSquare / 2 - keys.high[row]));
    if (keys.high[column] - product <= sure || square(row, column) <= largestSquare) {
      listener.pair(order[row], order[column]);
    }
  }

  private double square(int row, int column) {
    cloud.copyPoint(order[row], point);
    cloud.copyPoint(order[column], other);
    return PointTile.square(point, other);
  }
}
