package dev.nervure.study.fiber;

import dev.nervure.fiber.Crossing;
import dev.nervure.fiber.PiecewiseWalkResult;
import dev.nervure.fiber.WalkResult;
import dev.nervure.run.FiberResult;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
public record FiberOutcome(
    WalkResult result,
    double[] startLogits,
    double[] endLogits,
    @Nullable Double targetDistance,
    @Nullable PiecewiseWalkResult pieces,
    @Nullable Nearest nearest,
    @Nullable Path strip,
    List<String> warnings) {

  /**
   * The nearest point found with the output that a lift has reached.
   *
   * @param crossing the point and its distance from the start
   * @param logits logits there
   */
  public record Nearest(Crossing crossing, double[] logits) {}

  /** The object that {@code nervure fibers --json} prints. */
  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("stop", result.stop().name().toLowerCase(Locale.ROOT));
    json.put("steps", result.steps());
    json.put("length", result.length());
    json.put("pseudolength", result.pseudolength());
    json.put("netDistance", result.netDistance());
    json.put("drift", result.drift());
    json.put("sigmaMin", result.smallestSingularValue());
    json.put("sigmaMax", result.largestSingularValue());
    json.put("nullDimension", result.nullDimension());
    json.put("boxShare", result.boxShare());
    json.put("corrections", result.corrections());
    json.put("predictionStart", Ranking.largest(startLogits));
    json.put("predictionEnd", Ranking.largest(endLogits));
    json.put("logitsStart", startLogits);
    json.put("logitsEnd", endLogits);
    if (targetDistance != null) {
      json.put("remainingDistance", targetDistance);
      json.put("walkedSteps", result.walkedSteps());
      json.put("walkedLength", result.walkedLength());
    }
    if (pieces != null) {
      json.put("kinks", pieces.kinks());
      json.put("endNullDimension", pieces.endNullDimension());
      json.put("smallestNullDimension", pieces.smallestNullDimension());
      json.put("largestNullDimension", pieces.largestNullDimension());
    }
    if (nearest != null) {
      json.put("nearestDistance", nearest.crossing().distance());
      json.put("nearestSteps", nearest.crossing().steps());
      json.put("nearestStop", nearest.crossing().stop().name().toLowerCase(Locale.ROOT));
      json.put("nearestPrediction", Ranking.largest(nearest.logits()));
      json.put("nearestLogits", nearest.logits());
    }
    json.put("warnings", warnings);
    return json;
  }

  /** The same figures as a row of the results database. */
  FiberResult.Figures figures() {
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
