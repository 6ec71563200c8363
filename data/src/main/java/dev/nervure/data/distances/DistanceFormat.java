package dev.nervure.data.distances;

import java.util.Locale;

/** How a file holds points or distances. Names are Ripser's. */
public enum DistanceFormat {
  /**
   * Text: a table with one point a line, as all commands read it, or an OFF file. Arrays: n x d.
   */
  POINT_CLOUD,
  /** Text: d(1,0); d(2,0), d(2,1); d(3,0), ... Line breaks do not matter. */
  LOWER_DISTANCE,
  /** Text: d(0,1), d(0,2), ...; d(1,2), ... Line breaks do not matter. Arrays: one axis. */
  UPPER_DISTANCE,
  /** The full square matrix, in text one row a line. */
  DISTANCE,
  /** Text: one pair a line, its two 0-based indices and their distance. Other pairs never meet. */
  SPARSE,
  /** The lower triangle as little-endian float32. */
  BINARY,
  /**
   * A NumPy array or archive: n x n with zero diagonal is a matrix, n x d points, one axis a SciPy
   * condensed matrix.
   */
  NPY;

  /** The name as on the command line: {@code lower-distance}. */
  public String optionName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The format of a name, in either case.
   *
   * @throws IllegalArgumentException for another name
   */
  public static DistanceFormat of(String name) {
    StringBuilder known = new StringBuilder();
    for (DistanceFormat format : values()) {
      if (format.optionName().equals(name.toLowerCase(Locale.ROOT))) {
        return format;
      }
      known.append(known.isEmpty() ? "" : ", ").append(format.optionName());
    }
    throw new IllegalArgumentException("format must be one of " + known + " but was " + name);
  }
}
