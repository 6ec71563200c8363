package dev.nervure.diagram;

/**
 * Sum of the lifespans of a diagram's finite bars, sum of (death - birth)^alpha: the descriptor of
 * a layer's topology in arXiv 2204.08624, in two conventions.
 */
public enum LifespanSum {
  /** The plain sum. */
  ROBUST(1.0),
  /** Half the sum: the factor in the published code of arXiv 2204.08624. */
  PAPER(0.5);

  private final double factor;

  LifespanSum(double factor) {
    this.factor = factor;
  }

  /** Factor before the sum. */
  public double factor() {
    return factor;
  }

  /** The sum in this convention. */
  public double of(PersistenceDiagram diagram, double alpha) {
    return factor * sum(diagram, alpha);
  }

  /**
   * Plain sum over the finite bars, in the diagram's order: O(number of bars).
   *
   * @param alpha exponent of the lifespan, finite and positive
   */
  public static double sum(PersistenceDiagram diagram, double alpha) {
    if (!(alpha > 0) || Double.isInfinite(alpha)) {
      throw new IllegalArgumentException("alpha must be finite and > 0 but was " + alpha);
    }
    double sum = 0;
    for (int i = 0; i < diagram.size(); i++) {
      double lifespan = diagram.lifespan(i);
      if (!Double.isInfinite(lifespan)) {
        sum += alpha == 1 ? lifespan : StrictMath.pow(lifespan, alpha);
      }
    }
    return sum;
  }
}
