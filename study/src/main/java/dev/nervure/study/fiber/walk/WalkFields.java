package dev.nervure.study.fiber.walk;

import dev.nervure.run.WalkRow;
import java.util.Map;

/**
 * The fields of a walk in JSON, from one input or among those of a study; the contract of {@code
 * nervure fibers walk --json} (docs/commands.md).
 */
public final class WalkFields {
  private WalkFields() {}

  /** Why the walk ended, how far it came and what it met. */
  public static void putPath(Map<String, Object> json, WalkRow walk) {
    json.put("stop", walk.stop());
    json.put("steps", walk.steps());
    json.put("length", walk.length());
    json.put("pseudolength", walk.pseudolength());
    json.put("netDistance", walk.netDistance());
    json.put("drift", walk.drift());
    json.put("sigmaMin", walk.smallestSingularValue());
    json.put("sigmaMax", walk.largestSingularValue());
    json.put("nullDimension", walk.nullDimension());
    json.put("boxShare", walk.boxShare());
    json.put("driftBetween", walk.driftBetween());
    json.put("chordLength", walk.chordLength());
  }

  /**
   * The answers at both ends.
   *
   * @param hasClasses whether the network has several outputs; one output is no answer: null
   */
  public static void putAnswers(Map<String, Object> json, WalkRow walk, boolean hasClasses) {
    json.put("predictionStart", hasClasses ? walk.predictedStart() : null);
    json.put("predictionEnd", hasClasses ? walk.predictedEnd() : null);
  }

  /** What only directed walks, walks from kink to kink and lifts have. */
  public static void putOfKind(Map<String, Object> json, WalkRow walk) {
    if (walk.remainingDistance() != null) {
      json.put("remainingDistance", walk.remainingDistance());
    }
    if (walk.kinks() != null) {
      json.put("kinks", walk.kinks());
      json.put("endNullDimension", walk.endNullDimension());
      json.put("smallestNullDimension", walk.smallestNullDimension());
      json.put("largestNullDimension", walk.largestNullDimension());
    }
    if (walk.nearestDistance() != null) {
      json.put("nearestDistance", walk.nearestDistance());
      if (walk.nearestTried() != null) {
        json.put("nearestTried", walk.nearestTried());
      }
      json.put("nearestStop", walk.nearestStop());
      json.put("nearestPrediction", walk.nearestPredicted());
      json.put("nearestPredictionAsFloat32", walk.nearestPredictedAsFloat32());
    }
  }
}
