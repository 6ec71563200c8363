package dev.nervure.attack;

import java.util.Locale;

/** What the strength of an attack is measured in. */
public enum Norm {
  /** The largest change of a value. */
  LINF("largest change of a value"),
  /** The Euclidean length of the change. */
  L2("Euclidean length of the change"),
  /** How many pixels change, all channels of a pixel together. */
  L0("number of pixels that change"),
  /** How far the image is turned, in degrees. */
  ROTATION("degrees that the image is turned");

  private final String meaning;

  Norm(String meaning) {
    this.meaning = meaning;
  }

  /** Its name on the command line and in JSON, for example {@code linf}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What it is, in words. */
  public String meaning() {
    return meaning;
  }
}
