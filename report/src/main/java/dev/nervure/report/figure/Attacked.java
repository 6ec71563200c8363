package dev.nervure.report.figure;

import dev.nervure.attack.Norm;
import dev.nervure.measure.Measure;
import dev.nervure.measure.Measures;
import dev.nervure.report.view.NetworkView;
import dev.nervure.report.view.RunView;
import dev.nervure.run.LayerResult;
import dev.nervure.run.MeasuredValue;
import dev.nervure.run.Subject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One network on clean, noisy and attacked inputs: its accuracy by strength, a curve an attack, and
 * the measures of layers by depth, a line a set of inputs.
 */
final class Attacked implements Figure {
  private static final String ACCURACY = "attack_accuracy";

  /**
   * What is drawn.
   *
   * @param clean accuracy on clean inputs, or null
   * @param n inputs
   * @param curves of attacks with strengths; none where all look for the smallest change and no
   *     strength was asked about
   * @param measures that a set of inputs has values of in layers
   */
  record Data(@Nullable Double clean, int n, List<Curve> curves, List<MeasureLines> measures) {}

  /**
   * The accuracy under one attack, by ascending strength.
   *
   * @param norm what its strength is measured in, by its name
   * @param unit the same in words
   */
  record Curve(String attack, String norm, String unit, List<Point> points) {}

  /** An accuracy with its interval. */
  record Point(double strength, double accuracy, @Nullable Double low, @Nullable Double high) {}

  /** The lines of one measure. */
  record MeasureLines(String measure, List<Line> lines) {}

  /**
   * Values of one set of inputs along the network.
   *
   * @param attack what made them, at whatever strength
   */
  record Line(String inputs, String attack, List<Depth> points) {}

  /** The value of a layer. */
  record Depth(
      String layer, double depth, double value, @Nullable Double low, @Nullable Double high) {}

  @Override
  public String name() {
    return "attacked";
  }

  @Override
  public @Nullable Record data(RunView run) {
    List<MeasuredValue> accuracies =
        run.measuresOfAll().stream().filter(value -> value.name().equals(ACCURACY)).toList();
    if (accuracies.isEmpty()) {
      return null;
    }
    List<Curve> curves = curves(accuracies);
    List<MeasureLines> measures = measures(run.networks());
    if (curves.isEmpty() && measures.isEmpty()) {
      return null;
    }
    Double clean = null;
    for (NetworkView inputs : run.networks()) {
      if (inputs.subject().equals(Subject.CLEAN) && inputs.accuracy().isPresent()) {
        clean = inputs.accuracy().getAsDouble();
      }
    }
    return new Data(clean, accuracies.get(0).n(), curves, measures);
  }

  /**
   * A curve an attack. One that looks for the smallest change has accuracies at strengths of which
   * there are no inputs.
   */
  private static List<Curve> curves(List<MeasuredValue> accuracies) {
    Map<String, List<Point>> points = new LinkedHashMap<>();
    for (MeasuredValue value : accuracies) {
      Double strength = value.place().subject().strength();
      Double accuracy = value.estimate();
      if (strength != null && accuracy != null) {
        points
            .computeIfAbsent(
                Objects.requireNonNull(value.place().subject().group()), g -> new ArrayList<>())
            .add(new Point(strength, accuracy, value.low(), value.high()));
      }
    }
    List<Curve> curves = new ArrayList<>();
    points.forEach((attack, of) -> curves.add(curve(attack, of)));
    return curves;
  }

  /** Groups are named by the method and the norm, {@code pgd linf to 3}. */
  private static Curve curve(String attack, List<Point> points) {
    List<String> words = List.of(attack.split(" "));
    for (Norm norm : Norm.values()) {
      if (words.size() > 1 && words.get(1).equals(norm.text())) {
        return new Curve(attack, norm.text(), norm.meaning(), points);
      }
    }
    return new Curve(attack, "", "strength", points);
  }

  private static List<MeasureLines> measures(List<NetworkView> sets) {
    List<MeasureLines> measures = new ArrayList<>();
    for (Measure measure : Measures.all()) {
      List<Line> lines = new ArrayList<>();
      for (NetworkView inputs : sets) {
        List<Depth> points = points(inputs, measure.name());
        if (!points.isEmpty()) {
          lines.add(
              new Line(
                  text(inputs), Objects.requireNonNullElse(inputs.subject().group(), ""), points));
        }
      }
      if (!lines.isEmpty()) {
        measures.add(new MeasureLines(measure.name(), lines));
      }
    }
    return measures;
  }

  private static String text(NetworkView inputs) {
    String group = Objects.requireNonNullElse(inputs.subject().group(), "");
    Double strength = inputs.subject().strength();
    return strength == null ? group : group + " " + strength;
  }

  private static List<Depth> points(NetworkView inputs, String measure) {
    Map<Integer, LayerResult> layers = new HashMap<>();
    inputs.layers().forEach(layer -> layers.put(layer.index(), layer));
    List<Depth> points = new ArrayList<>();
    for (MeasuredValue value : inputs.measures()) {
      LayerResult layer = layers.get(value.place().layer());
      Double estimate = value.estimate();
      boolean overall = value.place().labelClass() == null;
      if (value.name().equals(measure) && overall && layer != null && estimate != null) {
        points.add(new Depth(layer.name(), layer.depth(), estimate, value.low(), value.high()));
      }
    }
    return points;
  }
}
