package dev.nervure.study.fiber.inputs;

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

  /** The name of what an input is asked. */
  static String name(int originalIndex, Question question) {
    return "input %06d/%s".formatted(originalIndex, question.text());
  }

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
    /** The nearest other answer, and a lift to it. */
    BOUNDARY,
    /** Means by class and layer. */
    STATISTICS;

    /** As in stage names and in the column {@code kind}. */
    String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
