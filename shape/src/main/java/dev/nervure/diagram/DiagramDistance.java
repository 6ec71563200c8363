package dev.nervure.diagram;

import dev.nervure.progress.Progress;
import java.util.List;
import java.util.Map;

/**
 * How far persistence diagrams of one degree are apart. Immutable, and safe for several threads.
 *
 * <p>A distance is symmetric and 0 for equal bars, and infinite where the diagrams do not have
 * equally many bars without end. It depends on the bars alone: not on their order and not on what
 * else a diagram says of itself.
 */
public interface DiagramDistance {
  /** Its name, in lower case with underscores: {@code bottleneck}. */
  String name();

  /** What it depends on besides the diagrams, by name, in a fixed order; empty for nothing. */
  Map<String, Object> settings();

  /**
   * Raised whenever its values come to be others, so that results of before are worked out again.
   */
  int revision();

  /**
   * Expected time of a pair of diagrams on one thread, its share of what is worked out once among
   * some diagrams included.
   *
   * @param degree of the diagrams: in degree 0 all bars are born at once, and more of them compete
   * @param bars finite bars of the one
   * @param others finite bars of the other
   * @return seconds, more than 0; not less for more bars
   */
  double seconds(int degree, int bars, int others);

  /**
   * Whether it keeps the triangle inequality among diagrams that are compared together, up to its
   * error.
   */
  boolean isMetric();

  /** Whether bars of length zero are part of every diagram, so that short ones hardly move it. */
  boolean isStable();

  /**
   * Whether the births of bars without end, paired in their order, are part of it. Where not, these
   * bars are left out if both diagrams have equally many.
   */
  boolean comparesEndless();

  /**
   * The distances of all pairs of diagrams. What a diagram needs is worked out once.
   *
   * @param threads number of threads, at least 1; no bit depends on it
   * @throws IllegalArgumentException when the diagrams are of different degrees
   */
  PairDistances among(List<PersistenceDiagram> diagrams, int threads, Progress progress);

  /**
   * The distance of two diagrams, on one thread.
   *
   * @throws IllegalArgumentException when the diagrams are of different degrees
   */
  default double between(PersistenceDiagram a, PersistenceDiagram b) {
    return among(List.of(a, b), 1, Progress.none()).value(1, 0);
  }
}
