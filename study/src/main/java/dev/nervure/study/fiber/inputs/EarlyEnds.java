package dev.nervure.study.fiber.inputs;

import dev.nervure.run.WalkRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * What a reader of means must know: how many walks did not come as far as they were to, and why.
 */
public final class EarlyEnds {
  private EarlyEnds() {}

  /**
   * Whether a walk ended before it had come as far as it was to.
   *
   * @param kind {@code walk}, {@code farthest}, {@code directed} or {@code boundary}
   * @param stop why it ended, as in {@link WalkRow#stop}
   */
  public static boolean isEarly(String kind, String stop) {
    for (Question question : Question.walks()) {
      if (question.text().equals(kind)) {
        return !question.isWhole(stop);
      }
    }
    throw new IllegalArgumentException("there are no walks of kind " + kind);
  }

  /** A sentence for each kind of walk of which some ended early. */
  static List<String> notes(List<WalkRow> all) {
    List<String> notes = new ArrayList<>();
    for (Question question : Question.walks()) {
      int walks = 0;
      int early = 0;
      Map<String, Integer> reasons = new TreeMap<>();
      for (WalkRow one : all) {
        String stop = one.stop();
        if (one.kind().equals(question.text()) && stop != null) {
          walks++;
          if (!question.isWhole(stop)) {
            early++;
            reasons.merge(stop, 1, Integer::sum);
          }
        }
      }
      if (early > 0) {
        StringJoiner named = new StringJoiner(", ");
        reasons.forEach((stop, count) -> named.add(count + " by " + stop));
        notes.add(question.early(early, walks, named.toString()));
      }
    }
    return notes;
  }
}
