package dev.nervure.study.fiber;

import dev.nervure.fiber.Box;

/** A box in the words of manifests. */
public final class BoxText {
  private static final int LONGEST = 80;

  private BoxText() {}

  /** A range for all values, or the ranges of a few; that of every pixel fills pages. */
  public static String of(Box box) {
    String text = box.toString();
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 3) + "...";
  }
}
