package dev.nervure.study.fiber;

import dev.nervure.study.Stage;
import java.util.Locale;

/**
 * A stage of a study with what it works on.
 *
 * @param stage its key and cost
 * @param row of the input among the chosen samples; -1 for stages over all of them
 * @param question what is asked of it
 */
record PlannedStage(Stage stage, int row, Question question) {

  /** What a stage of a study finds out. */
  enum Question {
    /** Labels, predictions, layers. */
    SAMPLES,
    /** Singular values by layer. */
    SPECTRA,
    /** A random walk within the class. */
    WALK,
    /** A walk away from the start. */
    FARTHEST,
    /** A walk towards another input. */
    DIRECTED,
    /** The way to the runner-up. */
    BOUNDARY,
    /** Means by class and layer. */
    STATISTICS;

    /** As in stage names and in the column {@code kind}. */
    String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    boolean walks() {
      return this == WALK || this == FARTHEST || this == DIRECTED || this == BOUNDARY;
    }
  }
}
