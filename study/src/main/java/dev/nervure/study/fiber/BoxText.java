package dev.nervure.study.fiber;

import dev.nervure.box.Box;

/** A box in the words of manifests and of the command line. */
public final class BoxText {
  private static final int LONGEST = 80;

  private BoxText() {}

  /** A range for all values, or the ranges of a few; that of every pixel fills pages. */
  public static String of(Box box) {
    String text = box.toString();
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 3) + "...";
  }

  /**
   * Reads {@code LOW,HIGH}, the same range for every value, or {@code none}.
   *
   * @throws IllegalArgumentException for any other text
   */
  public static Box parse(String text) {
    if (text.equals("none")) {
      return Box.NONE;
    }
    String[] ends = text.split(",", -1);
    try {
      if (ends.length == 2) {
        return Box.uniform(Double.parseDouble(ends[0]), Double.parseDouble(ends[1]));
      }
    } catch (NumberFormatException e) {
      throw wrong(text);
    }
    throw wrong(text);
  }

  private static IllegalArgumentException wrong(String text) {
    return new IllegalArgumentException("--box must be LOW,HIGH or none but was " + text);
  }
}
