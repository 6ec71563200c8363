package dev.nervure.study.fiber;

import dev.nervure.jacobian.DifferentiableMap;
import dev.nervure.jacobian.NetworkMap;
import dev.nervure.jacobian.OutputReadout;
import dev.nervure.network.Model;
import org.jspecify.annotations.Nullable;

/**
 * What a lift out of a fiber changes, and how far: with several outputs the margin between the
 * winner and the wanted one, down to just past the tie; with one output that output, to a stated
 * value.
 *
 * @param map from the input to the one number that is changed
 * @param goal the value to reach
 * @param output with several outputs: the one that is to win; null with one
 */
public record CrossedOutput(DifferentiableMap map, double goal, @Nullable Integer output) {

  /** How far past the tie a crossing goes, so that the other output really is larger. */
  private static final double OVERSHOOT = 1e-6;

  /**
   * The output to cross from an input.
   *
   * @param start the input, flat
   * @param wanted with several outputs: which is to win; null for the runner-up, where a search
   *     found no other answer
   * @param value with one output: the value to reach
   * @throws IllegalArgumentException when there is no such output, the network already gives the
   *     wanted answer, or it has one output and no finite value is given
   */
  public static CrossedOutput at(
      Model model, double[] start, @Nullable Integer wanted, @Nullable Double value) {
    NetworkMap logits = NetworkMap.toLogits(model);
    if (logits.outputSize() == 1) {
      if (value == null) {
        throw new IllegalArgumentException(
            "a network with one output has no other answer: give the output value to reach (--to)");
      }
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException(
            "the output value to reach (--to) must be a finite number but was " + value);
      }
      return new CrossedOutput(logits, value, null);
    }
    double[] values = logits.value(start);
    int winner = Ranking.largest(values);
    int other = wanted == null ? Ranking.runnerUp(values) : wanted;
    if (other < 0 || other >= values.length) {
      throw new IllegalArgumentException(
          "class "
              + other
              + " does not exist: the network has outputs 0 to "
              + (values.length - 1));
    }
    if (other == winner) {
      throw new IllegalArgumentException(
          "the network already answers " + other + " here; choose another class (--to)");
    }
    DifferentiableMap margin = OutputReadout.margin(logits, winner, other);
    return new CrossedOutput(
        margin, -OVERSHOOT * Math.max(1, Math.abs(margin.value(start)[0])), other);
  }
}
