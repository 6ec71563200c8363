package dev.nervure.diagram;

import java.util.Random;

/** Diagrams for laws that hold for any. */
final class RandomDiagrams {
  static final DiagramSource SOURCE = DiagramSource.exact(2, "euclidean", 1, 1);

  private RandomDiagrams() {}

  /** Bars of real lengths; {@code essential} more have no end. */
  static PersistenceDiagram real(Random random, int bars, int essential) {
    double[] births = new double[bars + essential];
    double[] deaths = new double[bars + essential];
    for (int i = 0; i < births.length; i++) {
      births[i] = random.nextDouble();
      deaths[i] =
          i < bars
              ? births[i] + 0.3 * random.nextDouble() * random.nextDouble()
              : Double.POSITIVE_INFINITY;
    }
    return of(births, deaths);
  }

  /** Whole births and lengths: equal bars and equal costs abound. */
  static PersistenceDiagram whole(Random random, int bars, int essential) {
    double[] births = new double[bars + essential];
    double[] deaths = new double[bars + essential];
    for (int i = 0; i < births.length; i++) {
      births[i] = random.nextInt(4);
      deaths[i] = i < bars ? births[i] + 1 + random.nextInt(5) : Double.POSITIVE_INFINITY;
    }
    return of(births, deaths);
  }

  static PersistenceDiagram of(double[] births, double[] deaths) {
    return PersistenceDiagram.ofUnsorted(1, births, deaths, SOURCE);
  }

  /** Rows {birth, death}. */
  static PersistenceDiagram ofBars(double[]... bars) {
    double[] births = new double[bars.length];
    double[] deaths = new double[bars.length];
    for (int i = 0; i < bars.length; i++) {
      births[i] = bars[i][0];
      deaths[i] = bars[i][1];
    }
    return of(births, deaths);
  }
}
