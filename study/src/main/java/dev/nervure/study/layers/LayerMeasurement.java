package dev.nervure.study.layers;

import dev.nervure.progress.Progress;
import dev.nervure.run.StageRows;
import java.util.List;

/**
 * One thing measured in a layer: a stage of the plan. Implementations hold options only and serve
 * all threads.
 */
interface LayerMeasurement {
  /** Last part of the stage's name. */
  String stage();

  /** Names of the measures whose rows it gives; all are recorded as not estimable when it fails. */
  List<String> measures();

  /**
   * Everything that the result depends on besides the points and labels: parameters, seed, revision
   * of the method.
   */
  String parametersHash();

  /** Expected cost. */
  Cost cost(CloudSize size);

  /**
   * Measures.
   *
   * @param points finite points of one layer
   * @param rows takes the figures
   */
  void measure(LayerPoints points, StageRows rows, Progress progress);

  /**
   * Expected cost on one thread.
   *
   * @param seconds time
   * @param bytes heap
   */
  record Cost(double seconds, long bytes) {}

  /**
   * What a cost depends on.
   *
   * @param points number of points
   * @param dimension coordinates of a point
   * @param classes number of classes with points, 0 without labels
   * @param smallestClass points of the smallest class
   */
  record CloudSize(int points, int dimension, int classes, int smallestClass) {}
}
