package dev.nervure.fiber;

import dev.nervure.jacobian.DifferentiableMap;
import dev.nervure.jacobian.Vectors;
import org.jspecify.annotations.Nullable;

/**
 * Passes the points of a walk on, and measures how far the outputs are off between them: halfway
 * along each chord. At the points themselves a corrected walk holds its outputs exactly; the chords
 * leave a curved class by as much as the steps are long. Costs an evaluation a step. Not thread
 * safe; one per walk.
 */
public final class ChordDrift implements WalkStep.Recorder {

  private final DifferentiableMap map;
  private final WalkStep.Recorder next;
  private double[] before = {};
  private double[] startValue = {};
  private double largest;
  private boolean finite = true;

  /**
   * A measurement.
   *
   * @param map what the walk holds
   * @param next told of every step
   */
  public ChordDrift(DifferentiableMap map, WalkStep.Recorder next) {
    this.map = map;
    this.next = next;
  }

  @Override
  public void accept(WalkStep step) {
    next.accept(step);
    double[] here = step.point().clone();
    if (step.index() == 0) {
      startValue = step.value().clone();
    } else {
      double[] middle = new double[here.length];
      for (int i = 0; i < middle.length; i++) {
        middle[i] = before[i] + (here[i] - before[i]) / 2;
      }
      double[] there = map.value(middle);
      finite &= Vectors.allFinite(there);
      largest = Math.max(largest, Vectors.largestDifference(there, startValue));
    }
    before = here;
  }

  /**
   * Largest absolute change of any output since the start, at the midpoint of any chord; null where
   * the outputs are not finite at one.
   */
  public @Nullable Double largest() {
    return finite ? (Double) largest : null;
  }
}
