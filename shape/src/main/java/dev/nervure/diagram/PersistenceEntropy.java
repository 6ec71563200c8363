package dev.nervure.diagram;

import java.util.OptionalDouble;

/**
 * Persistence entropy (Chintakunta, Gentimis, Gonzalez-Diaz, Jimenez, Krim, Pattern Recognition 48,
 * 2015, 391-401): the Shannon entropy of the lengths of the finite bars as shares of their sum, in
 * nats. 0 for a single bar, the logarithm of their number for bars of equal length. It does not
 * depend on the unit of distances.
 */
public final class PersistenceEntropy {
  private PersistenceEntropy() {}

  /** The entropy; empty where there is no finite bar. */
  public static OptionalDouble of(PersistenceDiagram diagram) {
    double total = LifespanSum.sum(diagram, 1);
    if (total == 0) {
      return OptionalDouble.empty();
    }
    double entropy = 0;
    for (double[] bar : diagram.finitePairs()) {
      double share = (bar[1] - bar[0]) / total;
      entropy -= share > 0 ? share * StrictMath.log(share) : 0;
    }
    return OptionalDouble.of(Math.max(0, entropy));
  }
}
