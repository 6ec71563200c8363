package dev.nervure.study.fiber;

import dev.nervure.fiber.DifferentiableMap;
import dev.nervure.fiber.NetworkMap;
import dev.nervure.fiber.PiecewiseLinearMap;
import dev.nervure.fiber.PiecewiseLinearNetwork;
import dev.nervure.network.Layer;
import dev.nervure.network.Model;
import java.util.List;

/**
 * What a walk holds constant: all logits, one of them, one log-probability, or the activations of a
 * hidden layer.
 *
 * @param name as it was asked for
 * @param map from the input to what is held
 * @param warnings what the user should know, in whole sentences
 */
public record HeldOutput(String name, DifferentiableMap map, List<String> warnings) {

  /**
   * Reads "logits", "logit:3", "logprob:3" or the name of a layer.
   *
   * @throws IllegalArgumentException when nothing of the kind exists
   */
  public static HeldOutput of(Model model, String hold) {
    if (hold.equals("logits")) {
      return new HeldOutput(hold, NetworkMap.toLogits(model), List.of());
    }
    int outputs = Math.toIntExact(model.logits().size());
    if (hold.startsWith("logit:")) {
      return new HeldOutput(hold, OutputReadout.logit(model, index(hold, outputs)), List.of());
    }
    if (hold.startsWith("logprob:")) {
      return new HeldOutput(
          hold, OutputReadout.logProbability(model, index(hold, outputs)), List.of());
    }
    Layer layer = model.layer(hold);
    NetworkMap map = NetworkMap.between(model, model.input(), layer);
    return new HeldOutput(hold, map, isSoftmax(layer) ? List.of(softmaxWarning(map)) : List.of());
  }

  /**
   * What is held, as a piecewise linear map.
   *
   * @param model the model that it was read from
   * @throws IllegalArgumentException when it is none; names the operator that is in the way
   */
  PiecewiseLinearMap pieces(Model model) {
    if (name.startsWith("logprob:") || name.startsWith("top:")) {
      throw new IllegalArgumentException(
          "'"
              + name
              + "' holds a logarithm of sums, which is not piecewise linear; to walk from kink to"
              + " kink hold logits, one logit (logit:3) or a layer");
    }
    try {
      if (name.startsWith("logit:")) {
        return new PiecewiseReadout(model, index(name, Math.toIntExact(model.logits().size())));
      }
      Layer layer = name.equals("logits") ? model.logits() : model.layer(name);
      return PiecewiseLinearNetwork.between(model, model.input(), layer);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          e.getMessage()
              + "\nthere are no kinks to walk between: --method corrector walks within the classes of"
              + " any network",
          e);
    }
  }

  private static boolean isSoftmax(Layer layer) {
    return layer.operator().equals("Softmax") || layer.operator().equals("LogSoftmax");
  }

  private static String softmaxWarning(NetworkMap map) {
    return "A softmax forgets the sum of its inputs: its class has one dimension more than that of"
        + " what goes into it ("
        + map.outputSize()
        + " outputs of rank "
        + (map.outputSize() - 1)
        + "); hold that instead, for the last softmax by --hold logits.";
  }

  private static int index(String hold, int outputs) {
    String text = hold.substring(hold.indexOf(':') + 1);
    try {
      int index = Integer.parseInt(text);
      if (index >= 0 && index < outputs) {
        return index;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + hold + "' does not name an output by number", e);
    }
    throw new IllegalArgumentException(
        "'" + hold + "': the network has outputs 0 to " + (outputs - 1));
  }
}
