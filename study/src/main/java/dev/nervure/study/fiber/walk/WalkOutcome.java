package dev.nervure.study.fiber.walk;

import dev.nervure.fiber.PiecewiseWalkResult;
import dev.nervure.fiber.StopReason;
import dev.nervure.fiber.WalkResult;
import dev.nervure.run.WalkRow;
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
 * @param result the values of the walk
 * @param startLogits logits at the start
 * @param endLogits logits at the end
 * @param targetDistance distance from the end to the target as a share of that from the start; null
 *     without a target input
 * @param pieces what a walk from kink to kink met; null for other walks
 * @param driftBetween largest change of what is held halfway between the points of the path; null
 *     where it is not finite
 * @param nearest for a lift: the nearest point found with another answer, or with the output that
 *     was asked for; null where there is none, and for other walks
 * @param strip the picture; null for inputs that are neither images nor points of a plane
 * @param warnings what the user should know
 */
public record WalkOutcome(
    WalkResult result,
    double[] startLogits,
    double[] endLogits,
    @Nullable Double targetDistance,
    @Nullable PiecewiseWalkResult pieces,
    @Nullable Double driftBetween,
    @Nullable Nearest nearest,
    @Nullable Path strip,
    List<String> warnings) {

  /** What nothing is known of where output or Jacobian are not finite at the start. */
  private static final Set<String> NOT_ESTIMABLE =
      Set.of(
          "pseudolength",
          "drift",
          "driftBetween",
          "sigmaMin",
          "sigmaMax",
          "nullDimension",
          "endNullDimension",
          "smallestNullDimension",
          "largestNullDimension");

  /**
   * The nearest point found with another answer, or with the output that a lift was to reach.
   *
   * @param input the point
   * @param logits logits there
   * @param distance from the start
   * @param stop why the walk along the boundary ended
   * @param tried how many other answers were searched for, and of how many; null where one output
   *     was asked for
   * @param others how many other answers there are
   * @param answerAsFloat32 the largest output once the point is rounded to float32
   * @param liftedTo with several outputs: the one that the lift goes to
   */
  public record Nearest(
      double[] input,
      double[] logits,
      double distance,
      StopReason stop,
      @Nullable Integer tried,
      int others,
      int answerAsFloat32,
      @Nullable Integer liftedTo) {

    /** The largest output there. */
    public int answer() {
      return Ranking.largest(logits);
    }

    /**
     * Whether the output that was asked for is the largest one there; where it is not, the tie with
     * it lies inside a third class, and is no boundary of the start's.
     */
    public boolean isAtTop() {
      return tried != null || liftedTo == null || answer() == liftedTo;
    }
  }

  /** The same with its picture in another place. */
  WalkOutcome withStrip(Path other) {
    return new WalkOutcome(
        result,
        startLogits,
        endLogits,
        targetDistance,
        pieces,
        driftBetween,
        nearest,
        other,
        warnings);
  }

  /** The object that {@code nervure fibers walk --json} prints. */
  public Map<String, Object> json() {
    // Which walk it is, is not among these fields.
    WalkRow row = row(0, "", null);
    Map<String, Object> json = new LinkedHashMap<>();
    WalkFields.putPath(json, row);
    json.put("energy", result.energy());
    json.put("corrections", result.corrections());
    WalkFields.putAnswers(json, row, startLogits.length > 1);
    // Of NaN none is the largest.
    if (!allFinite(startLogits)) {
      json.put("predictionStart", null);
    }
    if (!allFinite(endLogits)) {
      json.put("predictionEnd", null);
    }
    json.put("logitsStart", finite(startLogits));
    json.put("logitsEnd", finite(endLogits));
    WalkFields.putOfKind(json, row);
    if (targetDistance != null) {
      json.put("walkedSteps", result.walkedSteps());
      json.put("walkedLength", result.walkedLength());
    }
    if (nearest != null) {
      json.put("nearestLogits", nearest.logits());
      if (nearest.liftedTo() != null) {
        json.put("liftedTo", nearest.liftedTo());
        json.put("nearestAtTop", nearest.isAtTop());
      }
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

  /**
   * The same values as a row of the results database.
   *
   * @param originalIndex position of the input in the data
   * @param kind of the walk, as in {@link WalkRow}
   * @param target the input or class it was to reach; null without one
   */
  public WalkRow row(int originalIndex, String kind, @Nullable Integer target) {
    return new WalkRow(
        originalIndex,
        kind,
        target,
        text(result.stop()),
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
        pieces == null ? null : pieces.kinks(),
        pieces == null ? null : pieces.endNullDimension(),
        pieces == null ? null : pieces.smallestNullDimension(),
        pieces == null ? null : pieces.largestNullDimension(),
        nearest == null ? null : nearest.distance(),
        nearest == null ? null : nearest.tried(),
        nearest == null ? null : text(nearest.stop()),
        nearest == null ? null : nearest.answer(),
        nearest == null ? null : nearest.answerAsFloat32(),
        result.polylineLength(),
        driftBetween,
        null);
  }

  private static String text(StopReason stop) {
    return stop.name().toLowerCase(Locale.ROOT);
  }
}
