package dev.nervure.study.fiber;

import dev.nervure.fiber.DifferentiableMap;
import dev.nervure.fiber.LeadingLogits;
import dev.nervure.fiber.MatrixFreeMap;
import dev.nervure.fiber.MatrixFreeWalk;
import dev.nervure.fiber.NetworkMap;
import dev.nervure.fiber.OutputReadout;
import dev.nervure.fiber.PiecewiseLinearMap;
import dev.nervure.fiber.PiecewiseLinearNetwork;
import dev.nervure.network.Layer;
import dev.nervure.network.Model;
import dev.nervure.run.ResourceException;
import java.util.List;
import java.util.Locale;
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

  /** Of the memory that the JVM may use, a preconditioner may take so much beside the network. */
  private static final double HEAP_SHARE = 0.7;

  private static final long MEGABYTE = 1_000_000;

  private static final String LESS =
      "hold less: --hold top:5 (the five largest, and the log-sum-exp of the others), logit:I or logprob:I";

  private static final String LOGITS = "logits";
  private static final String TOP = "top:";
  private static final String LOGIT = "logit:";
  private static final String LOGPROB = "logprob:";

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
      return new HeldOutput(hold, logits, isLarge(logits) ? List.of(largeNote(logits)) : List.of());
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
  static boolean isReadOffLogits(String hold) {
    return hold.equals(LOGITS)
        || hold.startsWith(LOGIT)
        || hold.startsWith(LOGPROB)
        || hold.startsWith(TOP);
  }

  /**
   * Refuses to hold so much of so large an input that a walk would not get anywhere, or that it
   * would not fit into memory.
   *
   * @throws ResourceException with the numbers, and what to do instead
   */
  void requireAffordable() {
    if (isDecomposable()) {
      return;
    }
    int outputs = map.outputSize();
    boolean preconditioned = MatrixFreeWalk.canPrecondition(map.inputSize(), outputs);
    // Conjugate gradients alone get on within a hidden layer, but not among so many logits.
    if (!isMatrixFree() || name.equals(LOGITS) && !preconditioned) {
      throw new ResourceException(tooMany() + "\n" + LESS);
    }
    long bytes = MatrixFreeWalk.preconditionerBytes(map.inputSize(), outputs);
    long heap = Runtime.getRuntime().maxMemory();
    if (preconditioned && bytes > HEAP_SHARE * heap) {
      throw new ResourceException(
          String.format(
              Locale.ROOT,
              "holding %s of an input with %d values takes %d MB of the heap beside the network, but it has %d MB\n"
                  + "give it more: NERVURE_OPTS=-Xmx%dm; or %s",
              described(),
              map.inputSize(),
              bytes / MEGABYTE,
              heap / MEGABYTE,
              (long) (bytes / HEAP_SHARE) / MEGABYTE + 100,
              LESS));
    }
  }

  /**
   * Refuses to hold so much of so large an input that its Jacobian cannot be decomposed at every
   * step.
   *
   * @throws ResourceException with the numbers, and what to do instead
   */
  void requireDecomposable() {
    if (!isDecomposable()) {
      boolean one =
          isMatrixFree()
              && (!name.equals(LOGITS)
                  || MatrixFreeWalk.canPrecondition(map.inputSize(), map.outputSize()));
      throw new ResourceException(
          tooMany()
              + "\n"
              + LESS
              + (one ? "; a walk from one input (--index) holds them all" : ""));
    }
  }

  private boolean isDecomposable() {
    return !MatrixFreeWalk.isNeeded(map.inputSize(), map.outputSize())
        && multiplications() <= MatrixFreeWalk.MOST_MULTIPLICATIONS;
  }

  /** Whether a walk does without the Jacobian. */
  private boolean isMatrixFree() {
    return map instanceof MatrixFreeMap
        && MatrixFreeWalk.isNeeded(map.inputSize(), map.outputSize());
  }

  private double multiplications() {
    double shorter = Math.min(map.inputSize(), map.outputSize());
    return (double) map.inputSize() * map.outputSize() * shorter;
  }

  private String described() {
    return name.equals(LOGITS)
        ? "all " + map.outputSize() + " logits"
        : "the %d values of '%s'".formatted(map.outputSize(), name);
  }

  private String tooMany() {
    return String.format(
        Locale.ROOT,
        "holding %s of an input with %d values takes %.1e multiplications a step, more than %.0e",
        described(),
        map.inputSize(),
        multiplications(),
        MatrixFreeWalk.MOST_MULTIPLICATIONS);
  }

  /**
   * What is held, as a piecewise linear map.
   *
   * @param model the model that it was read from
   * @throws IllegalArgumentException when it is none; names the operator that is in the way
   */
  PiecewiseLinearMap pieces(Model model) {
    if (name.startsWith(LOGPROB) || name.startsWith(TOP)) {
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
              + "\nthere are no kinks to walk between: --method corrector walks within the classes of"
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

  private static boolean isLarge(NetworkMap map) {
    return MatrixFreeWalk.isNeeded(map.inputSize(), map.outputSize())
        && MatrixFreeWalk.canPrecondition(map.inputSize(), map.outputSize());
  }

  private static String largeNote(NetworkMap map) {
    return String.format(
        Locale.ROOT,
        "All %d logits of an input with %d values are held without their Jacobian: %d backward passes and %d MB to begin with, dozens of passes a step; --hold top:5 is faster.",
        map.outputSize(),
        map.inputSize(),
        map.outputSize(),
        MatrixFreeWalk.preconditionerBytes(map.inputSize(), map.outputSize()) / MEGABYTE);
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
