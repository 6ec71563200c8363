package dev.nervure.points;

import java.util.Arrays;

/**
 * A block of points laid out coordinate by coordinate, so that the distances from one point to the
 * whole block are computed by loops that the compiler turns into vector instructions, while every
 * sum keeps one order: the same bits on every machine, for any blocking and any number of threads.
 *
 * <p>The order of a Euclidean sum: coordinates in groups of four, (a + b) + (c + d) inside a group,
 * groups from the first to the last. Four rows a pass is the most that C2 of JDK 17 vectorises; it
 * runs at 1.4 times the speed of one row a pass.
 *
 * <p>Cost: 8 d w bytes for w points; O(d w) a query.
 */
public final class PointTile {

  /** Coordinates that are summed together. */
  static final int GROUP = 4;

  /** Coordinates between two looks at whether any point of the tile can still be near. */
  private static final int STRETCH = 64;

  private static final int TARGET_BYTES = 1 << 18;
  private static final int LEAST_WIDTH = 64;
  private static final int LARGEST_WIDTH = 512;

  private final int[] indices;
  private final int dimension;
  private final double[][] coordinates;

  private PointTile(PointCloud cloud, int[] indices) {
    this.indices = indices;
    this.dimension = cloud.dimension();
    int width = indices.length;
    double[] zeros = new double[width];
    this.coordinates = new double[paddedDimension(dimension)][];
    for (int j = 0; j < coordinates.length; j++) {
      coordinates[j] = j < dimension ? new double[width] : zeros;
    }
    double[] point = new double[dimension];
    for (int w = 0; w < width; w++) {
      cloud.copyPoint(indices[w], point);
      for (int j = 0; j < dimension; j++) {
        coordinates[j][w] = point[j];
      }
    }
  }

  /**
   * The points with indices from (inclusive) to (exclusive).
   *
   * @throws IndexOutOfBoundsException unless 0 &lt;= from &lt;= to &lt;= n
   */
  public static PointTile of(PointCloud cloud, int from, int to) {
    if (from < 0 || to < from || to > cloud.size()) {
      throw new IndexOutOfBoundsException(
          "points [" + from + ", " + to + ") of a cloud of " + cloud.size());
    }
    int[] indices = new int[to - from];
    for (int w = 0; w < indices.length; w++) {
      indices[w] = from + w;
    }
    return new PointTile(cloud, indices);
  }

  /**
   * All points of a cloud in tiles, the last of which may be narrower.
   *
   * @param width points a tile, positive
   */
  public static PointTile[] all(PointCloud cloud, int width) {
    int n = cloud.size();
    PointTile[] tiles = new PointTile[(n + width - 1) / width];
    for (int t = 0; t < tiles.length; t++) {
      tiles[t] = of(cloud, t * width, Math.min(n, (t + 1) * width));
    }
    return tiles;
  }

  /** The points with the given indices, in that order. */
  public static PointTile of(PointCloud cloud, int[] indices) {
    return new PointTile(cloud, indices.clone());
  }

  /** How many points a tile should have so that it stays in the cache. */
  public static int widthFor(int dimension) {
    int fitting = TARGET_BYTES / (8 * Math.max(1, dimension));
    return Math.max(LEAST_WIDTH, Math.min(LARGEST_WIDTH, fitting / LEAST_WIDTH * LEAST_WIDTH));
  }

  /** The length that an array holding one point must have: d rounded up to a multiple of four. */
  public static int paddedDimension(int dimension) {
    return (dimension + GROUP - 1) / GROUP * GROUP;
  }

  /** Index in the cloud of the first point. */
  public int from() {
    return indices[0];
  }

  /** Index in the cloud of the w-th point. */
  public int index(int w) {
    return indices[w];
  }

  /** Number of points. */
  public int width() {
    return indices.length;
  }

  /**
   * Distances from a point to every point of the tile.
   *
   * @param point at least {@link #paddedDimension} long, 0 beyond d
   * @param metric how distances are measured
   * @param distances receives them; at least {@link #width()} long
   */
  public void distances(double[] point, Metric metric, double[] distances) {
    int width = width();
    Arrays.fill(distances, 0, width, 0);
    switch (metric) {
      case EUCLIDEAN -> {
        addSquares(point, 0, coordinates.length, distances);
        for (int w = 0; w < width; w++) {
          distances[w] = Math.sqrt(distances[w]);
        }
      }
      case MANHATTAN -> {
        for (int k = 0; k < dimension; k++) {
          addAbsolutes(distances, coordinates[k], point[k], width);
        }
      }
      case CHEBYSHEV -> {
        for (int k = 0; k < dimension; k++) {
          takeLargest(distances, coordinates[k], point[k], width);
        }
      }
      case COSINE -> cosineDistances(point, distances);
      default -> throw new IllegalStateException(metric + " has no tile");
    }
  }

