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
