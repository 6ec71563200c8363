package dev.nervure.study.fiber.walk;

import dev.nervure.fiber.MatrixFreeWalk;
import dev.nervure.fiber.PiecewiseWalkResult;
import dev.nervure.fiber.StopReason;
import dev.nervure.fiber.WalkResult;
import dev.nervure.jacobian.DifferentiableMap;
import dev.nervure.study.fiber.FiberMode;
import dev.nervure.study.fiber.HeldOutput;
import dev.nervure.study.fiber.WalkRequest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the user should know of a walk beside its values, in whole sentences. */
final class WalkWarnings {

  /** A walk that used up its steps, this share of them at kinks, has met too many of them. */
  private static final double CAUGHT_SHARE = 0.9;

  private WalkWarnings() {}

  static List<String> of(
      HeldOutput held,
      WalkRequest request,
      FinishedWalk walked,
      WalkOutcome.@Nullable Nearest nearest) {
    List<String> warnings = new ArrayList<>(held.warnings());
    WalkResult result = walked.result();
    DifferentiableMap map = held.map();
    int still = map.outputSize() - (map.inputSize() - result.nullDimension());
    if (MatrixFreeWalk.isNeeded(map.inputSize(), map.outputSize())
        && map.outputSize() < map.inputSize()
        && request.mode() != FiberMode.CROSS
        && result.startIsFinite()
        && still > 0) {
      warnings.add(
          "%d of %d held outputs do not move at the start, as dead units: they are held as long as they stay so, and the null dimension counts them"
              .formatted(still, map.outputSize()));
    }
    AnswerChange change = walked.change();
    if (change != null) {
      warnings.add(
          "the answer already changes from %d to %d on the way, after a length of %.3g, at a distance of %.3g from the start"
              .formatted(change.from(), change.to(), change.length(), change.distance()));
    }
    if (walked.straightLength() > 0) {
      warnings.add(
          "the lift met an extremum of the output (as at a kink), from which no small motion leads on: the last %.3g of its length go straight to an input with the output that was found otherwise"
              .formatted(walked.straightLength()));
    }
    if (nearest != null && !nearest.isAtTop()) {
      warnings.add(
          "the nearest tie with %d that was found lies inside a third class, %d: it is no boundary between the answer at the start and %d; the nearest boundary of all is found without --to"
              .formatted(nearest.liftedTo(), nearest.answer(), nearest.liftedTo()));
    }
    if (nearest != null && nearest.answerAsFloat32() != nearest.answer()) {
      warnings.add(
          "rounded to float32 the nearest point found is answered %d, not %d: use it as it is stored"
              .formatted(nearest.answerAsFloat32(), nearest.answer()));
    }
    PiecewiseWalkResult pieces = walked.pieces();
    if (pieces != null
        && result.stop() == StopReason.STEPS
        && pieces.kinks() > CAUGHT_SHARE * result.steps()) {
      warnings.add(
          "%d of %d steps cross a kink, and they are used up after a length of %.3g: kinks lie close together here (pooling of an even background); allow more with --steps, or step over kinks with --method corrector"
              .formatted(pieces.kinks(), result.steps(), result.walkedLength()));
    }
    return warnings;
  }
}
