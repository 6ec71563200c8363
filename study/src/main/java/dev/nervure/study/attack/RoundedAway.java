package dev.nervure.study.attack;

import dev.nervure.array.NdArray;
import dev.nervure.attack.Goal;
import java.util.Arrays;

/**
 * Counts the inputs that an attack has fooled, and those of them that are answered rightly again
 * once their change is rounded to 8 bits. For use by several threads.
 */
final class RoundedAway {
  private final AttackedInputs inputs;
  private final ChosenAttack chosen;
  private int fooled;
  private int away;

  RoundedAway(AttackedInputs inputs, ChosenAttack chosen) {
    this.inputs = inputs;
    this.chosen = chosen;
  }

  /**
   * Adds a batch.
   *
   * @param from position of its first input
   * @param changed as the attack left them
   * @param rounded the same in 8 bits
   */
  void count(int from, NdArray clean, NdArray changed, NdArray rounded) {
    int rows = clean.shape()[0];
    Integer target = chosen.target();
    Goal goal = inputs.goal(from, from + rows, target);
    boolean[] before = reached(goal, clean);
    boolean[] after = reached(goal, changed);
    boolean[] kept = reached(goal, rounded);
    synchronized (this) {
      for (int row = 0; row < rows; row++) {
        // Of whom the success of an attack counts: docs/attack.md.
        boolean counts =
            target == null ? !before[row] : inputs.samples().label(from + row) != target;
        fooled += counts && after[row] ? 1 : 0;
        away += counts && after[row] && !kept[row] ? 1 : 0;
      }
    }
  }

  private boolean[] reached(Goal goal, NdArray batch) {
    double[] logits = inputs.network().logits(batch);
    int classes = inputs.network().classes();
    boolean[] reached = new boolean[batch.shape()[0]];
    for (int row = 0; row < reached.length; row++) {
      reached[row] =
          goal.isReached(Arrays.copyOfRange(logits, row * classes, (row + 1) * classes), row);
    }
    return reached;
  }

  /** Inputs that were fooled before the rounding. */
  synchronized int fooled() {
    return fooled;
  }

  /** Those of them that no longer are. */
  synchronized int away() {
    return away;
  }
}
