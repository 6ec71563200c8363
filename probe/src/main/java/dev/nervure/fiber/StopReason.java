package dev.nervure.fiber;

/** Why a walk ended. Every walk has exactly one. */
public enum StopReason {
  /** The requested length was walked. */
  LENGTH("the requested length was walked"),
  /**
   * The largest allowed number of steps was made; that of a published walk, which is not corrected,
   * is what the length asks for, also where the box shortened some.
   */
  STEPS("the step budget is used up"),
  /**
   * No direction is left that stays inside the box. Where directions are drawn, none of 32 was one;
   * as long as there is any, a draw finds one with a probability of at least a half.
   */
  BOX("the box leaves no direction to go on"),
  /** The class has dimension 0 at the start: there is no other point of it near by. */
  ALONE("the input is alone in its fiber"),
  /** A one-dimensional class returned to its start. */
  CLOSED("the curve closed"),
  /**
   * The rank of the Jacobian changes: at a critical point just ahead it would be lost, or the last
   * point has another one than the start. The class is no manifold of that dimension there.
   */
  RANK("the rank of the Jacobian changes"),
  /**
   * Conjugate gradients make no progress towards the outputs: more are held, or more nearly
   * dependent ones, than products with the Jacobian can tell apart. Only walks without a Jacobian
   * end so; holding fewer outputs helps.
   */
  ILL_CONDITIONED("the held outputs are too many or too nearly dependent to be solved for"),
  /**
   * The step had to be made smaller than the smallest allowed one, or so small, many times in a
   * row, that the walk would not get anywhere: the class curves too sharply, or has a kink along
   * which the walk would creep.
   */
  STEP_SIZE("the fiber bends too sharply for steps that get on"),
  /** A directed walk is as near to its target as the class allows, or a lift arrived. */
  TARGET("the target was reached as far as the fiber allows"),
  /** To first order nothing within class and box leads farther from where the walk leads away. */
  FARTHEST("no direction within the fiber leads farther from the start"),
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
