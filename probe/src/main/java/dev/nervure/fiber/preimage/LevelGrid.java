package dev.nervure.fiber.preimage;

import dev.nervure.jacobian.DifferentiableMap;
import dev.nervure.progress.Progress;

/**
 * A scalar function of two inputs sampled on the corners of a square grid of cells. Cell index =
 * row * resolution + column; corner (i, j) is column i, row j.
 */
final class LevelGrid {

  private static final int BATCH = 4096;

  private final Rectangle rectangle;
  private final int resolution;
  private final double[][] corner;

  private LevelGrid(Rectangle rectangle, int resolution, double[][] corner) {
    this.rectangle = rectangle;
    this.resolution = resolution;
    this.corner = corner;
  }

  static LevelGrid sample(
      DifferentiableMap map, Rectangle rectangle, int resolution, Progress progress) {
    int side = resolution + 1;
    double[][] corner = new double[side][side];
    LevelGrid grid = new LevelGrid(rectangle, resolution, corner);
    for (int from = 0; from < side * side; from += BATCH) {
      progress.checkCancelled();
      double[][] points = new double[Math.min(BATCH, side * side - from)][];
      for (int k = 0; k < points.length; k++) {
        int index = from + k;
        points[k] = new double[] {grid.x(index % side), grid.y(index / side)};
      }
      double[][] values = map.values(points);
      for (int k = 0; k < points.length; k++) {
        int index = from + k;
        corner[index / side][index % side] = values[k][0];
      }
    }
    return grid;
  }

  private double x(int column) {
    return x(column, 1);
  }

  private double y(int row) {
    return y(row, 1);
  }

  /** Counted in shares of a cell. */
  double x(int column, int shares) {
    return rectangle.lowX()
        + (rectangle.highX() - rectangle.lowX()) * column / ((long) resolution * shares);
  }

  /** Counted in shares of a cell. */
  double y(int row, int shares) {
    return rectangle.lowY()
        + (rectangle.highY() - rectangle.lowY()) * row / ((long) resolution * shares);
  }

  int resolution() {
    return resolution;
  }

  /** f at the corners of a cell, counter-clockwise from its lower left. */
  double[] corners(int cell) {
    int i = cell % resolution;
    int j = cell / resolution;
    return new double[] {corner[j][i], corner[j][i + 1], corner[j + 1][i + 1], corner[j + 1][i]};
  }

  double cellSize() {
    return Math.max(rectangle.highX() - rectangle.lowX(), rectangle.highY() - rectangle.lowY())
        / resolution;
  }

  double cellArea() {
    return (rectangle.highX() - rectangle.lowX())
        / resolution
        * ((rectangle.highY() - rectangle.lowY()) / resolution);
  }

  int cellOf(double[] point) {
    double u = (point[0] - rectangle.lowX()) / (rectangle.highX() - rectangle.lowX());
    double v = (point[1] - rectangle.lowY()) / (rectangle.highY() - rectangle.lowY());
    int i = Math.max(0, Math.min(resolution - 1, (int) Math.floor(u * resolution)));
    int j = Math.max(0, Math.min(resolution - 1, (int) Math.floor(v * resolution)));
    return j * resolution + i;
  }

  /**
   * Whether f could reach the level inside a cell whose corners all lie on one side of it: its
   * corners are nearer to the level than they differ among the cell and its neighbours.
   */
  boolean mayEnter(int cell, double level) {
    int column = cell % resolution;
    int row = cell / resolution;
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (int j = Math.max(0, row - 1); j <= Math.min(resolution, row + 2); j++) {
      for (int i = Math.max(0, column - 1); i <= Math.min(resolution, column + 2); i++) {
        low = Math.min(low, corner[j][i]);
        high = Math.max(high, corner[j][i]);
      }
    }
    double nearest = Double.POSITIVE_INFINITY;
    for (double value : corners(cell)) {
      nearest = Math.min(nearest, Math.abs(value - level));
    }
    // A local extremum between the corners exceeds them by less than f varies over three cells / 2.
    return nearest <= (high - low) / 2;
  }
}
