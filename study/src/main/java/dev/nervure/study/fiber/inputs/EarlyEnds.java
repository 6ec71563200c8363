package dev.nervure.study.fiber.inputs;

import dev.nervure.run.FiberResult;
import dev.nervure.study.fiber.inputs.PlannedStage.Question;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * What a reader of means must know: how many walks did not come as far as they were to, and why.
 */
final class EarlyEnds {
  /** A walk that uses up its length, comes to rest, or closes has come as far as it was to. */
  private static final Map<Question, Set<String>> WHOLE =
      Map.of(
          Question.WALK, Set.of("length", "closed"),
          Question.FARTHEST, Set.of("length", "closed", "target"),
          Question.DIRECTED, Set.of("target", "closed"),
          Question.BOUNDARY, Set.of("target"));

  private static final Map<Question, String> SENTENCE =
      Map.of(
          Question.WALK,
              "%d of %d walks ended before their length and are in the means as far as they came: %s.",
          Question.FARTHEST,
              "%d of %d walks away from the start ended elsewhere than at a farthest point or their length, and are in the means as far as they came: %s.",
          Question.DIRECTED,
              "%d of %d directed walks ended before they were as near as they come, and are in the means with what was left: %s.",
          Question.BOUNDARY,
              "%d of %d lifts did not arrive at a tie with the runner-up and are left out of the distances to the boundary: %s.");

  private EarlyEnds() {}

  /** A sentence for each kind of walk of which some ended early. */
  static List<String> notes(List<FiberResult> fibers) {
    List<String> notes = new ArrayList<>();
    for (Question question :
        List.of(Question.WALK, Question.FARTHEST, Question.DIRECTED, Question.BOUNDARY)) {
      int walks = 0;
      int early = 0;
      Map<String, Integer> reasons = new TreeMap<>();
      for (FiberResult one : fibers) {
        FiberResult.Figures figures = one.figures();
        if (one.kind().equals(question.text()) && figures != null) {
          walks++;
          if (!WHOLE.getOrDefault(question, Set.of()).contains(figures.stop())) {
            early++;
            reasons.merge(figures.stop(), 1, Integer::sum);
          }
        }
      }
      if (early > 0) {
        StringJoiner named = new StringJoiner(", ");
        reasons.forEach((stop, count) -> named.add(count + " by " + stop));
        notes.add(SENTENCE.getOrDefault(question, "").formatted(early, walks, named));
      }
    }
    return notes;
  }
}
