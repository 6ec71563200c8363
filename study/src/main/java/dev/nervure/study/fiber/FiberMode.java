package dev.nervure.study.fiber;

import java.util.Locale;

/** The question put to an equivalence class. */
public enum FiberMode {
  /** A random walk with momentum, or the whole curve where the class has dimension one. */
  WALK,
  /** Towards another input, as far as the class allows. */
  DIRECTED,
  /** Away from the start, as far as the class allows. */
  FARTHEST,
  /** Out of the class by the shortest way: to another class, or to a stated output. */
  CROSS,
  /** Points of the class that are uniform by area; draws members, does not walk. */
  SAMPLE,
  /** All inputs whose output lies in an interval; for two inputs and one output. */
  PREIMAGE;

  /** As it is written on the command line and in files. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
