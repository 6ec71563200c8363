package dev.nervure.report.figure;

import dev.nervure.report.view.RunView;
import dev.nervure.run.GlassBoxAccuracy;
import dev.nervure.run.GlassBoxContribution;
import dev.nervure.run.LayerResult;
import dev.nervure.run.MeasuredValue;
import dev.nervure.run.Place;
import dev.nervure.run.Subject;
import dev.nervure.study.glassbox.GlassBoxWords;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An analytic classifier layer by layer: how far classes lie apart, how often each classifier and
 * network is right on test images as they are and after each change, and what that depends on.
 */
final class GlassBox implements Figure {
  private static final List<String> SEPARATIONS = List.of("distance_ratio", "fisher_ratio");
  private static final List<String> VARIED = List.of("training_size", "components", "strength");

  /**
   * What is drawn.
   *
   * @param groups of test images, those without change first
   * @param layers names of the layers of the model
   * @param separations a measure each
   * @param accuracies of classifiers and networks
   * @param alone of single blocks, by the classifier of the model
   * @param sensitivities curves
   * @param answers why images were answered as they were
   */
  record Data(
      List<String> groups,
      List<String> layers,
      List<Separation> separations,
      List<Bar> accuracies,
      List<Bar> alone,
      List<Curve> sensitivities,
      List<Answer> answers) {}

  /** One measure in all layers. */
  record Separation(String measure, List<Line> lines) {}

  /** One group of test images along the layers. */
  record Line(String group, List<Value> values) {}

  /** A value with its interval; null where there is none. */
  record Value(@Nullable Double estimate, @Nullable Double low, @Nullable Double high) {}

  /**
   * One classifier, network or block.
   *
   * @param kind {@code classifier}, {@code network} or {@code block}
   * @param values one for each group
   */
  record Bar(String name, String kind, List<Value> values) {}

  /**
   * Accuracy along what is varied.
   *
   * @param question what is varied
   * @param name of the classifier, with the change
   */
  record Curve(String question, String name, List<Point> points) {}

  /** A point of a curve. */
  record Point(double amount, double accuracy, double low, double high) {}

  /** One test image. */
  record Answer(String image, List<String> reasons) {}

  @Override
  public String name() {
    return "glass-box";
  }

  @Override
  public @Nullable Record data(RunView run) {
    List<GlassBoxAccuracy> rows = run.glassBoxAccuracies();
    if (rows.isEmpty()) {
      return null;
    }
    List<String> groups = groups(run);
    List<LayerResult> layers = run.layers();
    return new Data(
        groups,
        layers.stream().map(LayerResult::name).toList(),
        SEPARATIONS.stream().map(measure -> separation(run, measure, groups, layers)).toList(),
        Stream.of("classifier", "network")
            .flatMap(kind -> bars(rows, kind, groups).stream())
            .toList(),
        bars(alone(run, rows), "block", groups),
        curves(rows),
        answers(run));
  }

  private static List<String> groups(RunView run) {
    List<String> groups = new ArrayList<>();
    groups.add(Objects.requireNonNull(Subject.CLEAN.group()));
    if (run.manifest().parameters().get("under") instanceof List<?> names) {
      names.forEach(name -> groups.add(String.valueOf(name)));
    }
    return groups;
  }

  private static Separation separation(
      RunView run, String measure, List<String> groups, List<LayerResult> layers) {
    Map<Place, MeasuredValue> found = new LinkedHashMap<>();
    for (MeasuredValue value : run.measuresOfAll()) {
      if (value.name().equals(measure)) {
        found.put(value.place(), value);
      }
    }
    List<Line> lines = new ArrayList<>();
    for (String group : groups) {
      List<Value> values = new ArrayList<>();
      for (LayerResult layer : layers) {
        MeasuredValue value = found.get(layer.at(Subject.ofGroup(group)).place());
        values.add(
            value == null
                ? new Value(null, null, null)
                : new Value(value.estimate(), value.low(), value.high()));
      }
      lines.add(new Line(group, values));
    }
    return new Separation(measure, lines);
  }

  private static List<GlassBoxAccuracy> alone(RunView run, List<GlassBoxAccuracy> rows) {
    String decider = String.valueOf(run.manifest().parameters().get("decider"));
    return rows.stream().filter(row -> row.classifier().equals(decider)).toList();
  }

  private static List<Bar> bars(List<GlassBoxAccuracy> rows, String kind, List<String> groups) {
    Map<String, Map<String, Value>> found = new LinkedHashMap<>();
    for (GlassBoxAccuracy row : rows) {
      if (row.question().equals(kind)) {
        String name = kind.equals("block") ? row.representation() : row.classifier();
        found
            .computeIfAbsent(name, one -> new LinkedHashMap<>())
            .put(row.group(), new Value(row.accuracy(), row.low(), row.high()));
      }
    }
    List<Bar> bars = new ArrayList<>();
    found.forEach(
        (name, own) ->
            bars.add(
                new Bar(
                    name,
                    kind,
                    groups.stream()
                        .map(group -> own.getOrDefault(group, new Value(null, null, null)))
                        .toList())));
    return bars;
  }

  private static List<Curve> curves(List<GlassBoxAccuracy> rows) {
    List<Curve> curves = new ArrayList<>();
    for (String question : VARIED) {
      Map<String, List<Point>> found = new LinkedHashMap<>();
      for (GlassBoxAccuracy row : rows) {
        Double amount = row.amount();
        Double accuracy = row.accuracy();
        if (row.question().equals(question) && amount != null && accuracy != null) {
          found
              .computeIfAbsent(row.classifier() + ", " + row.group(), one -> new ArrayList<>())
              .add(
                  new Point(
                      amount,
                      accuracy,
                      Objects.requireNonNull(row.low()),
                      Objects.requireNonNull(row.high())));
        }
      }
      found.forEach((name, points) -> curves.add(new Curve(question, name, points)));
    }
    return curves;
  }

  private static List<Answer> answers(RunView run) {
    Map<Integer, Answer> answers = new LinkedHashMap<>();
    for (GlassBoxContribution one : run.glassBoxContributions()) {
      answers
          .computeIfAbsent(
              one.sample(),
              sample -> new Answer(GlassBoxWords.image(one, run.classes()), new ArrayList<>()))
          .reasons()
          .add(GlassBoxWords.contribution(one, run.classes()));
    }
    return List.copyOf(answers.values());
  }
}
