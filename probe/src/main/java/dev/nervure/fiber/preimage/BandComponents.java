package dev.nervure.fiber.preimage;

import java.util.List;

/** The area and the connected pieces of low <= f <= high on a refined grid. */
final class BandComponents {

  private final RefinedGrid grid;
  private final double[] areas;
  private final DisjointSets groups;
  private final int count;
  private final double area;
  private final double areaError;

  private BandComponents(
      RefinedGrid grid,
      double[] areas,
      DisjointSets groups,
      int count,
      double area,
      double areaError) {
    this.grid = grid;
    this.areas = areas;
    this.groups = groups;
    this.count = count;
    this.area = area;
    this.areaError = areaError;
  }

  static BandComponents of(RefinedGrid grid, double low, double high) {
    List<RefinedGrid.Piece> pieces = grid.pieces();
    int n = pieces.size();
    double[] areas = new double[n];
    // A piece with a member between sampled points; interpolation alone proves none.
    boolean[] certain = new boolean[n];
    double area = 0;
    double error = 0;
    for (int k = 0; k < n; k++) {
      RefinedGrid.Piece piece = pieces.get(k);
      double whole = grid.area(piece);
      double linear = whole * piece.patch().linearShare(low, high);
      areas[k] = whole * piece.patch().share(low, high);
      certain[k] = linear > 0;
      area += areas[k];
      error += piece.unresolved() ? whole : Math.abs(areas[k] - linear);
    }
    DisjointSets groups = new DisjointSets(n);
    grid.forEachEdge(
        (one, other, finer, edge) -> {
          if (areas[one] > 0 && areas[other] > 0 && finer.patch().isOpen(edge, low, high)) {
            groups.join(one, other);
          }
        });
    boolean[] counted = new boolean[n];
    int count = 0;
    for (int k = 0; k < n; k++) {
      int group = groups.of(k);
      if (certain[k] && areas[k] > 0 && !counted[group]) {
        counted[group] = true;
        count++;
      }
    }
    return new BandComponents(grid, areas, groups, count, area, error);
  }

  double area() {
    return area;
  }

  /** How far the area may be off: where interpolation of first and second degree differ. */
  double areaError() {
    return areaError;
  }

  int count() {
    return count;
  }

  /** The area of the component that contains a point; 0 where the grid sees none there. */
  double areaAt(double[] point) {
    int piece = grid.pieceAt(point);
    if (!(areas[piece] > 0)) {
      return 0;
    }
    int wanted = groups.of(piece);
    double sum = 0;
    for (int k = 0; k < areas.length; k++) {
      if (areas[k] > 0 && groups.of(k) == wanted) {
        sum += areas[k];
      }
    }
    return sum;
  }
}
