package dev.nervure.stats;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

/**
 * A straight line from several variables to a target, with a penalty on its slopes (Hoerl and
 * Kennard 1970, doi 10.1080/00401706.1970.10488634): variables are brought to mean 0 and deviation
 * 1, and sum of squared errors + penalty x sum of squared slopes is smallest. The penalty is the
 * one, of a fixed list from n / 1000 to 1000 n and infinity, whose predictions of the rows from the
 * other rows are best; infinity is the mean of the target. Of penalties that predict equally well
 * the largest is taken.
 *
 * <p>With fewer rows than variables it still has one answer. A new row counts as no further out,
 * along any variable, than the rows it was fitted to: nothing is extrapolated.
 */
public final class RidgeRegression {
  /** Penalty over the number of rows, ascending. */
  private static final double[] PENALTIES = {
    1e-3, 3e-3, 1e-2, 3e-2, 0.1, 0.3, 1, 3, 10, 30, 100, 1000
  };

  private final double[] means;
  private final double[] deviations;
  private final double[] lowest;
  private final double[] highest;
  private final double[] slopes;
  private final double targetMean;
  private final double penalty;
  private final double error;

  private RidgeRegression(
      double[] means,
      double[] deviations,
      double[] lowest,
      double[] highest,
      double[] slopes,
      double targetMean,
      double penalty,
      double error) {
    this.means = means;
    this.deviations = deviations;
    this.lowest = lowest;
    this.highest = highest;
    this.slopes = slopes;
    this.targetMean = targetMean;
    this.penalty = penalty;
    this.error = error;
  }

  /**
   * Fits. O(p^2 n + p^3) for n rows of p variables and each penalty; 24 p n + 24 p^2 bytes.
   *
   * @param rows finite, at least two, of one length
   * @param target finite, one a row
   */
  public static RidgeRegression fit(double[][] rows, double[] target) {
    int n = rows.length;
    if (n < 2 || n != target.length) {
      throw new IllegalArgumentException(
          "there must be at least two rows, as many as targets, but there were %d and %d"
              .formatted(n, target.length));
    }
    int p = rows[0].length;
    double[] means = new double[p];
    double[] deviations = new double[p];
    double[] lowest = new double[p];
    double[] highest = new double[p];
    double[][] standard = new double[n][p];
    for (int column = 0; column < p; column++) {
      double low = rows[0][column];
      double high = low;
      double mean = 0;
      for (double[] row : rows) {
        low = Math.min(low, row[column]);
        high = Math.max(high, row[column]);
        mean += row[column] / n;
      }
      double squares = 0;
      for (double[] row : rows) {
        squares += (row[column] - mean) * (row[column] - mean);
      }
      lowest[column] = low;
      highest[column] = high;
      means[column] = mean;
      deviations[column] = high == low ? 0 : Math.sqrt(squares / n);
      for (int row = 0; row < n; row++) {
        standard[row][column] = standardized(rows[row][column], mean, deviations[column]);
      }
    }
    double targetMean = 0;
    for (double value : target) {
      targetMean += value / n;
    }
    double[] centred = new double[n];
    for (int row = 0; row < n; row++) {
      centred[row] = target[row] - targetMean;
    }
    double[] best = new double[p];
    double bestPenalty = Double.POSITIVE_INFINITY;
    double bestError = errorOfMean(centred);
    Equations equations = new Equations(standard, centred);
    for (int i = PENALTIES.length - 1; i >= 0; i--) {
      Solved solved = equations.solve(PENALTIES[i] * n);
      if (solved.error < bestError) {
        best = solved.slopes;
        bestPenalty = PENALTIES[i] * n;
        bestError = solved.error;
      }
    }
    return new RidgeRegression(
        means, deviations, lowest, highest, best, targetMean, bestPenalty, bestError);
  }

  private static double standardized(double value, double mean, double deviation) {
    return deviation == 0 ? 0 : (value - mean) / deviation;
  }

  /** Root mean square of the errors of each row predicted as the mean of the others. */
  private static double errorOfMean(double[] centred) {
    int n = centred.length;
    double squares = 0;
    for (double value : centred) {
      squares += value * n / (n - 1.0) * (value * n / (n - 1.0));
    }
    return Math.sqrt(squares / n);
  }

  /** What the target of a row is predicted to be. */
  public double predict(double[] row) {
    double sum = targetMean;
    for (int column = 0; column < slopes.length; column++) {
      double within = Math.max(lowest[column], Math.min(highest[column], row[column]));
      sum += slopes[column] * standardized(within, means[column], deviations[column]);
    }
    return sum;
  }

  /** The penalty that was chosen; infinite for the mean of the target. */
  public double penalty() {
    return penalty;
  }

  /**
   * Root mean square of the errors of each row predicted from the others, with this penalty; the
   * penalty was chosen by it, so that rows it has not seen are predicted somewhat worse.
   */
  public double leaveOneOutError() {
    return error;
  }

  /** Change of the prediction for one standard deviation of each variable. */
  double[] slopes() {
    return slopes.clone();
  }

  /** The slopes of one penalty, and how well they predict rows from the others. */
  private record Solved(double[] slopes, double error) {}

  /** The normal equations of standardized rows and a centred target, for any penalty. */
  private static final class Equations {
    private final DMatrixRMaj columns;
    private final double[] target;
    private final DMatrixRMaj products;
    private final DMatrixRMaj right;

    Equations(double[][] rows, double[] target) {
      int n = rows.length;
      int p = rows[0].length;
      this.target = target;
      columns = new DMatrixRMaj(p, n);
      products = new DMatrixRMaj(p, p);
      right = new DMatrixRMaj(p, 1);
      for (int i = 0; i < p; i++) {
        double withTarget = 0;
        for (int row = 0; row < n; row++) {
          columns.set(i, row, rows[row][i]);
          withTarget += rows[row][i] * target[row];
        }
        right.set(i, 0, withTarget);
        for (int j = 0; j <= i; j++) {
          double sum = 0;
          for (double[] row : rows) {
            sum += row[i] * row[j];
          }
          products.set(i, j, sum);
          products.set(j, i, sum);
        }
      }
    }

    /** Errors of left-out rows are those of the fit over 1 - the row's leverage. */
    Solved solve(double penalty) {
      int n = columns.getNumCols();
      int p = columns.getNumRows();
      DMatrixRMaj slopes = new DMatrixRMaj(p, 1);
      DMatrixRMaj ofRows = new DMatrixRMaj(p, n);
      if (p > 0) {
        DMatrixRMaj penalized = products.copy();
        for (int i = 0; i < p; i++) {
          penalized.add(i, i, penalty);
        }
        LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM.symmPosDef(p);
        if (!solver.setA(penalized)) {
          throw new ArithmeticException("no solution for penalty " + penalty);
        }
        solver.solve(right.copy(), slopes);
        solver.solve(columns.copy(), ofRows);
      }
      double squares = 0;
      for (int row = 0; row < n; row++) {
        double leverage = 1.0 / n;
        double fitted = 0;
        for (int i = 0; i < p; i++) {
          leverage += ofRows.get(i, row) * columns.get(i, row);
          fitted += slopes.get(i, 0) * columns.get(i, row);
        }
        double left = (target[row] - fitted) / (1 - leverage);
        squares += left * left;
      }
      return new Solved(slopes.getData(), Math.sqrt(squares / n));
    }
  }
}
