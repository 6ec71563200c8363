package dev.nervure.study.fiber;

import dev.nervure.jacobian.DifferentiableMap;
import dev.nervure.jacobian.LeadingLogits;
import dev.nervure.jacobian.NetworkMap;
import dev.nervure.jacobian.OutputReadout;
import dev.nervure.jacobian.PiecewiseLinearMap;
import dev.nervure.jacobian.PiecewiseLinearNetwork;
import dev.nervure.network.Layer;
import dev.nervure.network.Model;
import dev.nervure.run.ResourceException;
import java.util.List;
import java.util.StringJoiner;

/**
 * What a walk holds constant: all logits, the largest of them with the log-sum-exp of the others,
 * one of them, one log-probability, or the activations of a hidden layer.
 *
 * @param name as it was asked for
 * @param map from the input to what is held
 * @param warnings what the user should know, in whole sentences
 */
public record HeldOutput(String name, DifferentiableMap map, List<String> warnings) {

  /** All logits, the default. */
  public static final String LOGITS = "logits";

  private static final String LOGIT = "logit:";
  private static final String LOG_PROBABILITY = "logprob:";
  private static final String TOP = "top:";

  /**
   * Reads "logits", "logit:3", "logprob:3", "top:5" or the name of a layer.
   *
   * @param start where the largest logits are looked up for "top:5", flat; they stay the same ones
   *     along a walk
   * @throws IllegalArgumentException when nothing of the kind exists
   */
  public static HeldOutput of(Model model, String hold, double[] start) {
    if (!isReadOffLogits(hold)) {
      Layer layer = model.layer(hold);
      NetworkMap map = NetworkMap.between(model, model.input(), layer);
      return new HeldOutput(hold, map, isSoftmax(layer) ? List.of(softmaxWarning(map)) : List.of());
    }
    NetworkMap logits = NetworkMap.toLogits(model);
    if (hold.equals(LOGITS)) {
      return new HeldOutput(hold, logits, HoldingCost.notes(logits));
    }
    int outputs = logits.outputSize();
    if (hold.startsWith(TOP)) {
      int count = number(hold);
      if (count < 1 || count >= outputs) {
        throw new IllegalArgumentException(
            "'%s': of %d outputs the largest 1 to %d can be held apart from the others"
                .formatted(hold, outputs, outputs - 1));
      }
      LeadingLogits leading = LeadingLogits.of(logits.value(start), count);
      return new HeldOutput(
          hold, new OutputReadout(logits, leading), List.of(leadingNote(hold, leading, outputs)));
    }
    int index = index(hold, outputs);
    OutputReadout one =
        hold.startsWith(LOGIT)
            ? OutputReadout.single(logits, index)
            : OutputReadout.logProbability(logits, index);
    return new HeldOutput(hold, one, List.of());
  }

  /** Whether something is read off the logits, rather than a layer held by its name. */
  public static boolean isReadOffLogits(String hold) {
    return hold.equals(LOGITS)
        || hold.startsWith(LOGIT)
        || hold.startsWith(LOG_PROBABILITY)
        || hold.startsWith(TOP);
  }

  /**
   * Refuses to hold so much of so large an input that a walk would not get anywhere, or that it
   * would not fit into memory.
   *
   * @throws ResourceException with the numbers, and what to do instead
   */
  public void requireAffordable() {
    new HoldingCost(this).requireAffordable();
  }

  /**
   * Refuses to hold so much of so large an input that its Jacobian cannot be decomposed at every
   * step.
   *
   * @throws ResourceException with the numbers, and what to do instead
   */
  public void requireDecomposable() {
    new HoldingCost(this).requireDecomposable();
  }

  /**
   * What is held, as a piecewise linear map.
   *
   * @param model the model that it was read from
   * @throws IllegalArgumentException when it is none; names the operator that is in the way
   */
  public PiecewiseLinearMap pieces(Model model) {
    if (name.startsWith(LOG_PROBABILITY) || name.startsWith(TOP)) {
      throw new IllegalArgumentException(
          "'"
              + name
              + "' holds a logarithm of sums, which is not piecewise linear; to walk from kink to"
              + " kink hold logits, one logit (logit:3) or a layer");
    }
    try {
      if (name.startsWith(LOGIT)) {
        return new PiecewiseReadout(model, index(name, Math.toIntExact(model.logits().size())));
      }
      Layer layer = name.equals(LOGITS) ? model.logits() : model.layer(name);
      return PiecewiseLinearNetwork.between(model, model.input(), layer);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          e.getMessage()
              + "\nthere are no kinks to walk between: --method corrector walks within the fibers of"
              + " any network",
          e);
    }
  }

  private static String leadingNote(String hold, LeadingLogits leading, int outputs) {
    StringJoiner names = new StringJoiner(", ");
    for (int index : leading.leading()) {
      names.add(Integer.toString(index));
    }
    return "%s holds what is largest at the start, output %s, and the log-sum-exp of the other %d."
        .formatted(hold, names, outputs - leading.leading().length);
  }

  private static boolean isSoftmax(Layer layer) {
    return layer.operator().equals("Softmax") || layer.operator().equals("LogSoftmax");
  }

  private static String softmaxWarning(NetworkMap map) {
    return "A softmax forgets the sum of its inputs: its fiber has one dimension more than that of"
        + " what goes into it ("
        + map.outputSize()
        + " outputs of rank "
        + (map.outputSize() - 1)
        + "); hold that instead, for the last softmax by --hold logits.";
  }

  private static int number(String hold) {
    try {
      return Integer.parseInt(hold.substring(hold.indexOf(':') + 1));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + hold + "' has no whole number after the colon", e);
    }
  }

  private static int index(String hold, int outputs) {
    int index = number(hold);
    if (index >= 0 && index < outputs) {
      return index;
    }
    throw new IllegalArgumentException(
        "'" + hold + "': the network has outputs 0 to " + (outputs - 1));
  }
}
