package dev.nervure.study.fiber.walk;

import dev.nervure.fiber.Crossing;
import dev.nervure.fiber.PiecewiseWalkResult;
import dev.nervure.fiber.WalkResult;
import dev.nervure.run.FiberResult;
import dev.nervure.study.fiber.Ranking;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a walk did and where its files are.
 *
 * @param result the figures of the walk
 * @param startLogits logits at the start
 * @param endLogits logits at the end
 * @param targetDistance distance from the end to the target as a share of that from the start; null
 *     without a target input
 * @param pieces what a walk from kink to kink met; null for other walks
 * @param nearest after a lift that reached its output: the nearest point with that output that was
 *     found from there; null for other walks
 * @param strip the picture; null for inputs that are neither images nor points of a plane
 * @param warnings what the user should know
 */
public record WalkOutcome(
    WalkResult result,
    double[] startLogits,
    double[] endLogits,
    @Nullable Double targetDistance,
    @Nullable PiecewiseWalkResult pieces,
    @Nullable Nearest nearest,
    @Nullable Path strip,
    List<String> warnings) {

  /** What nothing is known of where output or Jacobian are not finite at the start. */
  private static final Set<String> NOT_ESTIMABLE =
      Set.of(
          "pseudolength",
          "drift",
          "sigmaMin",
          "sigmaMax",
          "nullDimension",
          "endNullDimension",
          "smallestNullDimension",
          "largestNullDimension");

  /**
   * The nearest point found with the output that a lift has reached.
   *
   * @param crossing the point and its distance from the start
   * @param logits logits there
   */
  public record Nearest(Crossing crossing, double[] logits) {}

  /** The same with its picture in another place. */
  WalkOutcome withStrip(Path other) {
    return new WalkOutcome(
        result, startLogits, endLogits, targetDistance, pieces, nearest, other, warnings);
  }

  /** The object that {@code nervure fibers --json} prints. */
  public Map<String, Object> json() {
    FiberResult.Figures figures = figures();
    Map<String, Object> json = new LinkedHashMap<>();
    WalkFields.putPath(json, figures);
    json.put("energy", result.energy());
    json.put("corrections", result.corrections());
    WalkFields.putAnswers(json, figures, startLogits.length > 1);
    // Of NaN none is the largest.
    if (!allFinite(startLogits)) {
      json.put("predictionStart", null);
    }
    if (!allFinite(endLogits)) {
      json.put("predictionEnd", null);
    }
    json.put("logitsStart", finite(startLogits));
    json.put("logitsEnd", finite(endLogits));
    WalkFields.putOfKind(json, figures);
    if (targetDistance != null) {
      json.put("walkedSteps", result.walkedSteps());
      json.put("walkedLength", result.walkedLength());
    }
    if (nearest != null) {
      json.put("nearestLogits", nearest.logits());
    }
    json.put("warnings", warnings);
    if (!result.startIsFinite()) {
      json.replaceAll((name, value) -> NOT_ESTIMABLE.contains(name) ? null : value);
    }
    return json;
  }

  private static boolean allFinite(double[] values) {
    return Arrays.stream(values).allMatch(Double::isFinite);
  }

  /** The values, with null for those that are not finite. */
  private static List<@Nullable Double> finite(double[] values) {
    List<@Nullable Double> finite = new ArrayList<>();
    for (double value : values) {
      finite.add(Double.isFinite(value) ? (Double) value : null);
    }
    return finite;
  }

  /** The same figures as a row of the results database. */
  public FiberResult.Figures figures() {
    return new FiberResult.Figures(
        result.stop().name().toLowerCase(Locale.ROOT),
        result.steps(),
        result.length(),
        result.pseudolength(),
        result.netDistance(),
        result.drift(),
        result.smallestSingularValue(),
        result.largestSingularValue(),
        result.nullDimension(),
        result.boxShare(),
        Ranking.largest(startLogits),
        Ranking.largest(endLogits),
        targetDistance,
        pieces == null
            ? null
            : new FiberResult.Pieces(
                pieces.kinks(),
                pieces.endNullDimension(),
                pieces.smallestNullDimension(),
                pieces.largestNullDimension()),
        nearest == null
            ? null
            : new FiberResult.Nearest(
                nearest.crossing().distance(),
                nearest.crossing().steps(),
                nearest.crossing().stop().name().toLowerCase(Locale.ROOT),
                Ranking.largest(nearest.logits())));
  }
}
