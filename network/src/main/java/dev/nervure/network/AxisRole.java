package dev.nervure.network;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** What an axis of a layer counts, beside the samples. */
public enum AxisRole {
  /** Features: the coordinates of a vector. */
  CHANNEL,
  /** Places at which there is such a vector: pixels, tokens, time steps. */
  POSITION;

  private static final String POSITION_LETTERS = "TLSHWDP";

  /**
   * Axes as one letter each: C for channels; T for a single axis of positions, H and W for two, D,
   * H and W for three, P for more.
   */
  public static String letters(List<AxisRole> axes) {
    int positions = Collections.frequency(axes, POSITION);
    String names = positions == 1 ? "T" : positions == 2 ? "HW" : positions == 3 ? "DHW" : "";
    StringBuilder letters = new StringBuilder();
    int next = 0;
    for (AxisRole axis : axes) {
      if (axis == CHANNEL) {
        letters.append('C');
      } else {
        letters.append(names.isEmpty() ? 'P' : names.charAt(next++));
      }
    }
    return letters.toString();
  }

  /**
   * Reads letters, the samples first: {@code NCHW}, {@code NHWC}, {@code NTF}.
   *
   * @param letters N for the samples, C or F for channels, any of T, L, S, H, W, D, P for
   *     positions; capital or small
   * @return the axes behind the samples
   * @throws IllegalArgumentException if the first is not N, or the only one, another letter is
   *     unknown, or no axis holds channels
   */
  public static List<AxisRole> parse(String letters) {
    String upper = letters.toUpperCase(Locale.ROOT);
    if (!upper.startsWith("N")) {
      throw unreadable(letters, "the first axis counts the samples");
    }
    List<AxisRole> axes = new ArrayList<>();
    for (int i = 1; i < upper.length(); i++) {
      char letter = upper.charAt(i);
      if (letter == 'C' || letter == 'F') {
        axes.add(CHANNEL);
      } else if (POSITION_LETTERS.indexOf(letter) >= 0) {
        axes.add(POSITION);
      } else {
        throw unreadable(letters, "'" + letters.charAt(i) + "' is none of these letters");
      }
    }
    if (!axes.contains(CHANNEL)) {
      throw unreadable(letters, "no axis holds channels");
    }
    return List.copyOf(axes);
  }

  private static IllegalArgumentException unreadable(String letters, String why) {
    return new IllegalArgumentException(
        "axes are written like NCHW, NHWC or NTF (N samples, C or F channels, H W D T L S P positions), but were '"
            + letters
            + "': "
            + why);
  }
}