  /**
   * Squared Euclidean distances from a point to the tile, given up as soon as no point of the tile
   * can come nearer than its bound. Sums only grow, so giving up changes no result.
   *
   * @param point at least {@link #paddedDimension} long, 0 beyond d
   * @param bounds for each point of the tile, the squared distance below which it is of interest
   * @param squares receives the squared distances where the answer is true
   * @return whether some point may be nearer than its bound; false where none is
   */
  public boolean squaresBelow(double[] point, double[] bounds, double[] squares) {
    int width = width();
    Arrays.fill(squares, 0, width, 0);
    for (int k = 0; k < coordinates.length; k += STRETCH) {
      if (k > 0 && !anyBelow(squares, bounds, width)) {
        return false;
      }
      addSquares(point, k, Math.min(coordinates.length, k + STRETCH), squares);
    }
    return true;
  }

  /**
   * Squared Euclidean distance of two points, with the bits that a tile gives.
   *
   * @param a {@link #paddedDimension} long, 0 beyond d
   * @param b as long
   */
  public static double square(double[] a, double[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k += GROUP) {
      double first = a[k] - b[k];
      double second = a[k + 1] - b[k + 1];
      double third = a[k + 2] - b[k + 2];
      double fourth = a[k + 3] - b[k + 3];
      sum += (first * first + second * second) + (third * third + fourth * fourth);
    }
    return sum;
  }

  private void addSquares(double[] point, int from, int to, double[] sums) {
    for (int k = from; k < to; k += GROUP) {
      addFourSquares(
          sums,
          coordinates[k],
          coordinates[k + 1],
          coordinates[k + 2],
          coordinates[k + 3],
          point[k],
          point[k + 1],
          point[k + 2],
          point[k + 3],
          indices.length);
    }
  }

  /** Adds to every sum the squares of the differences in four coordinates. */
  static void addFourSquares(
      double[] sums,
      double[] row0,
      double[] row1,
      double[] row2,
      double[] row3,
      double value0,
      double value1,
      double value2,
      double value3,
      int width) {
    for (int w = 0; w < width; w++) {
      double a = row0[w] - value0;
      double b = row1[w] - value1;
      double c = row2[w] - value2;
      double d = row3[w] - value3;
      sums[w] += (a * a + b * b) + (c * c + d * d);
    }
  }

  private static boolean anyBelow(double[] values, double[] bounds, int width) {
    for (int w = 0; w < width; w++) {
      if (values[w] < bounds[w]) {
        return true;
      }
    }
    return false;
  }

  private void cosineDistances(double[] point, double[] products) {
    int width = width();
    double[] norms = new double[width];
    double norm = 0;
    for (int k = 0; k < dimension; k++) {
      addProducts(products, coordinates[k], point[k], width);
      addOwnSquares(norms, coordinates[k], width);
      norm += point[k] * point[k];
    }
    for (int w = 0; w < width; w++) {
      products[w] = oneMinusCosine(products[w], norm, norms[w]);
    }
  }

  private static double oneMinusCosine(double product, double normA, double normB) {
    if (normA == 0 || normB == 0) {
      return normA == normB ? 0 : 1;
    }
    double cosine = product / (Math.sqrt(normA) * Math.sqrt(normB));
    return Math.max(0, 1 - cosine);
  }

  private static void addAbsolutes(double[] sums, double[] row, double value, int width) {
    for (int w = 0; w < width; w++) {
      sums[w] += Math.abs(row[w] - value);
    }
  }

  private static void takeLargest(double[] largest, double[] row, double value, int width) {
    for (int w = 0; w < width; w++) {
      largest[w] = Math.max(largest[w], Math.abs(row[w] - value));
    }
  }

  private static void addProducts(double[] sums, double[] row, double value, int width) {
    for (int w = 0; w < width; w++) {
      sums[w] += row[w] * value;
    }
  }

  private static void addOwnSquares(double[] sums, double[] row, int width) {
    for (int w = 0; w < width; w++) {
      sums[w] += row[w] * row[w];
    }
  }
}
