package dev.nervure.run;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Numbers as people read them, in tables and sentences; {@code formatNumber} in {@code
 * script/text.js} of the report follows the same rule.
 *
 * <ul>
 *   <li>A whole number is written whole, with commas between thousands: 1,234.
 *   <li>Any other has four significant digits from 1 on and three below, and none after the point
 *       from 1,000 on: 1,235, 12.35, 1.234, 0.175, 0.00454.
 *   <li>Below 0.001 and from ten million on it has three digits and an exponent: 2.36e-14, 1.92e11.
 *   <li>A value with a standard error has the decimals that show two digits of the error, and so
 *       has the error: 5.820 ± 0.023. Errors below 0.00001 are written by the rules above, beside
 *       the value by them: 9.60e-14 ± 4.30e-14.
 *   <li>An error below a billionth of the value is the rounding of a value that has none, and is
 *       not written.
 * </ul>
 */
public final class NumberText {
  private static final double WITHOUT_EXPONENT = 1e-3;
  private static final double FIRST_WITH_EXPONENT = 1e7;
  private static final double SMALLEST_WITH_DECIMALS = 1e-5;
  private static final double ROUNDING = 1e-9;

  private NumberText() {}

  /**
   * A number.
   *
   * @param value finite
   */
  public static String of(double value) {
    double size = Math.abs(value);
    if (size == 0) {
      return "0";
    }
    if (size < WITHOUT_EXPONENT || size >= FIRST_WITH_EXPONENT) {
      return String.format(Locale.ROOT, "%.2e", value).replaceFirst("e\\+?(-?)0*", "e$1");
    }
    int decimals = value == Math.rint(value) ? 0 : decimals(size);
    return String.format(Locale.ROOT, "%,." + decimals + "f", value);
  }

  /**
   * A number with its uncertainty.
   *
   * @param value finite
   * @param error finite, 0 or more; null where it is not known
   */
  public static String of(double value, @Nullable Double error) {
    if (error == null || error <= ROUNDING * Math.abs(value)) {
      return of(value);
    }
    if (error < SMALLEST_WITH_DECIMALS) {
      return of(value) + " ± " + of(error);
    }
    String format = formatFor(error);
    return String.format(Locale.ROOT, format + " ± " + format, value, error);
  }

  /**
   * A number with the decimals that its standard error leaves, without the error.
   *
   * @param value finite
   * @param error finite, 0 or more
   */
  public static String rounded(double value, double error) {
    return error <= ROUNDING * Math.abs(value) || error < SMALLEST_WITH_DECIMALS
        ? of(value)
        : String.format(Locale.ROOT, formatFor(error), value);
  }

  private static String formatFor(double error) {
    return "%,." + Math.max(0, 1 - (int) Math.floor(StrictMath.log10(error))) + "f";
  }

  /** A value of the results, or that it is not estimable. */
  public static String of(MeasuredValue value) {
    return value.estimate() == null ? "not estimable" : of(value.estimate(), value.error());
  }

  private static int decimals(double size) {
    if (size >= 10) {
      return size >= 1000 ? 0 : size >= 100 ? 1 : 2;
    }
    return size >= 0.1 ? 3 : size >= 0.01 ? 4 : 5;
  }
}
