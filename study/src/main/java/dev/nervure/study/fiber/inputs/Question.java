package dev.nervure.study.fiber.inputs;

import java.util.Locale;

/** What an input is asked. */
enum Question {
  /** Singular values by layer. */
  SPECTRA,
  /** A random walk within the class. */
  WALK,
  /** A walk away from the start. */
  FARTHEST,
  /** A walk towards another input. */
  DIRECTED,
  /** The nearest other answer, and a lift to it. */
  BOUNDARY;

  /** As in names of stages and in the column {@code kind}. */
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
