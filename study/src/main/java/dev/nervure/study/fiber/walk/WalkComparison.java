package dev.nervure.study.fiber.walk;

import java.util.Map;

/**
 * Two walks from one input: with corrections, and as published without.
 *
 * @param corrected with adaptive, corrected steps
 * @param published with explicit Euler steps of constant length
 */
public record WalkComparison(WalkOutcome corrected, WalkOutcome published) {

  /** The object of the corrected walk, with that of the other one as {@code euler}. */
  public Map<String, Object> json() {
    Map<String, Object> json = corrected.json();
    json.put("euler", published.json());
    return json;
  }
}
