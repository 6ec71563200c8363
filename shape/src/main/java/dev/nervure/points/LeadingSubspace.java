package dev.nervure.points;

import dev.nervure.stats.RandomStream;

/**
 * A few orthonormal directions that hold most of the spread of a cloud, the widest first, found by
 * orthogonal iteration on a sample (Halko, Martinsson, Tropp, "Finding structure with randomness",
 * SIAM Review 53, 2011). Projected distances never exceed distances, whatever the directions, so
 * that a poor sample costs time and nothing else.
 */
public final class LeadingSubspace {
  private static final int SAMPLE = 512;
  private static final int ITERATIONS = 3;
  private static final long SEED = 1;

  private final int dimension;
  private final double[] centre;

  /** Coordinate by direction: one row a coordinate of the cloud. */
  private final double[][] directions;

  private final int count;

  private LeadingSubspace(double[] centre, double[][] orthonormal) {
    this.centre = centre;
    dimension = centre.length;
    count = orthonormal.length;
    directions = new double[dimension][count];
    for (int k = 0; k < count; k++) {
      for (int j = 0; j < dimension; j++) {
        directions[j][k] = orthonormal[k][j];
      }
    }
  }

  /**
   * Those of a cloud. O(sample * d * directions), for a sample of at most 512 points.
   *
   * @param directions how many, 1 to d
   */
  public static LeadingSubspace of(PointCloud cloud, int directions) {
    int d = cloud.dimension();
    int sample = Math.min(SAMPLE, cloud.size());
    double[][] points = new double[sample][d];
    double[] centre = new double[d];
    for (int s = 0; s < sample; s++) {
      cloud.copyPoint((int) ((long) s * cloud.size() / sample), points[s]);
      add(centre, points[s], 1.0 / sample);
    }
    for (double[] point : points) {
      add(point, centre, -1);
    }
    RandomStream random = RandomStream.seeded(SEED);
    double[][] basis = new double[directions][d];
    for (double[] direction : basis) {
      for (double[] point : points) {
        add(direction, point, random.nextGaussian());
      }
    }
    orthonormalize(basis);
    for (int iteration = 0; iteration < ITERATIONS; iteration++) {
      double[][] next = new double[directions][d];
      for (int k = 0; k < directions; k++) {
        for (double[] point : points) {
          add(next[k], point, dot(basis[k], point));
        }
      }
      orthonormalize(next);
      basis = next;
    }
    return new LeadingSubspace(centre, basis);
  }

  /** Modified Gram-Schmidt, twice; a direction that the others span already becomes zero. */
  private static void orthonormalize(double[][] basis) {
    for (int k = 0; k < basis.length; k++) {
      double before = Math.sqrt(dot(basis[k], basis[k]));
      for (int pass = 0; pass < 2; pass++) {
        for (int l = 0; l < k; l++) {
          add(basis[k], basis[l], -dot(basis[l], basis[k]));
        }
      }
      double left = Math.sqrt(dot(basis[k], basis[k]));
      double scale = left > 1e-10 * before ? 1 / left : 0;
      for (int j = 0; j < basis[k].length; j++) {
        basis[k][j] *= scale;
      }
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      sum += a[j] * b[j];
    }
    return sum;
  }

  private static void add(double[] target, double[] source, double factor) {
    for (int j = 0; j < source.length; j++) {
      target[j] += factor * source[j];
    }
  }

  /** The point from which coordinates are measured: the mean of the sample. Not to be modified. */
  public double[] centre() {
    return centre;
  }

  /** Number of directions. */
  public int count() {
    return count;
  }

  /**
   * Coordinates along the directions, and behind them the distance from the subspace: a point of
   * R^(count + 1) whose distances to other such points are lower bounds.
   *
   * @param point length d or longer; not modified
   * @param target length count + 1
   */
  public void project(double[] point, double[] target) {
    double squares = 0;
    for (int k = 0; k < count; k++) {
      target[k] = 0;
    }
    for (int j = 0; j < dimension; j++) {
      double x = point[j] - centre[j];
      squares += x * x;
      addRow(target, directions[j], x);
    }
    double within = 0;
    for (int k = 0; k < count; k++) {
      within += target[k] * target[k];
    }
    target[count] = Math.sqrt(Math.max(0, squares - within));
  }

  private static void addRow(double[] target, double[] row, double factor) {
    for (int k = 0; k < row.length; k++) {
      target[k] += factor * row[k];
    }
  }
}
