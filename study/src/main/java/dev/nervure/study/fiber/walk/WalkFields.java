package dev.nervure.study.fiber.walk;

import dev.nervure.run.FiberResult;
import java.util.Map;

/**
 * The fields of a walk in JSON, from one input or among those of a study; the contract of {@code
 * nervure fibers walk --json} (docs/commands.md).
 */
public final class WalkFields {
  private WalkFields() {}

  /** Why the walk ended, how far it came and what it met. */
  public static void putPath(Map<String, Object> json, FiberResult.Figures figures) {
    json.put("stop", figures.stop());
    json.put("steps", figures.steps());
    json.put("length", figures.length());
    json.put("pseudolength", figures.pseudolength());
    json.put("netDistance", figures.netDistance());
    json.put("drift", figures.drift());
    json.put("sigmaMin", figures.smallestSingularValue());
    json.put("sigmaMax", figures.largestSingularValue());
    json.put("nullDimension", figures.nullDimension());
    json.put("boxShare", figures.boxShare());
    FiberResult.Chords chords = figures.chords();
    if (chords != null) {
      json.put("driftBetween", chords.driftBetween());
      json.put("chordLength", chords.length());
    }
  }

  /**
   * The answers at both ends.
   *
   * @param hasClasses whether the network has several outputs; one output is no answer: null
   */
  public static void putAnswers(
      Map<String, Object> json, FiberResult.Figures figures, boolean hasClasses) {
    json.put("predictionStart", hasClasses ? (Object) figures.predictedStart() : null);
    json.put("predictionEnd", hasClasses ? (Object) figures.predictedEnd() : null);
  }

  /** What only directed walks, walks from kink to kink and lifts have. */
  public static void putOfKind(Map<String, Object> json, FiberResult.Figures figures) {
    if (figures.remainingDistance() != null) {
      json.put("remainingDistance", figures.remainingDistance());
    }
    FiberResult.Pieces pieces = figures.pieces();
    if (pieces != null) {
      json.put("kinks", pieces.kinks());
      json.put("endNullDimension", pieces.endNullDimension());
      json.put("smallestNullDimension", pieces.smallestNullDimension());
      json.put("largestNullDimension", pieces.largestNullDimension());
    }
    FiberResult.Nearest nearest = figures.nearest();
    if (nearest != null) {
      json.put("nearestDistance", nearest.distance());
      if (nearest.tried() != null) {
        json.put("nearestTried", nearest.tried());
      }
      json.put("nearestStop", nearest.stop());
      json.put("nearestPrediction", nearest.predicted());
      json.put("nearestPredictionAsFloat32", nearest.predictedAsFloat32());
    }
  }
}
