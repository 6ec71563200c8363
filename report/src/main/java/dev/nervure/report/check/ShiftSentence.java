package dev.nervure.report.check;

import dev.nervure.study.compare.LayerShift;
import dev.nervure.study.compare.LayerShift.Verdict;
import dev.nervure.study.compare.ShiftCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A check in words. */
public final class ShiftSentence {
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

  /** The outcome of a layer. */
  public static String of(LayerShift layer) {
    Double shift = layer.shift();
    if (shift == null) {
      return "not measured: " + layer.why();
    }
    String allowed =
        layer.seedShift() == null || layer.seedShift() < layer.allowed()
            ? "allowed %s".formatted(number(layer.allowed()))
            : "allowed %s, the largest between other seeds".formatted(number(layer.allowed()));
    return "shift %s%s, %s".formatted(number(shift), interval(layer), allowed);
  }

  private static String interval(LayerShift layer) {
    return layer.low() == null
        ? ""
        : " (%s to %s)".formatted(number(layer.low()), number(layer.high()));
  }

  static String number(@Nullable Double value) {
    return value == null ? "" : String.format(Locale.ROOT, "%.4f", value);
  }

  /** A verdict in words, lower case. */
  public static String word(Verdict verdict) {
    return verdict.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
