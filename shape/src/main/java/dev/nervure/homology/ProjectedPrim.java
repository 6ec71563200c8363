package dev.nervure.homology;

import dev.nervure.points.LeadingSubspace;
import dev.nervure.points.PointCloud;
import dev.nervure.points.SpatialOrder;
import dev.nervure.progress.Progress;
import java.util.Arrays;

/**
 * Prim's algorithm straight from points of many coordinates, with Euclidean distances. In each step
 * the distances from the point that joined are bounded from below by those in a {@link
 * LeadingSubspace}; only where the bound does not exceed a point's distance to the tree is the
 * distance itself computed. The lengths are the same, bit for bit, as without.
 *
 * <p>Points lie in tiles along a {@link SpatialOrder}, so that most tiles are far from the point
 * that joined and are passed over after a few directions. Not thread safe; one run an object.
 */
final class ProjectedPrim {
  /** Below so many coordinates the projection saves nothing. */
  private static final int LEAST_DIMENSION = 96;

  private static final int LEAST_POINTS = 512;
  private static final int DIRECTIONS = 64;

  /** Directions between two looks at whether any point of the tile can still be near. */
  private static final int STRETCH = 16;

  private static final int WIDTH = 128;
  private static final int STEPS_A_LOOK = 16;

  /**
   * What rounding may take from a squared bound: float32 sums of 65 terms lose less than 65 * 2^-24
   * of it, a sixth of this.
   */
  private static final double ROUNDING = 2.4e-5;

  /** Squares of coordinates up to here, and their sums, are ordinary float32 numbers. */
  private static final double LARGEST = 1e15;

  private static final double SMALLEST = 1e-10;

  private final PointCloud cloud;
  private final Progress progress;
  private final double[] lengths;

  /** Projected points, and what rounding to float32 may change in a distance of two of them. */
  private final float[][] projected;

  private double slack;
  private Tile[] tiles = {};
  private int packed;
  private int waiting;

  private final double[] point;

  ProjectedPrim(PointCloud cloud, Progress progress) {
    this.cloud = cloud;
    this.progress = progress;
    lengths = new double[Math.max(0, cloud.size() - 1)];
    projected = new float[cloud.size()][];
    point = new double[cloud.dimension()];
  }

  /** Whether a cloud is of a kind for which this pays and is safe. */
  static boolean suits(PointCloud cloud) {
    if (cloud.dimension() < LEAST_DIMENSION || cloud.size() < LEAST_POINTS) {
      return false;
    }
    double largest = 0;
    for (int i = 0; i < cloud.size(); i++) {
      for (int j = 0; j < cloud.dimension(); j++) {
        largest = Math.max(largest, Math.abs(cloud.coordinate(i, j)));
      }
    }
    return largest > SMALLEST && largest < LARGEST;
  }

  double[] run() {
    int n = cloud.size();
    project();
    int[] order = SpatialOrder.of(PointCloud.of(projected));
    int[] others = new int[n - 1];
    int count = 0;
    for (int i : order) {
      if (i != 0) {
        others[count++] = i;
      }
    }
    double[] squares = new double[n - 1];
    Arrays.fill(squares, Double.POSITIVE_INFINITY);
    pack(others, squares, n - 1);
    int joined = 0;
    try (Progress.Task task = progress.begin("minimum spanning tree", lengths.length)) {
      float[] bounds = new float[WIDTH];
      for (int edge = 0; edge < lengths.length; edge++) {
        if (edge % STEPS_A_LOOK == 0) {
          progress.checkCancelled();
        }
        cloud.copyPoint(joined, point);
        Tile best = tiles[0];
        for (Tile tile : tiles) {
          if (tile.mayBeNear(projected[joined], bounds)) {
            lower(tile, bounds);
          }
          if (tile.isBefore(best)) {
            best = tile;
          }
        }
        lengths[edge] = Math.sqrt(best.squares[best.first]);
        joined = best.index[best.first];
        best.remove(best.first);
        waiting--;
        if (4L * waiting < 3L * packed) {
          repack();
        }
        task.advance(1);
      }
    }
    return lengths;
  }

  private void project() {
    LeadingSubspace subspace = LeadingSubspace.of(cloud, Math.min(DIRECTIONS, cloud.dimension()));
    double[] target = new double[subspace.count() + 1];
    double largest = 0;
    double longest = 0;
    for (int i = 0; i < projected.length; i++) {
      cloud.copyPoint(i, point);
      subspace.project(point, target);
      projected[i] = new float[target.length];
      double squares = 0;
      for (int k = 0; k < target.length; k++) {
        projected[i][k] = (float) target[k];
        largest = Math.max(largest, Math.abs(target[k]));
        squares += target[k] * target[k];
      }
      longest = Math.max(longest, Math.sqrt(squares));
    }
    // Each coordinate of a difference is off by at most 2^-23 of the largest. The distance from the
    // subspace is the root of a difference of two sums of d squares, each off by d 2^-53 at most.
    double rounding = Math.sqrt(target.length) * largest * 0x1p-23;
    double cancellation = 2 * longest * Math.sqrt(2.0 * point.length * 0x1p-53);
    slack = 2 * (rounding + cancellation);
  }

