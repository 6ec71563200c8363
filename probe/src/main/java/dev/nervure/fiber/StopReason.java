package dev.nervure.fiber;

/** Why a walk ended. Every walk has exactly one. */
public enum StopReason {
  /** The requested length was walked. */
  LENGTH("the requested length was walked"),
  /** The largest allowed number of steps was made. */
  STEPS("the step budget is used up"),
  /** No direction within the class is left that stays inside the box. */
  BOX("the box leaves no direction within the class"),
  /** A one-dimensional class returned to its start. */
  CLOSED("the curve closed"),
  /**
   * The Jacobian loses rank here, or its rank changed: the class is not a manifold at this point.
   */
  RANK("the Jacobian loses rank"),
  /**
   * Conjugate gradients make no progress towards the outputs: more are held, or more nearly
   * dependent ones, than products with the Jacobian can tell apart. Only walks without a Jacobian
   * end so; holding fewer outputs helps.
   */
  ILL_CONDITIONED("the held outputs are too many or too nearly dependent to be solved for"),
  /** The step had to be made smaller than the smallest allowed one. */
  STEP_SIZE("the class curves too sharply for the smallest step"),
  /** A directed walk is as near to its target as the class allows, or a lift arrived. */
  TARGET("the target was reached as far as the class allows"),
  /**
   * A lift's output turns back here: it has an extremum, at a kink or a smooth one, so that no
   * small motion brings it nearer to what was asked for; and no other way was found.
   */
  EXTREMUM("the output turns back here, and no way on to the one asked for was found"),
  /** A lift's output does not move with the input, to first order; and no other way was found. */
  FLAT("the output does not move here, and no way on to the one asked for was found"),
  /** The output became infinite or undefined. */
  NOT_FINITE("the output is not finite");

  private final String sentence;

  StopReason(String sentence) {
    this.sentence = sentence;
  }

  /** The reason in words, for reports. */
  public String sentence() {
    return sentence;
  }
}
