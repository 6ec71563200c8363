package dev.nervure.study.fiber.inputs;

import dev.nervure.run.WalkRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * What a reader of means must know: how many walks did not come as far as they were to, and why.
 */
public final class EarlyEnds {
  /**
   * A walk that uses up its length, comes to rest, or is back at its start has come as far as it
   * was to, and so has one in a class that is a point.
   */
  private static final Map<Question, Set<String>> WHOLE =
      Map.of(
          Question.WALK, Set.of("length", "closed", "alone"),
          Question.FARTHEST, Set.of("length", "closed", "alone", "farthest"),
          Question.DIRECTED, Set.of("target", "closed", "alone"),
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
              "%d of %d lifts to the answer found nearest did not arrive at a tie with it and are left out of the distances of lifts: %s.");

  private EarlyEnds() {}

  /**
   * Whether a walk ended before it had come as far as it was to.
   *
   * @param kind {@code walk}, {@code farthest}, {@code directed} or {@code boundary}
   * @param stop why it ended, as in {@link WalkRow#stop}
   */
  public static boolean isEarly(String kind, String stop) {
    for (Map.Entry<Question, Set<String>> whole : WHOLE.entrySet()) {
      if (whole.getKey().text().equals(kind)) {
        return !whole.getValue().contains(stop);
      }
    }
    throw new IllegalArgumentException("there are no walks of kind " + kind);
  }

  /** A sentence for each kind of walk of which some ended early. */
  static List<String> notes(List<WalkRow> all) {
    List<String> notes = new ArrayList<>();
    for (Question question :
        List.of(Question.WALK, Question.FARTHEST, Question.DIRECTED, Question.BOUNDARY)) {
      int walks = 0;
      int early = 0;
      Map<String, Integer> reasons = new TreeMap<>();
      for (WalkRow one : all) {
        String stop = one.stop();
        if (one.kind().equals(question.text()) && stop != null) {
          walks++;
          if (isEarly(one.kind(), stop)) {
            early++;
            reasons.merge(stop, 1, Integer::sum);
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
