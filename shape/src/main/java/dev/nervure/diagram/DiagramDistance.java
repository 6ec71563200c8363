package dev.nervure.diagram;

/**
 * How far two persistence diagrams of one degree are apart. Immutable, and safe for several
 * threads.
 *
 * <p>Every distance is a metric on diagrams, where any number of bars of length zero counts as part
 * of each: it is symmetric, 0 exactly for equal bars, and keeps the triangle inequality. It is
 * infinite where the diagrams do not have equally many bars without end. It depends on the bars
 * alone: not on their order and not on what else a diagram says of itself.
 */
public interface DiagramDistance {
  /** Its name, in lower case with underscores: {@code bottleneck}. */
  String name();

  /**
   * The distance, in the units of births and deaths.
   *
   * @throws IllegalArgumentException when the diagrams are of different degrees
   */
  double between(PersistenceDiagram a, PersistenceDiagram b);
}
