package dev.nervure.report.figure;

import dev.nervure.report.view.RunView;
import dev.nervure.run.LayerResult;
import dev.nervure.run.SampleResult;
import dev.nervure.run.SpectrumResult;
import dev.nervure.run.WalkRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The inputs that were asked, one a row, and how often walks ended for which reason. */
final class Inputs implements Figure {
  /** All inputs, those whose walks failed included. */
  record Data(List<Input> inputs) {}

  /**
   * An input with what was found from it.
   *
   * @param nullDimension of the deepest layer
   */
  record Input(
      int index,
      @Nullable Integer label,
      @Nullable Integer predicted,
      @Nullable Integer nullDimension,
      List<WalkRow> walks) {}

  @Override
  public String name() {
    return "inputs";
  }

  @Override
  public @Nullable Record data(RunView run) {
    List<WalkRow> rows = run.walkRows();
    List<SpectrumResult> spectra = run.spectra();
    if (rows.isEmpty() && spectra.isEmpty()) {
      return null;
    }
    Map<Integer, Integer> nullDimensions = nullDimensions(run.layers(), spectra);
    List<Input> inputs = new ArrayList<>();
    for (SampleResult sample : run.samples()) {
      int index = sample.originalIndex();
      inputs.add(
          new Input(
              index,
              sample.label(),
              sample.predicted(),
              nullDimensions.get(index),
              rows.stream().filter(row -> row.originalIndex() == index).toList()));
    }
    return new Data(inputs);
  }

  private static Map<Integer, Integer> nullDimensions(
      List<LayerResult> layers, List<SpectrumResult> spectra) {
    int deepest = layers.isEmpty() ? -1 : layers.get(layers.size() - 1).index();
    Map<Integer, Integer> found = new HashMap<>();
    for (SpectrumResult spectrum : spectra) {
      if (spectrum.layerIndex() == deepest && spectrum.nullDimension() != null) {
        found.put(spectrum.originalIndex(), spectrum.nullDimension());
      }
    }
    return found;
  }
}
