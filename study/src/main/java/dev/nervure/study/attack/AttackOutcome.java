package dev.nervure.study.attack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nervure.run.MeasuredValue;
import dev.nervure.run.MeasuredValueJson;
import dev.nervure.run.NumberText;
import dev.nervure.run.Place;
import dev.nervure.run.Results;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one attack, at one strength, has done to the answers. What was not measured, or cannot be
 * estimated, is null.
 *
 * @param method its name
 * @param norm what its strength is measured in
 * @param eps its strength; null where it looks for the smallest change
 * @param target the answer that it was to reach; null for any wrong one
 * @param clip where its steps meet the range of values; null where it makes no such steps
 * @param accuracy share of right answers, with its interval
 * @param success how often it reached its goal
 * @param macroF1 mean over classes
 * @param change Euclidean length of the changes
 * @param roundedAway how many fooled inputs the rounding to 8 bits has set right again
 */
public record AttackOutcome(
    String method,
    String norm,
    @Nullable Double eps,
    @Nullable Integer target,
    @Nullable String clip,
    @Nullable MeasuredValue accuracy,
    @Nullable MeasuredValue success,
    @Nullable MeasuredValue macroF1,
    @Nullable MeasuredValue change,
    @Nullable MeasuredValue roundedAway) {

  /**
   * All of a run, in the order of its results.
   *
   * @param controls the noise beside attacks, otherwise the attacks
   */
  public static List<AttackOutcome> of(Results results, boolean controls) {
    Map<Place, Map<String, MeasuredValue>> byPlace = new LinkedHashMap<>();
    for (MeasuredValue value : results.measures()) {
      boolean ofRun = value.place().layer() == null && value.name().startsWith("attack_");
      if (ofRun && parameters(value).get("control").asBoolean() == controls) {
        byPlace
            .computeIfAbsent(value.place(), place -> new LinkedHashMap<>())
            .put(value.name(), value);
      }
    }
    List<AttackOutcome> outcomes = new ArrayList<>();
    byPlace.values().forEach(values -> outcomes.add(of(values)));
    return outcomes;
  }

  private static AttackOutcome of(Map<String, MeasuredValue> values) {
    JsonNode told = parameters(values.values().iterator().next());
    JsonNode eps = told.path("eps");
    JsonNode target = told.path("target");
    JsonNode clip = told.path("clip");
    return new AttackOutcome(
        told.get("method").asText(),
        told.get("norm").asText(),
        eps.isNumber() ? (Double) eps.asDouble() : null,
        target.isNumber() ? (Integer) target.asInt() : null,
        clip.isTextual() ? clip.asText() : null,
        values.get(RobustnessStage.ACCURACY),
        values.get(RobustnessStage.SUCCESS),
        values.get(RobustnessStage.MACRO_F1),
        values.get(RobustnessStage.CHANGE),
        values.get(RobustnessStage.ROUNDED));
  }

  /** Inputs that the success counts, of an attack that has not been rounded. */
  int asked() {
    return success == null ? 0 : success.n();
  }

  /** Those of them that the attack has fooled, before any rounding. */
  int fooled() {
    if (roundedAway != null) {
      return roundedAway.n();
    }
    return success == null ? 0 : hits(success);
  }

  /** Those that were fooled and no longer are once they are rounded. */
  int setRight() {
    return roundedAway == null ? 0 : hits(roundedAway);
  }

  private static int hits(MeasuredValue share) {
    Double estimate = share.estimate();
    return estimate == null ? 0 : (int) Math.round(estimate * share.n());
  }

  /** Whether it looks for the smallest change, and this is what it has found. */
  public boolean isNearest() {
    return eps == null;
  }

  /** What it is called in sentences, such as {@code cw l2 to 3}. */
  String text() {
    String named = method + " " + norm + (target == null ? "" : " to " + target);
    return eps == null ? named : named + " at " + NumberText.of(eps);
  }

  static JsonNode parameters(MeasuredValue value) {
    ObjectNode node = MeasuredValueJson.of(value);
    return Objects.requireNonNull(node.get("parameters"));
  }
}
