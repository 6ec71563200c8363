package dev.nervure.report.view;

import java.util.Locale;

/**
 * Numbers in sentences: three or four significant digits, an exponent only for very small and very
 * large ones. {@code formatNumber} in {@code script/text.js} follows the same rule, so that a
 * sentence and a table write a figure alike.
 */
public final class ReadableNumber {
  private static final double WITHOUT_EXPONENT = 1e-3;
  private static final double FIRST_WITH_EXPONENT = 1e7;

  private ReadableNumber() {}

  /** For example 0, 1,234, 12.34, 0.00454, 2.36e-14, 1.91e11. */
  public static String text(double value) {
    double size = Math.abs(value);
    if (value != 0 && (size < WITHOUT_EXPONENT || size >= FIRST_WITH_EXPONENT)) {
      return String.format(Locale.ROOT, "%.2e", value).replaceFirst("e\\+?(-?)0*", "e$1");
    }
    int decimals = value == Math.rint(value) ? 0 : decimals(size);
    return String.format(Locale.ROOT, "%,." + decimals + "f", value);
  }

  /** A value and its standard error with equal decimals, those of two digits of the error. */
  public static String withError(double value, double error) {
    if (!(error >= 1e-5)) {
      return text(value) + " ± " + text(error);
    }
    int decimals = Math.max(0, 1 - (int) Math.floor(StrictMath.log10(error)));
    String format = "%,." + decimals + "f";
    return String.format(Locale.ROOT, format + " ± " + format, value, error);
  }

  private static int decimals(double size) {
    if (size >= 10) {
      return size >= 1000 ? 0 : size >= 100 ? 1 : 2;
    }
    return size >= 0.1 ? 3 : size >= 0.01 ? 4 : 5;
  }
}
