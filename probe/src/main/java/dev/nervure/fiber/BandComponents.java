package dev.nervure.fiber;

import java.util.ArrayDeque;

/** The area and the connected pieces of low <= f <= high on a grid. */
final class BandComponents {

  private final LevelGrid grid;
  private final double[] cellArea;
  private final int[] component;
  private final int count;

  private BandComponents(LevelGrid grid, double[] cellArea, int[] component, int count) {
    this.grid = grid;
    this.cellArea = cellArea;
    this.component = component;
    this.count = count;
  }

  static BandComponents of(LevelGrid grid, double low, double high) {
    int cells = grid.resolution() * grid.resolution();
    double[] area = new double[cells];
    for (int cell = 0; cell < cells; cell++) {
      double[] f = grid.corners(cell);
      area[cell] = grid.cellArea() * (shareBelow(f, high) - shareBelow(f, low));
    }
    int[] component = new int[cells];
    int count = 0;
    for (int cell = 0; cell < cells; cell++) {
      if (area[cell] > 0 && component[cell] == 0) {
        count++;
        flood(grid, area, component, cell, count, low, high);
      }
    }
    return new BandComponents(grid, area, component, count);
  }

  double area() {
    double sum = 0;
    for (double area : cellArea) {
      sum += area;
    }
    return sum;
  }

  int count() {
    return count;
  }

  /** The area of the piece that contains a point; 0 where the grid sees none there. */
  double areaAt(double[] point) {
    int wanted = component[grid.cellOf(point)];
    double sum = 0;
    for (int cell = 0; cell < cellArea.length; cell++) {
      if (wanted != 0 && component[cell] == wanted) {
        sum += cellArea[cell];
      }
    }
    return sum;
  }

  private static void flood(
      LevelGrid grid,
      double[] area,
      int[] component,
      int seed,
      int label,
      double low,
      double high) {
    int n = grid.resolution();
    ArrayDeque<Integer> open = new ArrayDeque<>();
    component[seed] = label;
    open.add(seed);
    while (!open.isEmpty()) {
      int cell = open.remove();
      double[] f = grid.corners(cell);
      int column = cell % n;
      int row = cell / n;
      // The edges below, right, above, left join corners 0-1, 1-2, 2-3, 3-0.
      int[] neighbour = {
        row > 0 ? cell - n : -1,
        column < n - 1 ? cell + 1 : -1,
        row < n - 1 ? cell + n : -1,
        column > 0 ? cell - 1 : -1
      };
      for (int edge = 0; edge < 4; edge++) {
        int other = neighbour[edge];
        double least = Math.min(f[edge], f[(edge + 1) % 4]);
        double most = Math.max(f[edge], f[(edge + 1) % 4]);
        boolean passable = least <= high && most >= low;
        if (other >= 0 && passable && component[other] == 0 && area[other] > 0) {
          component[other] = label;
          open.add(other);
        }
      }
    }
  }

  /**
   * The share of a cell where f, linear on each of four triangles about its mean, is below level.
   */
  private static double shareBelow(double[] f, double level) {
    double middle = (f[0] + f[1] + f[2] + f[3]) / 4;
    double sum = 0;
    for (int k = 0; k < 4; k++) {
      sum += triangleShareBelow(f[k], f[(k + 1) % 4], middle, level);
    }
    return sum / 4;
  }

  private static double triangleShareBelow(double a, double b, double c, double level) {
    double least = Math.min(a, Math.min(b, c));
    double most = Math.max(a, Math.max(b, c));
    double middle = Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    if (level <= least) {
      return 0;
    }
    if (level >= most) {
      return 1;
    }
    if (level <= middle) {
      return (level - least) / (middle - least) * ((level - least) / (most - least));
    }
    return 1 - (most - level) / (most - middle) * ((most - level) / (most - least));
  }
}
