package dev.nervure.report.view;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What goes into a page as finely as a screen shows it, and no finer. */
public final class Digits {
  private static final MathContext FIVE = new MathContext(5);
  private static final int MOST_POINTS = 2000;

  private Digits() {}

  /** Five significant digits: finer than a pixel of any screen. Null where it is not finite. */
  public static @Nullable Double rounded(double value) {
    return Double.isFinite(value) ? new BigDecimal(value).round(FIVE).doubleValue() : null;
  }

  /** Points of a curve in the plane, at most about 2000 of them, its last one included. */
  public static List<List<@Nullable Double>> points(double[][] points) {
    List<List<@Nullable Double>> kept = new ArrayList<>();
    for (int i : thinned(points.length, MOST_POINTS)) {
      List<@Nullable Double> point = new ArrayList<>();
      point.add(rounded(points[i][0]));
      point.add(rounded(points[i][1]));
      kept.add(point);
    }
    return kept;
  }

  /** A PNG file as a data URI. */
  public static String uri(byte[] png) {
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(png);
  }

  /** Every so many of {@code count} positions, so that {@code most} or one more are left. */
  static List<Integer> thinned(int count, int most) {
    int stride = Math.max(1, (count + most - 1) / most);
    List<Integer> kept = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      if (i % stride == 0 || i == count - 1) {
        kept.add(i);
      }
    }
    return kept;
  }
}
