package dev.nervure.diagram;

/** The norm of the plane of births and deaths in which bars are apart. */
public enum GroundNorm {
  /** |birth| + |death|. */
  ONE("1"),
  /** The Euclidean norm. */
  TWO("2"),
  /** The larger of |birth| and |death|, as in the bottleneck distance. */
  MAXIMUM("inf");

  private final String text;

  GroundNorm(String text) {
    this.text = text;
  }

  /** Its exponent: {@code 1}, {@code 2} or {@code inf}. */
  public String text() {
    return text;
  }

  /**
   * The norm of an exponent.
   *
   * @throws IllegalArgumentException for another text
   */
  public static GroundNorm of(String text) {
    for (GroundNorm norm : values()) {
      if (norm.text.equals(text)) {
        return norm;
      }
    }
    throw new IllegalArgumentException("a ground norm is 1, 2 or inf but was " + text);
  }

  /** The norm of a difference. */
  double of(double birth, double death) {
    double first = Math.abs(birth);
    double second = Math.abs(death);
    return switch (this) {
      case ONE -> first + second;
      case TWO -> Math.sqrt(first * first + second * second);
      case MAXIMUM -> Math.max(first, second);
    };
  }

  /** How far a bar is from the nearest of length zero. */
  double toDiagonal(double length) {
    return switch (this) {
      case ONE -> length;
      case TWO -> length * Math.sqrt(0.5);
      case MAXIMUM -> length / 2;
    };
  }
}
