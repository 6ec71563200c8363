package dev.nervure.jacobian;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.SingularOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;
import org.jspecify.annotations.Nullable;

/**
 * The singular value decomposition of a Jacobian, reduced to what walking along a level set needs:
 * the projection onto its null space and the shortest step that answers a residual.
 *
 * <p>The rank is decided on singular values relative to the largest one. J^T J is never formed: it
 * squares the condition number, and in float32 its null eigenvalues cannot be told from small ones.
 *
 * <p>Cost: O(n m^2 + m^3) time and O(n m) memory for an m x n Jacobian with m &lt;= n, and no n x n
 * array; O(m n^2) time and O(n^2 + m n) memory where a layer has more values than the input.
 */
public final class RowSpace {

  /**
   * Two digits to either side of the tolerance of the rank, which by default lies six above
   * rounding and as far below what a trained layer keeps: a rank that changes in earnest goes
   * beyond them.
   */
  private static final double FLICKER = 100;

  /** Q: orthonormal rows of length n, as many as the rank. */
  private final double[][] directions;

  /** J Q^T, m x rank. */
  private final double[][] forward;

  /** The inverse of that, rank x m. */
  private final double[][] inverse;

  private final double[] singularValues;
  private final int rank;

  private RowSpace(
      double[][] directions,
      double[][] forward,
      double[][] inverse,
      double[] singularValues,
      int rank) {
    this.directions = directions;
    this.forward = forward;
    this.inverse = inverse;
    this.singularValues = singularValues;
    this.rank = rank;
  }

  /** Decomposes a Jacobian of which every coordinate is free. */
  public static RowSpace of(double[][] jacobian, double relativeTolerance) {
    return of(jacobian, null, relativeTolerance);
  }

  /**
   * Decomposes a Jacobian restricted to the free coordinates.
   *
   * @param jacobian m rows of length n; not modified
   * @param held coordinates that may not move, length n; their columns count as zero; null for none
   * @param relativeTolerance singular values up to this fraction of the largest count as zero
   */
  public static RowSpace of(
      double[][] jacobian, boolean @Nullable [] held, double relativeTolerance) {
    int m = jacobian.length;
    int n = jacobian[0].length;
    boolean wide = m <= n;
    double[][] orthonormal = wide ? new double[m][] : unitRows(n);
    DMatrixRMaj coordinates =
        wide ? GramSchmidt.orthonormalize(jacobian, held, orthonormal) : matrix(jacobian, held);
    if (wide) {
      double[] values = SingularValues.of(coordinates);
      if (values[m - 1] > relativeTolerance * values[0]) {
        // The rows of Q serve as they are: J = L Q with L lower triangular.
        double[][] forward = rows(coordinates);
        return new RowSpace(orthonormal, forward, inverseOfLower(forward), values, m);
      }
    }
    return ofSmall(coordinates, orthonormal, relativeTolerance);
  }

  /**
   * Decomposes a Jacobian whose rank is known from points near by. Where a singular value lies
   * within a factor of {@value #FLICKER} of the tolerance, rounding decides on which side, and the
   * known rank is kept; where the rank is clearly another one it is that.
   *
   * @param jacobian m rows of length n; not modified
   * @param relativeTolerance singular values up to this fraction of the largest count as zero
   * @param knownRank the rank near by
   */
  public static RowSpace expecting(double[][] jacobian, double relativeTolerance, int knownRank) {
    RowSpace space = of(jacobian, relativeTolerance);
    if (space.rank() == knownRank) {
      return space;
    }
    double limit =
        space.rank() < knownRank ? relativeTolerance / FLICKER : relativeTolerance * FLICKER;
    RowSpace other = of(jacobian, limit);
    return other.rank() == knownRank ? other : space;
  }

  private static double[][] inverseOfLower(double[][] lower) {
    int m = lower.length;
    double[][] inverse = new double[m][m];
    for (int j = 0; j < m; j++) {
      for (int i = j; i < m; i++) {
        double sum = i == j ? 1 : 0;
        for (int k = j; k < i; k++) {
          sum -= lower[i][k] * inverse[k][j];
        }
        inverse[i][j] = sum / lower[i][i];
      }
    }
    return inverse;
  }

