package dev.nervure.study.layers;

import dev.nervure.progress.Cost;
import dev.nervure.progress.Progress;
import dev.nervure.run.StageRows;
import dev.nervure.study.Artifact;
import dev.nervure.study.Key;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/**
 * One thing measured in a layer: a stage of the plan. Implementations hold options only and serve
 * all threads.
 */
public interface LayerMeasurement {
  /** Last part of the stage's name. */
  String stage();

  /** Names of the measures whose rows it gives; all are recorded as not estimable when it fails. */
  List<String> measures();

  /** The measures that have a value of a layer as a whole: where it has no points each says why. */
  default List<String> overall() {
    return measures();
  }

  /**
   * The method with its revision and what the result depends on besides the points and labels:
   * parameters, seed.
   */
  Key key();

  /** Whether it reads the distances between all points, which all measurements of a layer share. */
  boolean readsDistances();

  /**
   * Expected cost of the computation; neither the shared distances nor a few rows are counted, but
   * those of a result that grows with the points are.
   */
  Cost cost(CloudSize size);

  /**
   * The same measurement, once the stages of its key are done; those that read what earlier stages
   * have left override it.
   *
   * @param files where artifacts lie
   */
  default LayerMeasurement reading(Function<Artifact, Path> files) {
    return this;
  }

  /**
   * Measures.
   *
   * @param points finite points of one layer
   * @param rows takes the values
   */
  void measure(LayerPoints points, StageRows rows, Progress progress);

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
