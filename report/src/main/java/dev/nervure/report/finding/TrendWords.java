package dev.nervure.report.finding;

import static dev.nervure.report.finding.Wording.at;
import static dev.nervure.report.finding.Wording.value;

import dev.nervure.report.finding.Trend.AtOtherSize;
import dev.nervure.report.view.DepthProfile.Point;
import dev.nervure.run.NumberText;
import dev.nervure.run.SizeCurve;
import dev.nervure.run.SizeCurve.AtSize;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;

/** How sentences tell of a {@link Trend}. */
final class TrendWords {
  /** Layers that are named one by one; of more than that, the rest is counted. */
  private static final int MOST_NAMED = 3;

  private TrendWords() {}

  /** What it does, with a subject before it: {@code rises from ... to ..., its largest value}. */
  static String course(Trend trend) {
    Point top = trend.top();
    Point before = trend.before();
    Point after = trend.after();
    if (before != null && after != null) {
      return "rises from %s at %s to its largest value, %s at %s, then falls to %s at %s"
          .formatted(value(before), at(before), value(top), at(top), value(after), at(after));
    }
    if (before != null) {
      return "rises from %s at %s to its largest value, %s at %s; no fall after that is resolved"
          .formatted(value(before), at(before), value(top), at(top));
    }
    if (after != null) {
      return "is largest, %s, at %s, and falls to %s at %s"
          .formatted(value(top), at(top), value(after), at(after));
    }
    return "is largest, %s, at %s, but neither a rise to there nor a fall from there is resolved"
        .formatted(value(top), at(top));
  }

  /** Which layers reach the largest value within the errors; empty where none does. */
  static String ties(Trend trend) {
    return trend.ties().isEmpty()
        ? ""
        : " The difference from %s is not resolved."
            .formatted(named(trend.ties().stream().map(one -> one.layer().name()).toList()));
  }

  /** Which lower values say nothing of the network; empty where none is so. */
  static String narrow(Trend trend) {
    List<Point> narrow = trend.narrow();
    if (narrow.isEmpty()) {
      return "";
    }
    String averaged = WidthLimit.anyAveraged(narrow) ? ", after averaging over positions" : "";
    if (narrow.size() == 1) {
      Point one = narrow.get(0);
      return " The lower value at %s (%s) is bounded by its %s%s: points that fill them read about %s."
          .formatted(
              one.layer().name(),
              value(one),
              coordinates(one.layer().dimension()),
              averaged,
              round(WidthLimit.reading(one)));
    }
    int fewest = narrow.stream().mapToInt(one -> one.layer().dimension()).min().orElseThrow();
    int most = narrow.stream().mapToInt(one -> one.layer().dimension()).max().orElseThrow();
    double reading = narrow.stream().mapToDouble(WidthLimit::reading).max().orElseThrow();
    return " The lower values at %s are bounded by their %s%s: points that fill them read at most about %s."
        .formatted(
            named(
                narrow.stream()
                    .map(one -> "%s (%s)".formatted(one.layer().name(), value(one)))
                    .toList()),
            fewest == most
                ? coordinates(most)
                : "%s to %s".formatted(NumberText.of(fewest), coordinates(most)),
            averaged,
            round(reading));
  }

  /** Whether fewer points say the same. */
  static String atOtherSizes(Trend trend) {
    if (!trend.isResolved()) {
      return "";
    }
    SortedMap<Integer, AtOtherSize> found = trend.atOtherSizes();
    if (found.isEmpty()) {
      return " Other numbers of points were not tried.";
    }
    List<String> parts = new ArrayList<>();
    for (AtOtherSize kind : AtOtherSize.values()) {
      List<String> sizes =
          found.entrySet().stream()
              .filter(one -> one.getValue() == kind)
              .map(one -> NumberText.of(one.getKey()))
              .toList();
      if (!sizes.isEmpty()) {
        parts.add(
            switch (kind) {
                  case SAME -> "the same";
                  case UNRESOLVED -> "not resolved";
                  case REVERSED -> "the other way round";
                }
                + " at n = "
                + Wording.and(sizes));
      }
    }
    boolean noneSame = found.values().stream().noneMatch(one -> one == AtOtherSize.SAME);
    String only =
        noneSame
            ? "Resolved so at n = %s only: ".formatted(NumberText.of(trend.top().measure().n()))
            : "";
    String text = String.join(", ", parts);
    return " "
        + (noneSame ? only + text : capitalised(text))
        + amounts(trend)
        + "."
        + places(trend);
  }

