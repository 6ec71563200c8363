package dev.nervure.study.fiber;

import dev.nervure.fiber.MatrixFreeWalk;
import dev.nervure.jacobian.DifferentiableMap;
import dev.nervure.jacobian.MatrixFreeMap;
import dev.nervure.run.ResourceException;
import java.util.List;
import java.util.Locale;

/**
 * What it costs a walk to hold an output, from the sizes alone: whether its Jacobian can be
 * decomposed at every step, whether a walk can do without it, and what to hold instead.
 */
final class HoldingCost {

  /** Of the memory that the JVM may use, a preconditioner may take so much beside the network. */
  private static final double HEAP_SHARE = 0.7;

  private static final long MEGABYTE = 1_000_000;

  private static final String LESS =
      "hold less: --hold top:5 (the five largest, and the log-sum-exp of the others), logit:I or logprob:I";

  private final HeldOutput held;
  private final DifferentiableMap map;

  HoldingCost(HeldOutput held) {
    this.held = held;
    this.map = held.map();
  }

  /** What the user should know who holds all logits: a note where they are very many. */
  static List<String> notes(DifferentiableMap logits) {
    if (!MatrixFreeWalk.isNeeded(logits.inputSize(), logits.outputSize())
        || !MatrixFreeWalk.canPrecondition(logits.inputSize(), logits.outputSize())) {
      return List.of();
    }
    return List.of(
        String.format(
            Locale.ROOT,
            "All %d logits of an input with %d values are held without their Jacobian: %d backward passes and %d MB to begin with, dozens of passes a step; --hold top:5 is faster.",
            logits.outputSize(),
            logits.inputSize(),
            logits.outputSize(),
            MatrixFreeWalk.preconditionerBytes(logits.inputSize(), logits.outputSize())
                / MEGABYTE));
  }

  /** As {@link HeldOutput#requireAffordable}. */
  void requireAffordable() {
    if (isDecomposable()) {
      return;
    }
    boolean preconditioned = canPrecondition();
    // Conjugate gradients alone get on within a hidden layer, but not among so many logits.
    if (!isMatrixFree() || holdsLogits() && !preconditioned) {
      throw new ResourceException(tooMany() + "\n" + LESS);
    }
    long bytes = MatrixFreeWalk.preconditionerBytes(map.inputSize(), map.outputSize());
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

  /** As {@link HeldOutput#requireDecomposable}. */
  void requireDecomposable() {
    if (!isDecomposable()) {
      boolean one = isMatrixFree() && (!holdsLogits() || canPrecondition());
      throw new ResourceException(
          tooMany()
              + "\n"
              + LESS
              + (one ? "; a walk from one input ('nervure fibers walk') holds them all" : ""));
    }
  }

  private boolean holdsLogits() {
    return held.name().equals(HeldOutput.LOGITS);
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

  private boolean canPrecondition() {
    return MatrixFreeWalk.canPrecondition(map.inputSize(), map.outputSize());
  }

  private double multiplications() {
    double shorter = Math.min(map.inputSize(), map.outputSize());
    return (double) map.inputSize() * map.outputSize() * shorter;
  }

  private String described() {
    return holdsLogits()
        ? "all " + map.outputSize() + " logits"
        : "the %d values of '%s'".formatted(map.outputSize(), held.name());
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
}
