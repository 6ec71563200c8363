package dev.nervure.study.fiber;

import java.util.Locale;

/** The question put to a fiber. */
public enum FiberMode {
  /** A random walk with momentum, or the whole curve where the fiber has dimension one. */
  WALK,
  /** Towards another input, as far as the fiber allows. */
  DIRECTED,
  /** Away from the start, as far as the fiber allows. */
  FARTHEST,
  /** Out of the fiber by the shortest way: to another answer, or to a stated output. */
  CROSS,
  /** Points of the fiber that are uniform by area; draws members, does not walk. */
  SAMPLE,
  /** All inputs whose output lies in an interval; for two inputs and one output. */
  PREIMAGE;

  /** As it is written on the command line and in files. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
