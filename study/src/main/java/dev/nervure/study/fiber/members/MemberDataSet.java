package dev.nervure.study.fiber.members;

import java.util.List;
import java.util.Map;

/**
 * A data set of members that is complete.
 *
 * @param json the object that is in {@code members.json}
 */
public record MemberDataSet(Map<String, Object> json) {

  /** How many members there are. */
  public int samples() {
    return json.get("samples") instanceof Number count ? count.intValue() : 0;
  }

  /** How many inputs have members. */
  public int fibers() {
    return json.get("inputs") instanceof List<?> inputs
        ? (int)
            inputs.stream()
                .filter(one -> one instanceof Map<?, ?> input && !input.containsKey("failed"))
                .count()
        : 0;
  }

  /** The largest change of what is held. */
  public double largestDrift() {
    return json.get("guarantee") instanceof Map<?, ?> guarantee
            && guarantee.get("largestDrift") instanceof Number drift
        ? drift.doubleValue()
        : 0;
  }

  /** What the user should know, in whole sentences. */
  public List<String> notes() {
    return json.get("notes") instanceof List<?> notes
        ? notes.stream().map(String::valueOf).toList()
        : List.of();
  }
}
