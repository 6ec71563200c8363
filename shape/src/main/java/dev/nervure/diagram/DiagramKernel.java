package dev.nervure.diagram;

import dev.nervure.progress.Progress;
import java.util.List;
import java.util.Map;

/**
 * A kernel on persistence diagrams of one degree: how alike two are, as an inner product.
 * Immutable, and safe for several threads. It depends on the bars alone, and is 0 where diagrams do
 * not have equally many bars without end.
 */
public interface DiagramKernel {
  /** Its name, in lower case with underscores. */
  String name();

  /** What it depends on besides the diagrams, by name, in a fixed order. */
  Map<String, Object> settings();

  /**
   * Raised whenever its values come to be others, so that results of before are worked out again.
   */
  int revision();

  /**
   * Expected time of the distance of a pair of diagrams that it induces, on one thread, its share
   * of what is worked out once among some diagrams included.
   *
   * @param degree of the diagrams: in degree 0 all bars are born at once, and more of them compete
   * @param bars finite bars of the one
   * @param others finite bars of the other
   * @return seconds, more than 0; not less for more bars
   */
  double seconds(int degree, int bars, int others);

  /** Whether the births of bars without end are part of it; where not, these are left out. */
  boolean comparesEndless();

  /**
   * The Gram matrix.
   *
   * @param threads number of threads, at least 1; no bit depends on it
   * @return diagrams x diagrams, symmetric
   * @throws IllegalArgumentException when the diagrams are of different degrees
   */
  double[][] gram(List<PersistenceDiagram> diagrams, int threads, Progress progress);
}