  /** How large the fall, or else the rise, is at each number of points. */
  private static String amounts(Trend trend) {
    SizeCurve top = SizeCurve.of(trend.top().measure());
    Point end = trend.after() != null ? trend.after() : trend.before();
    SizeCurve other = end == null ? null : SizeCurve.of(end.measure());
    if (top == null || other == null || top.values().size() != other.values().size()) {
      return "";
    }
    List<String> amounts = new ArrayList<>();
    for (int i = 0; i < top.values().size(); i++) {
      AtSize high = top.values().get(i);
      AtSize low = other.values().get(i);
      amounts.add(
          NumberText.rounded(
              high.estimate() - low.estimate(), Math.max(high.error(), low.error())));
    }
    return "; the %s is %s at n = %s"
        .formatted(
            trend.after() != null ? "fall" : "rise", String.join(", ", amounts), top.numbers());
  }

  /** Where the largest value is at other numbers of points; empty where it is in the same layer. */
  private static String places(Trend trend) {
    Map<String, List<String>> sizes = new LinkedHashMap<>();
    trend
        .placesAtOtherSizes()
        .forEach(
            (n, layer) ->
                sizes.computeIfAbsent(layer, same -> new ArrayList<>()).add(NumberText.of(n)));
    List<String> elsewhere = new ArrayList<>();
    sizes.forEach((layer, at) -> elsewhere.add("%s at n = %s".formatted(layer, Wording.and(at))));
    return elsewhere.isEmpty()
        ? ""
        : " The place of the largest value depends on n: it is %s."
            .formatted(Wording.and(elsewhere));
  }

  /** Which values still change with the number of points; empty where none is known to. */
  static String notConverged(List<Point> points) {
    List<Map.Entry<Point, SizeCurve>> drifting = new ArrayList<>();
    int known = 0;
    for (Point point : points) {
      SizeCurve curve = SizeCurve.of(point.measure());
      if (curve != null) {
        known++;
        if (!curve.converged()) {
          drifting.add(Map.entry(point, curve));
        }
      }
    }
    if (drifting.isEmpty()) {
      return "";
    }
    Map.Entry<Point, SizeCurve> most = drifting.get(0);
    for (Map.Entry<Point, SizeCurve> one : drifting) {
      most = drift(one.getValue()) > drift(most.getValue()) ? one : most;
    }
    return known == 1 || points.size() == 1
        ? " Not converged: %s.".formatted(most.getValue().text())
        : " Not converged in %d of %d layers: there the values still change with n, most at %s (%s)%s."
            .formatted(
                drifting.size(),
                known,
                most.getKey().layer().name(),
                most.getValue().text(),
                falling(drifting));
  }

  /** Values that fall as points are added are no lower bounds; empty where none does. */
  private static String falling(List<Map.Entry<Point, SizeCurve>> drifting) {
    long falling =
        drifting.stream()
            .map(one -> one.getValue().values())
            .filter(
                values ->
                    values.get(values.size() - 1).estimate()
                        < values.get(values.size() - 2).estimate())
            .count();
    return falling == 0
        ? ""
        : "; in %d of them the value falls as n grows, and is no lower bound".formatted(falling);
  }

  /** By how much the last doubling changes a value, as a share of it. */
  private static double drift(SizeCurve curve) {
    int last = curve.values().size() - 1;
    double now = curve.values().get(last).estimate();
    return Math.abs(now - curve.values().get(last - 1).estimate()) / Math.max(Math.abs(now), 1e-9);
  }

  private static String named(List<String> names) {
    int more = names.size() - MOST_NAMED;
    if (more < 2) {
      return Wording.and(names);
    }
    List<String> some = new ArrayList<>(names.subList(0, MOST_NAMED));
    some.add(more + " others");
    return Wording.and(some);
  }

  private static String coordinates(int number) {
    return NumberText.of(number) + (number == 1 ? " coordinate" : " coordinates");
  }

  /** One decimal: what a width lets points read is known no better. */
  private static String round(double value) {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%,.0f", value)
        : String.format(Locale.ROOT, "%.1f", value);
  }

  private static String capitalised(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }
}