  /** The largest bound at which the distance itself may still be below the square root given. */
  private float boundOf(double square) {
    double distance = Math.sqrt(square) + slack;
    return Math.nextUp((float) (distance * distance * (1 + ROUNDING)));
  }

  private void lower(Tile tile, float[] bounds) {
    boolean lowered = false;
    for (int w = 0; w < tile.width; w++) {
      if (bounds[w] <= tile.limits[w]) {
        double square = squareBelow(tile.index[w], tile.squares[w]);
        if (square < tile.squares[w]) {
          tile.squares[w] = square;
          tile.limits[w] = boundOf(square);
          lowered = true;
        }
      }
    }
    if (lowered) {
      tile.findFirst();
    }
  }

  /**
   * Squared distance between a point and the one that joined last, in the order of summation of
   * {@link dev.nervure.points.PointTile}, given up where it cannot be below the limit any more.
   */
  private double squareBelow(int i, double limit) {
    int d = point.length;
    double sum = 0;
    int j = 0;
    for (; j + 4 <= d; j += 4) {
      double a = cloud.coordinate(i, j) - point[j];
      double b = cloud.coordinate(i, j + 1) - point[j + 1];
      double c = cloud.coordinate(i, j + 2) - point[j + 2];
      double e = cloud.coordinate(i, j + 3) - point[j + 3];
      sum += (a * a + b * b) + (c * c + e * e);
      if ((j & 63) == 60 && sum >= limit) {
        return sum;
      }
    }
    if (j < d) {
      double a = cloud.coordinate(i, j) - point[j];
      double b = j + 1 < d ? cloud.coordinate(i, j + 1) - point[j + 1] : 0;
      double c = j + 2 < d ? cloud.coordinate(i, j + 2) - point[j + 2] : 0;
      sum += (a * a + b * b) + c * c;
    }
    return sum;
  }

  private void repack() {
    int[] indices = new int[waiting];
    double[] squares = new double[waiting];
    int count = 0;
    for (Tile tile : tiles) {
      for (int w = 0; w < tile.width; w++) {
        if (tile.squares[w] >= 0) {
          indices[count] = tile.index[w];
          squares[count++] = tile.squares[w];
        }
      }
    }
    pack(indices, squares, count);
  }

  private void pack(int[] indices, double[] squares, int count) {
    tiles = new Tile[(count + WIDTH - 1) / WIDTH];
    for (int t = 0; t < tiles.length; t++) {
      tiles[t] = new Tile(indices, squares, t * WIDTH, Math.min(count, (t + 1) * WIDTH));
    }
    packed = count;
    waiting = count;
  }

  /** Waiting points, coordinate by coordinate. */
  private final class Tile {
    private final int width;
    private final int[] index;
    private final float[][] rows;

    /** Squared distance of each point to the tree; -1 once it has joined. */
    private final double[] squares;

    /** Bounds above this rule a point out; below all bounds once it has joined. */
    private final float[] limits;

    /** Position of the nearest point, the lowest index among equals; -1 where all have joined. */
    private int first;

    Tile(int[] indices, double[] given, int from, int to) {
      width = to - from;
      index = Arrays.copyOfRange(indices, from, to);
      squares = Arrays.copyOfRange(given, from, to);
      limits = new float[width];
      rows = new float[projected[0].length][width];
      for (int w = 0; w < width; w++) {
        limits[w] = boundOf(squares[w]);
        for (int k = 0; k < rows.length; k++) {
          rows[k][w] = projected[index[w]][k];
        }
      }
      findFirst();
    }

    private void findFirst() {
      first = -1;
      for (int w = 0; w < width; w++) {
        if (squares[w] >= 0
            && (first < 0
                || squares[w] < squares[first]
                || (squares[w] == squares[first] && index[w] < index[first]))) {
          first = w;
        }
      }
    }

    private boolean isBefore(Tile other) {
      if (first < 0 || other.first < 0) {
        return other.first < 0;
      }
      double own = squares[first];
      double theirs = other.squares[other.first];
      return own < theirs || (own == theirs && index[first] < other.index[other.first]);
    }

    private void remove(int w) {
      squares[w] = -1;
      limits[w] = -1;
      findFirst();
    }

    /** Writes lower bounds of the squared distances from a point, unless all rule out. */
    private boolean mayBeNear(float[] from, float[] bounds) {
      Arrays.fill(bounds, 0, width, 0);
      for (int k = 0; k < rows.length; k += STRETCH) {
        int end = Math.min(rows.length, k + STRETCH);
        for (int row = k; row < end; row++) {
          addSquares(bounds, rows[row], from[row], width);
        }
        if (!anyWithin(bounds, limits, width)) {
          return false;
        }
      }
      return true;
    }
  }

  private static void addSquares(float[] sums, float[] row, float value, int width) {
    for (int w = 0; w < width; w++) {
      float difference = row[w] - value;
      sums[w] += difference * difference;
    }
  }

  private static boolean anyWithin(float[] bounds, float[] limits, int width) {
    for (int w = 0; w < width; w++) {
      if (bounds[w] <= limits[w]) {
        return true;
      }
    }
    return false;
  }
}
