package dev.nervure.diagram;

import java.util.Arrays;

/**
 * The bars of one homology dimension, sorted by birth and then by death.
 *
 * <p>Bars of length zero are not part of a diagram. Values are lengths in the units of the metric.
 * The distances behind them are single precision, so a value has 24 significant bits.
 *
 * @param dimension homology dimension
 * @param births birth of each bar, ascending
 * @param deaths death of each bar; {@code +Infinity} for an essential class
 * @param source parameters of the computation
 */
public record PersistenceDiagram(
    int dimension, double[] births, double[] deaths, DiagramSource source) {

  /**
   * Checks and copies.
   *
   * @throws IllegalArgumentException if the arrays differ in length, are not sorted, hold NaN, or a
   *     death is not greater than its birth
   */
  public PersistenceDiagram {
    if (dimension < 0) {
      throw new IllegalArgumentException("dimension must be >= 0 but was " + dimension);
    }
    if (births.length != deaths.length) {
      throw new IllegalArgumentException(
          "births and deaths must have one length but have "
              + births.length
              + " and "
              + deaths.length);
    }
    births = births.clone();
    deaths = deaths.clone();
    for (int i = 0; i < births.length; i++) {
      if (!(deaths[i] > births[i]) || Double.isInfinite(births[i])) {
        throw new IllegalArgumentException(
            "bar " + i + " must have birth < death but is [" + births[i] + ", " + deaths[i] + ")");
      }
      if (i > 0
          && (births[i - 1] > births[i]
              || (births[i - 1] == births[i] && deaths[i - 1] > deaths[i]))) {
        throw new IllegalArgumentException(
            "bars must be sorted by birth and death; bar " + i + " is not");
      }
    }
  }

  /** A diagram of bars in any order; those of length zero are left out. */
  public static PersistenceDiagram ofUnsorted(
      int dimension, double[] births, double[] deaths, DiagramSource source) {
    if (births.length != deaths.length) {
      throw new IllegalArgumentException(
          "births and deaths must have one length but have "
              + births.length
              + " and "
              + deaths.length);
    }
    double[][] bars = new double[births.length][];
    int kept = 0;
    for (int i = 0; i < births.length; i++) {
      if (deaths[i] != births[i]) {
        bars[kept++] = new double[] {births[i], deaths[i]};
      }
    }
    Arrays.sort(
        bars,
        0,
        kept,
        (a, b) -> a[0] != b[0] ? Double.compare(a[0], b[0]) : Double.compare(a[1], b[1]));
    double[] sortedBirths = new double[kept];
    double[] sortedDeaths = new double[kept];
    for (int i = 0; i < kept; i++) {
      sortedBirths[i] = bars[i][0];
      sortedDeaths[i] = bars[i][1];
    }
    return new PersistenceDiagram(dimension, sortedBirths, sortedDeaths, source);
  }

  @Override
  public double[] births() {
    return births.clone();
  }

  @Override
  public double[] deaths() {
    return deaths.clone();
  }

  /** Number of bars. */
  public int size() {
    return births.length;
  }

  /** Birth of bar {@code i}. */
  public double birth(int i) {
    return births[i];
  }

  /** Death of bar {@code i}; {@code +Infinity} for an essential class. */
  public double death(int i) {
    return deaths[i];
  }

  /** Length of bar {@code i}; {@code +Infinity} for an essential class. */
  public double lifespan(int i) {
    return deaths[i] - births[i];
  }

  /** Number of essential classes: bars without end. */
  public int essential() {
    int count = 0;
    for (double death : deaths) {
      count += Double.isInfinite(death) ? 1 : 0;
    }
    return count;
  }

  /** The bars of finite length, one row {birth, death} each, in the diagram's order. */
  public double[][] finitePairs() {
    double[][] pairs = new double[births.length - essential()][];
    int count = 0;
    for (int i = 0; i < births.length; i++) {
      if (!Double.isInfinite(deaths[i])) {
        pairs[count++] = new double[] {births[i], deaths[i]};
      }
    }
    return pairs;
  }

  /** Number of bars alive at a scale: birth at or below it, death above it. */
  public int betti(double scale) {
    int count = 0;
    for (int i = 0; i < births.length; i++) {
      count += births[i] <= scale && scale < deaths[i] ? 1 : 0;
    }
    return count;
  }

  /** Prime p of the coefficient field Z/p. */
  public int field() {
    return source.field();
  }

  /** Name of the metric. */
  public String metric() {
    return source.metric();
  }

  /** Largest diameter looked at. */
  public double threshold() {
    return source.threshold();
  }

  /** Number of points that the filtration was built on. */
  public int points() {
    return source.points();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PersistenceDiagram that
        && dimension == that.dimension
        && Arrays.equals(births, that.births)
        && Arrays.equals(deaths, that.deaths)
        && source.equals(that.source);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * Arrays.hashCode(births) + Arrays.hashCode(deaths))
        + source.hashCode()
        + dimension;
  }

  @Override
  public String toString() {
    return "H"
        + dimension
        + " with "
        + births.length
        + " bars, "
        + essential()
        + " essential ("
        + source
        + ")";
  }
}
