package dev.nervure.study.fiber.walk;

import dev.nervure.fiber.WalkStep;
import dev.nervure.jacobian.DifferentiableMap;
import dev.nervure.study.fiber.Distance;
import dev.nervure.study.fiber.Ranking;
import org.jspecify.annotations.Nullable;

/**
 * Passes the steps of a lift on, and keeps the first one at which the network answers otherwise
 * than at the start. Costs an evaluation a step until then. Not thread safe; one per lift.
 */
final class AnswerWatch implements WalkStep.Recorder {
  private final DifferentiableMap logits;
  private final double[] start;
  private final int answer;
  private final WalkStep.Recorder next;
  private @Nullable AnswerChange change;
  private int changedAt;
  private int lastIndex;

  /**
   * A watch.
   *
   * @param logits of several outputs
   * @param start where the lift begins
   * @param next told of every step
   */
  AnswerWatch(DifferentiableMap logits, double[] start, WalkStep.Recorder next) {
    this.logits = logits;
    this.start = start;
    this.next = next;
    answer = Ranking.largest(logits.value(start));
  }

  @Override
  public void accept(WalkStep step) {
    next.accept(step);
    lastIndex = step.index();
    if (change == null) {
      int now = Ranking.largest(logits.value(step.point()));
      if (now != answer) {
        change =
            new AnswerChange(answer, now, step.length(), Distance.euclidean(start, step.point()));
        changedAt = step.index();
      }
    }
  }

  /**
   * The first change, unless it is the one that was asked for.
   *
   * @param arrived whether the lift reached its output, at its last step
   */
  @Nullable AnswerChange before(boolean arrived) {
    boolean atEnd = arrived && changedAt == lastIndex;
    return atEnd ? null : change;
  }
}
