package dev.nervure.diagram;

/**
 * What it costs to pair bars: p-th powers of distances in a unit, in which no power that matters
 * overflows.
 *
 * @param order p
 * @param ground norm of the plane
 * @param unit length that costs 1, a power of 2: dividing by it rounds nothing
 */
record PairCost(double order, GroundNorm ground, double unit) {
  /** For lengths of about this size. */
  static PairCost of(double order, GroundNorm ground, double length) {
    return new PairCost(order, ground, Math.scalb(1.0, Math.getExponent(length)));
  }

  /** The cost of a distance. */
  double power(double distance) {
    return powerOf(distance / unit);
  }

  private double powerOf(double inUnits) {
    if (order == 1) {
      return inUnits;
    }
    return order == 2 ? inUnits * inUnits : StrictMath.pow(inUnits, order);
  }

  /** The cost of a pair that differs by so much. */
  double of(double birth, double death) {
    return powerOf(ground.of(birth / unit, death / unit));
  }

  /** The cost of a bar of this length without partner. */
  double alone(double length) {
    return power(ground.toDiagonal(length));
  }

  /** The distance whose power is a sum of costs. */
  double root(double costs) {
    if (order == 1) {
      return unit * costs;
    }
    return unit * (order == 2 ? Math.sqrt(costs) : StrictMath.pow(costs, 1 / order));
  }
}
