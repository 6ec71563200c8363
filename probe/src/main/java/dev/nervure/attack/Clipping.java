package dev.nervure.attack;

import java.util.Locale;

/** Where the steps of an attack meet the range of values, such as that of pixels. */
public enum Clipping {
  /**
   * Each step ends in the range: a value at an end of it follows the gradient back inside. The
   * stronger way where many values lie at the ends.
   */
  STEP,
  /**
   * The change is a variable of its own, which is kept within the budget only; the network is shown
   * input plus change, cut off at the range. Where it is cut off there is no gradient, so that a
   * value that was pushed out of the range by a random beginning stays at its end.
   */
  SEEN;

  /** Its name on the command line. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
