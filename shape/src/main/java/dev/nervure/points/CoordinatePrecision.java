package dev.nervure.points;

/**
 * The floating-point format that the coordinates of a cloud were rounded to, seen by the binary
 * digits that they use: float32 values stay float32 values in an array of float64. Whole and
 * fixed-point numbers use few digits too, but are exact; what tells them from half precision is
 * that they span no more binary places than they have digits.
 *
 * @param name of the format
 * @param spacing distance of neighbouring numbers of the format relative to their size, at most
 */
record CoordinatePrecision(String name, double spacing) {

  /**
   * Two numbers that are equal but for their last rounding differ by one spacing; a sum in another
   * order, as other batch sizes give, by some more.
   */
  private static final double SPACINGS = 4;

  private static final int FLOAT32_DIGITS = 24;
  private static final int FLOAT16_DIGITS = 11;
  private static final int BFLOAT16_DIGITS = 8;

  /** Fixed-point numbers span as many binary places as they have digits, or a few more. */
  private static final int SPARE_PLACES = 4;

  private static final int DOUBLE_FRACTION = 52;

  /** What the binary digits of the coordinates seen so far look like. */
  static final class Digits {
    private int digits;
    private int lowest = Integer.MAX_VALUE;
    private int highest = Integer.MIN_VALUE;

    /** Looks at one more coordinate. */
    void add(double value) {
      if (value != 0) {
        int top = Math.getExponent(value);
        int bottom = lowestPlace(value);
        digits = Math.max(digits, top - bottom + 1);
        lowest = Math.min(lowest, bottom);
        highest = Math.max(highest, top);
      }
    }

    /** The format that fits all of them. */
    CoordinatePrecision precision() {
      if (digits > FLOAT32_DIGITS) {
        return ofDigits("float64", DOUBLE_FRACTION + 1);
      }
      boolean floating = (long) highest - lowest >= digits + SPARE_PLACES;
      if (floating && digits <= BFLOAT16_DIGITS) {
        return ofDigits("bfloat16", BFLOAT16_DIGITS);
      }
      if (floating && digits <= FLOAT16_DIGITS) {
        return ofDigits("float16", FLOAT16_DIGITS);
      }
      return ofDigits("float32", FLOAT32_DIGITS);
    }
  }

  /** By what numbers that are equal up to rounding differ at most, relative to their size. */
  double rounding() {
    return SPACINGS * spacing;
  }

  private static CoordinatePrecision ofDigits(String name, int digits) {
    return new CoordinatePrecision(name, Math.scalb(1.0, 1 - digits));
  }

  /** The exponent of the lowest binary digit that is set. */
  private static int lowestPlace(double value) {
    long bits = Double.doubleToRawLongBits(value);
    long fraction = bits & ((1L << DOUBLE_FRACTION) - 1);
    int exponent = Math.max(Math.getExponent(value), Double.MIN_EXPONENT);
    return fraction == 0
        ? exponent
        : exponent - DOUBLE_FRACTION + Long.numberOfTrailingZeros(fraction);
  }
}
