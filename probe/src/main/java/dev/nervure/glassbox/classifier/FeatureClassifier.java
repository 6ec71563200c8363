package dev.nervure.glassbox.classifier;

import dev.nervure.glassbox.reduction.LabelledRows;
import dev.nervure.progress.Progress;
import java.util.Map;

/**
 * A way to learn classes from rows of coefficients. Immutable; what all of the list promise is
 * tested for each.
 */
public interface FeatureClassifier {
  /** As on the command line and in files, such as {@code lda}. */
  String name();

  /** What the result depends on beside the rows, by name. */
  Map<String, Object> settings();

  /** How often what it computes has changed: part of the key of results. */
  default int revision() {
    return 1;
  }

  /**
   * Whether it reduces the coefficients of each class by itself, so that it is given all of them
   * rather than what a reduction leaves.
   */
  default boolean reducesByItself() {
    return false;
  }

  /**
   * Learns.
   *
   * @param training not changed
   * @param seed of what is drawn; classifiers that draw nothing do not depend on it
   * @param progress asked whether to stop
   */
  FittedClassifier fit(LabelledRows training, long seed, Progress progress);

  /**
   * Seconds that learning takes on one thread, roughly.
   *
   * @param rows to learn from
   * @param coefficients of a row
   */
  double seconds(int rows, int coefficients, int classes);

  /** Bytes that learning takes beside the rows. */
  long memory(int rows, int coefficients, int classes);
}