  /** By singular vectors, for every rank. */
  private static RowSpace ofSmall(
      DMatrixRMaj coordinates, double[][] orthonormal, double relativeTolerance) {
    int m = coordinates.numRows;
    int count = Math.min(m, coordinates.numCols);
    int n = orthonormal[0].length;
    SingularValueDecomposition_F64<DMatrixRMaj> svd =
        DecompositionFactory_DDRM.svd(m, coordinates.numCols, true, true, true);
    if (!svd.decompose(coordinates)) {
      throw new ArithmeticException("the singular value decomposition did not converge");
    }
    DMatrixRMaj u = svd.getU(null, false);
    DMatrixRMaj w = svd.getW(null);
    DMatrixRMaj v = svd.getV(null, false);
    SingularOps_DDRM.descendingOrder(u, false, w, v, false);
    double[] values = new double[count];
    for (int k = 0; k < count; k++) {
      values[k] = w.get(k, k);
    }
    int rank = 0;
    while (rank < count && values[rank] > relativeTolerance * values[0]) {
      rank++;
    }
    double[][] directions = new double[rank][n];
    double[][] forward = new double[m][rank];
    double[][] inverse = new double[rank][m];
    for (int k = 0; k < rank; k++) {
      for (int i = 0; i < orthonormal.length; i++) {
        Vectors.addScaled(directions[k], v.get(i, k), orthonormal[i]);
      }
      for (int i = 0; i < m; i++) {
        forward[i][k] = u.get(i, k) * values[k];
        inverse[k][i] = u.get(i, k) / values[k];
      }
    }
    return new RowSpace(directions, forward, inverse, values, rank);
  }

  private static double[][] rows(DMatrixRMaj matrix) {
    double[][] rows = new double[matrix.numRows][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = Arrays.copyOfRange(matrix.data, i * matrix.numCols, (i + 1) * matrix.numCols);
    }
    return rows;
  }

  private static double[][] unitRows(int n) {
    double[][] unit = new double[n][n];
    for (int i = 0; i < n; i++) {
      unit[i][i] = 1;
    }
    return unit;
  }

  private static DMatrixRMaj matrix(double[][] jacobian, boolean @Nullable [] held) {
    int n = jacobian[0].length;
    DMatrixRMaj matrix = new DMatrixRMaj(jacobian.length, n);
    for (int i = 0; i < jacobian.length; i++) {
      System.arraycopy(GramSchmidt.restricted(jacobian[i], held), 0, matrix.data, i * n, n);
    }
    return matrix;
  }

  public int rank() {
    return rank;
  }

  /** All min(m, n) singular values, descending. */
  double[] singularValues() {
    return singularValues.clone();
  }

  public double largestSingularValue() {
    return singularValues[0];
  }

  /** The smallest one that counts; 0 for rank 0. */
  public double smallestSingularValue() {
    return rank == 0 ? 0 : singularValues[rank - 1];
  }

  /** The orthonormal rows that span it, one for each singular value that counts; not copied. */
  public double[][] directions() {
    return directions;
  }

  /** Removes from v, in place, everything that changes the output to first order. */
  public void projectToNullSpace(double[] v) {
    // Two sweeps: the second removes what rounding left of the first when v is nearly normal.
    double[] along = new double[rank];
    for (int sweep = 0; sweep < 2; sweep++) {
      Vectors.dots(directions, rank, v, along);
      Vectors.addScaled(v, -1, along, directions, rank);
    }
  }

  /** |J v|, how fast the output moves along v; only valid for the coordinates that were free. */
  public double outputNorm(double[] v) {
    double[] along = new double[rank];
    Vectors.dots(directions, rank, v, along);
    double sum = 0;
    for (double[] row : forward) {
      double component = Vectors.dot(row, along);
      sum += component * component;
    }
    return Math.sqrt(sum);
  }

  /**
   * Whether the orientation of the directions together with a tangent flips between two points of a
   * curve, as it does across a simple branch point: for J of n - 1 rows the sign of det [J; v].
   *
   * @param tangent v here, length n; this rank is n - 1
   * @param other the row space at the other point, of the same rank
   * @param otherTangent v there
   */
  public boolean branches(double[] tangent, RowSpace other, double[] otherTangent) {
    return orientation(tangent) * other.orientation(otherTangent) * outputAlignment(other) < 0;
  }

  /** The determinant of the directions and v. */
  private double orientation(double[] v) {
    int n = v.length;
    DMatrixRMaj bordered = new DMatrixRMaj(n, n);
    for (int k = 0; k < rank; k++) {
      System.arraycopy(directions[k], 0, bordered.data, k * n, n);
    }
    System.arraycopy(v, 0, bordered.data, (n - 1) * n, n);
    return CommonOps_DDRM.det(bordered);
  }

  /**
   * How the outputs' directions at two points of a class lie to each other: 1 for equal row spaces
   * and negative where they turned by more than a right angle, as they do across a critical point.
   * With full rank it is the determinant of Q Q'^T. Below it the directions are singular vectors,
   * of either sign and in any order; that of the output spaces, which change with them, is a factor
   * then, so that the product is the sum of the minors of J times those of J', over the root of
   * their squares.
   *
   * @param other the row space at the other point, of the same rank
   */
  double alignment(RowSpace other) {
    return rank == 0 ? 1 : determinant(directions, other.directions) * outputAlignment(other);
  }

