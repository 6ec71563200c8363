package dev.nervure.diagram;

import java.util.List;

/**
 * Evenly spaced scales at which a curve of a diagram is given. Curves compare only on one grid.
 *
 * @param from the first scale, finite
 * @param to the last scale, finite and above the first
 * @param size number of scales, at least 2
 */
public record ScaleGrid(double from, double to, int size) {
  /** Checks the numbers. */
  public ScaleGrid {
    if (!(from < to) || Double.isInfinite(from) || Double.isInfinite(to)) {
      throw new IllegalArgumentException(
          "a grid needs finite ends, the first below the last, but has " + from + " and " + to);
    }
    if (size < 2) {
      throw new IllegalArgumentException("a grid needs at least 2 scales but has " + size);
    }
  }

  /**
   * From 0 to the largest death of a finite bar in any of the diagrams; to 1 where there is none.
   */
  public static ScaleGrid covering(List<PersistenceDiagram> diagrams, int size) {
    double largest = 0;
    for (PersistenceDiagram diagram : diagrams) {
      for (int i = 0; i < diagram.size(); i++) {
        double death = diagram.death(i);
        largest = Double.isInfinite(death) ? largest : Math.max(largest, death);
      }
    }
    return new ScaleGrid(0, largest > 0 ? largest : 1, size);
  }

  /** Scale number i. */
  public double scale(int i) {
    return i == size - 1 ? to : from + i * step();
  }

  /** The distance of two neighbouring scales. */
  public double step() {
    return (to - from) / (size - 1);
  }
}
