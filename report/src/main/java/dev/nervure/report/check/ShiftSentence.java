package dev.nervure.report.check;

import dev.nervure.study.compare.LayerShift;
import dev.nervure.study.compare.LayerShift.Verdict;
import dev.nervure.study.compare.ShiftCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A check in words. */
public final class ShiftSentence {
  private static final int DECIMALS = 4;

  private ShiftSentence() {}

  /** The outcome as a whole. */
  public static String of(ShiftCheck check) {
    if (check.layers().isEmpty()) {
      return "nothing was measured: the comparison has no layers";
    }
    List<String> parts = new ArrayList<>();
    add(parts, check, Verdict.MOVED, "moved more than allowed");
    add(parts, check, Verdict.NOT_MEASURED, "not measured");
    add(parts, check, Verdict.UNCERTAIN, "beyond what is allowed, but within the noise");
    add(parts, check, Verdict.KEPT, "kept");
    return "%s: of %d layers %s"
        .formatted(
            check.passes() ? "passed" : "failed", check.layers().size(), String.join(", ", parts));
  }

  private static void add(List<String> parts, ShiftCheck check, Verdict verdict, String words) {
    if (check.count(verdict) > 0) {
      parts.add(check.count(verdict) + " " + words);
    }
  }

  /**
   * The outcome of a layer: its numbers, or why there are none; {@link #word} says its verdict.
   *
   * @param decimals those of its check
   */
  public static String of(LayerShift layer, int decimals) {
    Double shift = layer.shift();
    if (shift == null) {
      return Objects.toString(layer.why());
    }
    String allowed =
        layer.seedShift() == null || layer.seedShift() < layer.allowed()
            ? "allowed %s".formatted(number(layer.allowed(), decimals))
            : "allowed %s, the largest between other seeds"
                .formatted(number(layer.allowed(), decimals));
    return "shift %s%s, %s".formatted(number(shift, decimals), interval(layer, decimals), allowed);
  }

  private static String interval(LayerShift layer, int decimals) {
    return layer.low() == null
        ? ""
        : " (%s to %s)".formatted(number(layer.low(), decimals), number(layer.high(), decimals));
  }

  /**
   * The decimals of all numbers of a check, so that they compare at a glance: four below 1, and one
   * less for each digit that the largest of them has before the point.
   */
  public static int decimals(ShiftCheck check) {
    double largest =
        check.layers().stream()
            .flatMap(layer -> Stream.of(layer.shift(), layer.high(), layer.allowed()))
            .filter(Objects::nonNull)
            .mapToDouble(Double::doubleValue)
            .max()
            .orElse(0);
    int decimals = DECIMALS;
    for (double power = 1; decimals > 0 && largest > power; power *= 10) {
      decimals--;
    }
    return decimals;
  }

  static String number(@Nullable Double value, int decimals) {
    return value == null
        ? ""
        : String.format(Locale.ROOT, "%." + decimals + "f", value).replaceFirst("^-(?=[0.]*$)", "");
  }

  /** A verdict in words, lower case. */
  public static String word(Verdict verdict) {
    return verdict.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
