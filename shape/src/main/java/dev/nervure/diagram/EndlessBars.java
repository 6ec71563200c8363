package dev.nervure.diagram;

/**
 * The births of the bars without end of two diagrams that have equally many. Births ascend in a
 * diagram, and pairing them in this order is optimal for every order p: on a line no matching of
 * equally many points moves them less.
 */
final class EndlessBars {
  private EndlessBars() {}

  /** Births in ascending order. */
  static double[] births(PersistenceDiagram diagram) {
    double[] births = new double[diagram.essential()];
    int count = 0;
    for (int i = 0; i < diagram.size(); i++) {
      if (Double.isInfinite(diagram.death(i))) {
        births[count++] = diagram.birth(i);
      }
    }
    return births;
  }

  /** The largest difference of births that are paired. */
  static double largestMove(double[] first, double[] second) {
    double largest = 0;
    for (int i = 0; i < first.length; i++) {
      largest = Math.max(largest, Math.abs(first[i] - second[i]));
    }
    return largest;
  }

  /** The sum of the differences of births that are paired. */
  static double sumOfMoves(double[] first, double[] second) {
    double sum = 0;
    for (int i = 0; i < first.length; i++) {
      sum += Math.abs(first[i] - second[i]);
    }
    return sum;
  }
}
