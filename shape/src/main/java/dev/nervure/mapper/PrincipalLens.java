package dev.nervure.mapper;

import dev.nervure.points.PointCloud;
import dev.nervure.points.PointRows;
import dev.nervure.progress.ParallelTasks;
import dev.nervure.progress.Progress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * Coordinates along the first principal components of all points, from their exact covariance, the
 * mean taken off, not scaled. The largest entry of a component is positive (the first of equals),
 * so that its direction is not left to chance. Where two components hold as much, any turn of both
 * is as good and rounding decides.
 *
 * <p>Three passes over the points; O(n d^2 / threads + d^3) time, 24 d^2 bytes and one block.
 */
public final class PrincipalLens implements Lens {
  /** Of more coordinates the covariance takes minutes and gigabytes. */
  private static final int MOST_COORDINATES = 4096;

  private final int components;

  /**
   * Some components.
   *
   * @param components how many, 1 or more
   */
  public PrincipalLens(int components) {
    if (components < 1) {
      throw new IllegalArgumentException(
          "a lens needs at least 1 principal component but was asked for " + components);
    }
    this.components = components;
  }

  @Override
  public String name() {
    return "pca_" + components;
  }

  @Override
  public LensValues of(PointRows points, int threads, Progress progress) {
    int d = points.dimension();
    if (components > d || d > MOST_COORDINATES) {
      throw new IllegalArgumentException(
          "principal components need from %d to %d coordinates a point but there are %d"
              .formatted(components, MOST_COORDINATES, d));
    }
    double[] mean = mean(points, progress);
    double[][] axes = axes(covariance(points, mean, threads, progress));
    double[][] values = new double[components][points.size()];
    double[] point = new double[d];
    PointBlocks.visit(
        points,
        "principal coordinates",
        progress,
        (first, block) -> {
          for (int i = 0; i < block.size(); i++) {
            centred(block, i, mean, point);
            for (int c = 0; c < components; c++) {
              values[c][first + i] = dot(axes[c], point);
            }
          }
        });
    List<String> names = new ArrayList<>();
    for (int c = 1; c <= components; c++) {
      names.add("principal component " + c);
    }
    return LensValues.of(names, values);
  }

  private static double[] mean(PointRows points, Progress progress) {
    double[] mean = new double[points.dimension()];
    PointBlocks.visit(
        points,
        "mean",
        progress,
        (first, block) -> {
          for (int i = 0; i < block.size(); i++) {
            for (int j = 0; j < mean.length; j++) {
              mean[j] += block.coordinate(i, j);
            }
          }
        });
    for (int j = 0; j < mean.length; j++) {
      mean[j] /= points.size();
    }
    return mean;
  }

  /** Sums of products, the lower triangle; every sum goes through the points in their order. */
  private static double[][] covariance(
      PointRows points, double[] mean, int threads, Progress progress) {
    int d = mean.length;
    double[][] sums = new double[d][];
    Arrays.setAll(sums, j -> new double[j + 1]);
    PointBlocks.visit(
        points,
        "covariance",
        progress,
        (first, block) ->
            ParallelTasks.run(
                threads,
                worker -> {
                  double[] point = new double[d];
                  for (int i = 0; i < block.size(); i++) {
                    progress.checkCancelled();
                    centred(block, i, mean, point);
                    for (int j = worker; j < d; j += threads) {
                      add(sums[j], point, point[j]);
                    }
                  }
                }));
    return sums;
  }

  private static void add(double[] row, double[] point, double factor) {
    for (int k = 0; k < row.length; k++) {
      row[k] += factor * point[k];
    }
  }

  private double[][] axes(double[][] covariance) {
    int d = covariance.length;
    DMatrixRMaj matrix = new DMatrixRMaj(d, d);
    for (int j = 0; j < d; j++) {
      for (int k = 0; k <= j; k++) {
        matrix.set(j, k, covariance[j][k]);
        matrix.set(k, j, covariance[j][k]);
      }
    }
    EigenDecomposition_F64<DMatrixRMaj> decomposition =
        DecompositionFactory_DDRM.eig(d, true, true);
    if (!decomposition.decompose(matrix)) {
      throw new ArithmeticException("no principal components of " + d + " coordinates");
    }
    int[] descending =
        IntStream.range(0, d)
            .boxed()
            .sorted(
                Comparator.comparingDouble(
                    (Integer e) -> -decomposition.getEigenvalue(e).getReal()))
            .mapToInt(Integer::intValue)
            .toArray();
    double[][] axes = new double[components][];
    for (int c = 0; c < components; c++) {
      axes[c] = decomposition.getEigenVector(descending[c]).getData().clone();
      turn(axes[c]);
    }
    return axes;
  }

  private static void turn(double[] axis) {
    double largest = 0;
    for (double entry : axis) {
      largest = Math.abs(entry) > Math.abs(largest) ? entry : largest;
    }
    if (largest < 0) {
      for (int j = 0; j < axis.length; j++) {
        axis[j] = -axis[j];
      }
    }
  }

  private static void centred(PointCloud block, int i, double[] mean, double[] point) {
    block.copyPoint(i, point);
    for (int j = 0; j < point.length; j++) {
      point[j] -= mean[j];
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      sum += a[j] * b[j];
    }
    return sum;
  }
}
