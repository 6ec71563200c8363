package dev.nervure.study.contrast;

import dev.nervure.measure.Measures;
import dev.nervure.run.ContrastCorrection;
import dev.nervure.run.ContrastResult;
import dev.nervure.run.LayerResult;
import dev.nervure.run.NumberText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The differences of two groups by measure and layer, each with its corrected p-value, and in which
 * layers they differ, in words.
 *
 * @param firstName of the first group
 * @param secondName of the second
 * @param lines one a measure, in the order of the registry
 */
public record GroupDifferences(String firstName, String secondName, List<Line> lines) {
  /** Above it groups are not said to differ. */
  public static final double LEVEL = 0.05;

  /** Copies the list. */
  public GroupDifferences {
    lines = List.copyOf(lines);
  }

  /**
   * One measure along the network.
   *
   * @param measure its name
   * @param points one a layer, in the order of their depth
   */
  public record Line(String measure, List<Point> points) {
    /** Copies the list. */
    public Line {
      points = List.copyOf(points);
    }
  }

  /**
   * One measure in one layer.
   *
   * @param layer of the first group
   * @param result the difference
   * @param overLayers p-value corrected over layers; null where there is none
   * @param overAll p-value corrected over layers and measures; null where there is none
   */
  public record Point(
      LayerResult layer,
      ContrastResult result,
      @Nullable Double overLayers,
      @Nullable Double overAll) {
    /** Whether the groups differ here, by the p-value over all layers and measures. */
    public boolean differs() {
      return overAll != null && overAll <= LEVEL;
    }
  }

  /**
   * Those of a run.
   *
   * @param layers of any of both groups, or of both
   * @return without lines where nothing was compared
   */
  public static GroupDifferences of(
      String firstName,
      String secondName,
      List<LayerResult> layers,
      List<ContrastResult> results,
      List<ContrastCorrection> corrections) {
    Map<Integer, LayerResult> byIndex = new HashMap<>();
    layers.forEach(layer -> byIndex.putIfAbsent(layer.index(), layer));
    Map<List<Object>, ContrastCorrection> corrected = byTest(corrections);
    Map<String, List<Point>> points = new LinkedHashMap<>();
    for (ContrastResult result : results) {
      LayerResult layer = byIndex.get(result.layer());
      if (layer != null) {
        ContrastCorrection one = corrected.get(testOf(result));
        points
            .computeIfAbsent(result.measure(), measure -> new ArrayList<>())
            .add(
                new Point(
                    layer,
                    result,
                    one == null ? null : (Double) one.overLayers(),
                    one == null ? null : (Double) one.overAll()));
      }
    }
    List<Line> lines =
        points.keySet().stream()
            .sorted(Comparator.comparingInt(ContrastOptions::position))
            .map(measure -> new Line(measure, points.getOrDefault(measure, List.of())))
            .toList();
    return new GroupDifferences(firstName, secondName, lines);
  }

  /** Corrected p-values by the test that they belong to, {@link #testOf}. */
  static Map<List<Object>, ContrastCorrection> byTest(List<ContrastCorrection> corrections) {
    Map<List<Object>, ContrastCorrection> byTest = new HashMap<>();
    corrections.forEach(one -> byTest.put(List.of(one.layer(), one.measure()), one));
    return byTest;
  }

  /** Layer and measure. */
  static List<Object> testOf(ContrastResult result) {
    return List.of(result.layer(), result.measure());
  }

  /** A sentence for each measure: in which layers it differs, and where most. */
  public List<String> sentences() {
    List<String> sentences = new ArrayList<>();
    for (Line line : lines) {
      List<Point> tested = line.points().stream().filter(point -> point.overAll() != null).toList();
      if (!tested.isEmpty()) {
        sentences.add(sentence(line, tested));
      }
    }
    return sentences;
  }

  private String sentence(Line line, List<Point> tested) {
    String title = Measures.named(line.measure()).title();
    List<Point> differing = tested.stream().filter(Point::differs).toList();
    if (differing.isEmpty()) {
      double least = tested.stream().mapToDouble(GroupDifferences::overAll).min().orElse(1);
      return "%s: no layer differs between %s and %s (smallest p over layers and measures %s)."
          .formatted(title, firstName, secondName, NumberText.of(least));
    }
    Point most =
        differing.stream()
            .max(Comparator.comparingDouble(point -> Math.abs(size(point.result()))))
            .orElseThrow();
    double largest = differing.stream().mapToDouble(GroupDifferences::overAll).max().orElse(0);
    String where =
        differing.size() == tested.size() && tested.size() > 1
            ? "in all %d layers".formatted(tested.size())
            : differing.size() <= 4
                ? "in "
                    + String.join(
                        ", ", differing.stream().map(point -> point.layer().name()).toList())
                : "in %d of %d layers".formatted(differing.size(), tested.size());
    return "%s: %s and %s differ %s (p at most %s over layers and measures), most in %s: %s."
        .formatted(
            title,
            firstName,
            secondName,
            where,
            NumberText.of(largest),
            most.layer().name(),
            values(most.result()));
  }

  private static double overAll(Point point) {
    Double p = point.overAll();
    return p == null ? 1 : p;
  }

  private static double size(ContrastResult result) {
    Double size = result.effectSize();
    Double difference = result.difference();
    return size != null ? size : difference != null ? difference : 0;
  }

  /** The values of both groups, or the value of both together, with the 95 % interval. */
  private static String values(ContrastResult result) {
    Double first = result.first();
    Double second = result.second();
    Double low = result.low();
    Double high = result.high();
    Double difference = result.difference();
    String interval =
        low == null || high == null
            ? ""
            : " (95 %% interval %s to %s)".formatted(NumberText.of(low), NumberText.of(high));
    if (first == null || second == null) {
      return (difference == null ? "" : NumberText.of(difference)) + interval;
    }
    String of = difference == null ? "" : " of " + NumberText.of(difference);
    return "%s and %s, a difference%s%s"
        .formatted(NumberText.of(first), NumberText.of(second), of, interval);
  }
}
