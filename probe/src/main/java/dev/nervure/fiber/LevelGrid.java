package dev.nervure.fiber;

import org.jspecify.annotations.Nullable;

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

  static LevelGrid sample(DifferentiableMap map, Rectangle rectangle, int resolution) {
    int side = resolution + 1;
    double[][] corner = new double[side][side];
    LevelGrid grid = new LevelGrid(rectangle, resolution, corner);
    for (int from = 0; from < side * side; from += BATCH) {
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

  double x(int column) {
    return rectangle.lowX() + (rectangle.highX() - rectangle.lowX()) * column / resolution;
  }

  double y(int row) {
    return rectangle.lowY() + (rectangle.highY() - rectangle.lowY()) * row / resolution;
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

  Rectangle cell(int cell) {
    int i = cell % resolution;
    int j = cell / resolution;
    return new Rectangle(x(i), x(i + 1), y(j), y(j + 1));
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

  /** Marks the cell of a point and its eight neighbours. */
  void visit(boolean[] visited, double[] point) {
    int cell = cellOf(point);
    int column = cell % resolution;
    int row = cell / resolution;
    for (int j = Math.max(0, row - 1); j <= Math.min(resolution - 1, row + 1); j++) {
      for (int i = Math.max(0, column - 1); i <= Math.min(resolution - 1, column + 1); i++) {
        visited[j * resolution + i] = true;
      }
    }
  }

  /**
   * Where the level crosses an edge of the cell, by linear interpolation; null where it does not.
   */
  double @Nullable [] crossing(int cell, double level) {
    double[] f = corners(cell);
    Rectangle at = cell(cell);
    double[][] points = {
      {at.lowX(), at.lowY()},
      {at.highX(), at.lowY()},
      {at.highX(), at.highY()},
      {at.lowX(), at.highY()}
    };
    for (int k = 0; k < 4; k++) {
      int next = (k + 1) % 4;
      if ((f[k] < level) != (f[next] < level)) {
        double share = (level - f[k]) / (f[next] - f[k]);
        return new double[] {
          points[k][0] + share * (points[next][0] - points[k][0]),
          points[k][1] + share * (points[next][1] - points[k][1])
        };
      }
    }
    return null;
  }

  double @Nullable [] firstCrossing(double level) {
    for (int cell = 0; cell < resolution * resolution; cell++) {
      double[] crossing = crossing(cell, level);
      if (crossing != null) {
        return crossing;
      }
    }
    return null;
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
