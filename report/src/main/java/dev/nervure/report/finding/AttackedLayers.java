package dev.nervure.report.finding;

import dev.nervure.measure.Measures;
import dev.nervure.report.view.NetworkView;
import dev.nervure.report.view.RunView;
import dev.nervure.run.LayerResult;
import dev.nervure.run.MeasuredValue;
import dev.nervure.run.NumberText;
import dev.nervure.study.attack.LayerShifts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Where an attack shifts the points of layers most, measure by measure, or that it does not. */
final class AttackedLayers implements Finding {
  @Override
  public List<String> sentences(RunView run) {
    List<String> sentences = new ArrayList<>();
    for (NetworkView inputs : run.networks()) {
      List<String> parts = new ArrayList<>();
      for (String measure : LayerShifts.MEASURES) {
        List<MeasuredValue> tested =
            inputs.measures().stream()
                .filter(value -> value.name().equals(measure))
                .filter(value -> LayerShifts.corrected(value).isPresent())
                .toList();
        if (!tested.isEmpty()) {
          parts.add(part(measure, tested, inputs.layers()));
        }
      }
      if (!parts.isEmpty()) {
        sentences.add(
            "Layers under %s: %s."
                .formatted(GroupAccuracies.name(inputs.subject()), String.join("; ", parts)));
      }
    }
    return sentences;
  }

  private static String part(String measure, List<MeasuredValue> tested, List<LayerResult> layers) {
    String title = Measures.named(measure).head();
    List<MeasuredValue> shifted = tested.stream().filter(LayerShifts::isShift).toList();
    if (shifted.isEmpty()) {
      double least = tested.stream().mapToDouble(AttackedLayers::p).min().orElse(1);
      return "no %s is seen in any of %d layers (smallest corrected p %s)"
          .formatted(title, tested.size(), NumberText.of(least));
    }
    MeasuredValue most =
        shifted.stream()
            .max(Comparator.comparingDouble(value -> Math.abs(Wording.estimate(value))))
            .orElseThrow();
    return String.format(
        Locale.ROOT,
        "%s in %d of %d layers (corrected p at most %s), the largest, %s, in %s (p %s)",
        title,
        shifted.size(),
        tested.size(),
        LayerShifts.LEVEL,
        size(most),
        name(most, layers),
        NumberText.of(p(most)));
  }

  private static double p(MeasuredValue value) {
    return LayerShifts.corrected(value).orElse(1);
  }

  /** With its sign; of a sum it is a share of that of clean inputs. */
  private static String size(MeasuredValue value) {
    double shift = Wording.estimate(value);
    return value.name().equals(LayerShifts.MEASURES.get(0))
        ? String.format(Locale.ROOT, "%+.1f %%", 100 * shift)
        : String.format(Locale.ROOT, "%+.2f", shift);
  }

  private static String name(MeasuredValue value, List<LayerResult> layers) {
    return layers.stream()
        .filter(layer -> layer.place().equals(value.place()))
        .findFirst()
        .map(LayerResult::name)
        .orElse("a layer");
  }
}
