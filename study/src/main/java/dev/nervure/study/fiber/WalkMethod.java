package dev.nervure.study.fiber;

import java.util.Locale;

/** How the steps of a walk are made. */
public enum WalkMethod {
  /** A step along the fiber, then corrections back onto it. */
  CORRECTOR,
  /** Explicit Euler steps without correction, as published; the outputs drift. */
  EULER,
  /** From kink to kink of a piecewise linear network, exactly straight between them. */
  KINKS;

  /** As it is written on the command line and in files. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