  private double outputAlignment(RowSpace other) {
    // With J = L Q and a positive diagonal of L, Q moves with J and keeps its orientation.
    return isOfFullRank() ? 1 : determinant(outputDirections(), other.outputDirections());
  }

  private boolean isOfFullRank() {
    return rank == forward.length;
  }

  /** Below full rank the orthonormal combinations of outputs that belong to the directions. */
  private double[][] outputDirections() {
    double[][] left = new double[rank][forward.length];
    for (int k = 0; k < rank; k++) {
      for (int i = 0; i < forward.length; i++) {
        left[k][i] = forward[i][k] / singularValues[k];
      }
    }
    return left;
  }

  /** Of the products of as many rows with as many others. */
  private static double determinant(double[][] rows, double[][] others) {
    int count = rows.length;
    DMatrixRMaj products = new DMatrixRMaj(count, count);
    double[] row = new double[count];
    for (int k = 0; k < count; k++) {
      Vectors.dots(others, count, rows[k], row);
      System.arraycopy(row, 0, products.data, k * count, count);
    }
    return CommonOps_DDRM.det(products);
  }

  /**
   * Whether the {@link #alignment} is larger than some value below 1. Where the directions turned
   * little one by one, as on most steps, that takes O(n m), not O(n m^2).
   *
   * @param other the row space at the other point, of the same rank
   */
  public boolean isAligned(RowSpace other, double least) {
    if (isAlignedOneByOne(other, least)) {
      return true;
    }
    return alignment(other) > least;
  }

  /**
   * Let c be the cosines between the directions of the same index, the diagonal of Q Q'^T. A row of
   * that has at most length 1, so that it differs from the identity by at most the root of the sum
   * of 2 (1 - c): where that is below 1 its determinant is positive, and at least the root of 1
   * less the sum of 1 - c^2, since its singular values are at most 1 and their squares add up to at
   * least the sum of c^2.
   */
  private boolean isAlignedOneByOne(RowSpace other, double least) {
    if (!isOfFullRank()) {
      return false;
    }
    double turned = 0;
    double lost = 0;
    for (int k = 0; k < rank; k++) {
      double cosine = Vectors.dot(directions[k], other.directions[k]);
      turned += 2 * (1 - cosine);
      lost += 1 - cosine * cosine;
    }
    return turned < 1 && Math.sqrt(1 - lost) > least;
  }

  /** J^+ r along each of the {@link #directions}. */
  public double[] coordinatesOfStep(double[] residual) {
    double[] coordinates = new double[rank];
    for (int k = 0; k < rank; k++) {
      coordinates[k] = Vectors.dot(inverse[k], residual);
    }
    return coordinates;
  }

  /** J^+ r, the shortest step d with J d = r in the least-squares sense. */
  public double[] minimumNormStep(double[] residual) {
    double[] coordinates = coordinatesOfStep(residual);
    double[] step = new double[rank == 0 ? 0 : directions[0].length];
    Vectors.addScaled(step, 1, coordinates, directions, rank);
    return step;
  }

  /** log sqrt(det J J^T), over the singular values that count; 0 for rank 0. */
  public double logVolume() {
    double sum = 0;
    for (int k = 0; k < rank; k++) {
      sum += StrictMath.log(singularValues[k]);
    }
    return sum;
  }

  /**
   * The vector d of this row space with A d = r for another Jacobian A: a Newton step that stays in
   * the normal space of a point passed before. Null where A is singular on it.
   *
   * @param jacobian A, m rows of length n
   * @param residual r, length m; of less than full rank here, the least-squares answer
   */
  public double @Nullable [] stepWithin(double[][] jacobian, double[] residual) {
    // From the left by the inverse at that point: with rank below m only the part of r that this
    // row space answers counts, and the matrix is near the identity.
    DMatrixRMaj matrix = new DMatrixRMaj(rank, rank);
    DMatrixRMaj right = new DMatrixRMaj(rank, 1);
    double[] image = new double[jacobian.length];
    for (int l = 0; l < rank; l++) {
      for (int i = 0; i < image.length; i++) {
        image[i] = Vectors.dot(jacobian[i], directions[l]);
      }
      for (int k = 0; k < rank; k++) {
        matrix.set(k, l, Vectors.dot(inverse[k], image));
      }
      right.set(l, 0, Vectors.dot(inverse[l], residual));
    }
    DMatrixRMaj coefficients = new DMatrixRMaj(rank, 1);
    if (!CommonOps_DDRM.solve(matrix, right, coefficients)) {
      return null;
    }
    double[] step = new double[directions[0].length];
    for (int l = 0; l < rank; l++) {
      Vectors.addScaled(step, coefficients.get(l, 0), directions[l]);
    }
    return Vectors.allFinite(step) ? step : null;
  }
}
