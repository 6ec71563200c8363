package dev.nervure.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Round numbers along an axis: steps of 1, 2 or 5 times a power of ten that cover a range.
 *
 * @param low first tick, at or below the range
 * @param step distance of two ticks
 * @param count number of ticks, at least 2
 */
record AxisTicks(double low, double step, int count) {
  /**
   * Ticks that cover a range.
   *
   * @param from lower end, finite
   * @param to upper end, finite; a range of no length is widened by one
   * @param about wanted number of steps
   */
  static AxisTicks covering(double from, double to, int about) {
    double top = to > from ? to : from + 1;
    double raw = (top - from) / about;
    double power = StrictMath.pow(10, Math.floor(StrictMath.log10(raw)));
    double digit = raw / power;
    double step = power * (digit <= 1 ? 1 : digit <= 2 ? 2 : digit <= 5 ? 5 : 10);
    double low = step * Math.floor(from / step);
    int steps = (int) Math.ceil((top - low) / step - 1e-9); // an end on a tick needs no further one
    return new AxisTicks(low, step, steps + 1);
  }

  double high() {
    return low + step * (count - 1);
  }

  /** The ticks, ascending. */
  List<Double> values() {
    List<Double> values = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      values.add(low + i * step);
    }
    return values;
  }

  /** A tick as text, with the decimals that the step needs. */
  String label(double value) {
    int decimals = Math.max(0, (int) -Math.floor(StrictMath.log10(step) + 1e-9));
    String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
    return text.equals("-0") ? "0" : text;
  }
}
