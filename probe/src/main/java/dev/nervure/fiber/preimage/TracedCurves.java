package dev.nervure.fiber.preimage;

import dev.nervure.jacobian.Vectors;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Curves of one level, found again by the points they pass. */
final class TracedCurves {

  /** A curve strays from its chord by less than half of what it turns aside at either end. */
  private static final double STRAY = 0.5;

  /**
   * In cells: what Newton leaves, far below any distance between two curves that are told apart.
   */
  private static final double CERTAIN = 1e-6;

  private final LevelGrid grid;
  private final List<LevelCurve> curves = new ArrayList<>();
  private final Map<Integer, List<Chord>> chordsOfCell = new HashMap<>();

  private record Chord(double[] from, double[] to, double stray) {

    boolean isNear(double[] point) {
      double[] along = Vectors.minus(to, from);
      double[] offset = Vectors.minus(point, from);
      double squared = Vectors.dot(along, along);
      double share = squared > 0 ? Vectors.dot(offset, along) / squared : 0;
      Vectors.addScaled(offset, -Math.max(0, Math.min(1, share)), along);
      return Vectors.norm(offset) <= stray;
    }
  }

  TracedCurves(LevelGrid grid) {
    this.grid = grid;
  }

  List<LevelCurve> curves() {
    return curves;
  }

  void add(LevelCurve curve) {
    curves.add(curve);
    double[][] points = curve.points();
    int last = points.length - 1;
    for (int k = 0; k < last; k++) {
      double bend = 0;
      for (int middle = Math.max(1, k); middle <= Math.min(last - 1, k + 1); middle++) {
        double[] chord = Vectors.minus(points[middle], points[middle - 1]);
        double[] next = Vectors.minus(points[middle + 1], points[middle]);
        double shorter = Math.min(Vectors.norm(chord), Vectors.norm(next));
        Vectors.normalize(chord);
        Vectors.normalize(next);
        bend = Math.max(bend, shorter * Vectors.distance(chord, next));
      }
      put(new Chord(points[k], points[k + 1], STRAY * bend + CERTAIN * grid.cellSize()));
    }
  }

  private void put(Chord chord) {
    double[] low = new double[2];
    double[] high = new double[2];
    for (int i = 0; i < 2; i++) {
      low[i] = Math.min(chord.from()[i], chord.to()[i]) - chord.stray();
      high[i] = Math.max(chord.from()[i], chord.to()[i]) + chord.stray();
    }
    int first = grid.cellOf(low);
    int last = grid.cellOf(high);
    int n = grid.resolution();
    for (int row = first / n; row <= last / n; row++) {
      for (int column = first % n; column <= last % n; column++) {
        chordsOfCell.computeIfAbsent(row * n + column, cell -> new ArrayList<>()).add(chord);
      }
    }
  }

  /** Whether a curve passes a point, as nearly as its chords tell. */
  boolean passes(double[] point) {
    return chordsOfCell.getOrDefault(grid.cellOf(point), List.of()).stream()
        .anyMatch(chord -> chord.isNear(point));
  }
}
