package dev.nervure.mapper;

/**
 * A part of a Mapper graph that stands out along a lens.
 *
 * @param kind what it is
 * @param low the lens value where it begins, the smaller of both
 * @param high the lens value where it ends
 * @param node a node of it: the lowest of a component or a lower branch, the highest of an upper
 *     branch, the highest of a loop
 */
public record GraphFeature(Kind kind, double low, double high, int node) {
  /** What stands out. */
  public enum Kind {
    /** A connected part, from its lowest to its highest node. */
    COMPONENT,
    /** An end that hangs down: from its lowest node up to where it meets a deeper one. */
    LOWER_BRANCH,
    /** An end that stands up: from where it leaves a higher one up to its highest node. */
    UPPER_BRANCH,
    /** A loop, from its lowest to its highest node. */
    LOOP
  }

  /** Its length along the lens: how long it persists. */
  public double length() {
    return high - low;
  }

  /**
   * The larger of the distances of both ends, the bottleneck distance of two single points of a
   * diagram.
   */
  double distance(GraphFeature other) {
    return Math.max(Math.abs(low - other.low), Math.abs(high - other.high));
  }
}
