package dev.nervure.network.torch.operators;

/**
 * Where an operator is affine: which of its inputs may change with the sample, the others standing
 * still, so that its output is an affine function of them. Holds for real values and whatever
 * attributes a node has.
 */
public enum Linearity {
  /** In all inputs together, such as a sum. */
  JOINT,
  /** In the first input, such as a rearrangement or a quotient. */
  FIRST,
  /** In each input by itself, such as a product. */
  EACH,
  /** In the third input and one of the first two together, such as a convolution with a bias. */
  BIASED,
  /** In all inputs but the first together, which chooses between them. */
  CHOICE,
  /** In the first input on either side of 0, value by value: it has a kink there. */
  RECTIFIER,
  /** In the first input as long as the largest value of each window stays the largest. */
  MAXIMUM,
  /** Nowhere, or it is not known. */
  NONE;

  /**
   * Whether the output is an affine function of the inputs that change.
   *
   * @param changing which inputs change, at least one of them
   */
  public boolean isAffine(boolean[] changing) {
    return switch (this) {
      case JOINT -> true;
      case FIRST -> onlyFirst(changing);
      case EACH -> count(changing) == 1;
      case BIASED -> !(changing[0] && changing[1]);
      case CHOICE -> !changing[0];
      case RECTIFIER, MAXIMUM, NONE -> false;
    };
  }

  /**
   * Whether the output is made of affine pieces of the inputs that change, with kinks between them.
   *
   * @param changing which inputs change, at least one of them
   */
  public boolean isPiecewiseAffine(boolean[] changing) {
    return (this == RECTIFIER || this == MAXIMUM) && onlyFirst(changing);
  }

  private static boolean onlyFirst(boolean[] changing) {
    return changing[0] && count(changing) == 1;
  }

  private static int count(boolean[] changing) {
    int count = 0;
    for (boolean one : changing) {
      count += one ? 1 : 0;
    }
    return count;
  }
}
