package dev.nervure.cli;

import dev.nervure.run.Manifest;
import dev.nervure.run.Results;
import dev.nervure.study.Phase;
import dev.nervure.study.Study;
import dev.nervure.study.Task;
import dev.nervure.study.layers.ActivationSource;
import dev.nervure.study.layers.LayerOptions;
import dev.nervure.study.layers.LayerPhases;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How large the activations of a network are, layer by layer. The example that docs/architecture.md
 * walks through: a whole study, as small as one can be.
 */
final class NormStudy implements Study {
  private final ActivationSource source;
  private final LayerOptions options;

  NormStudy(ActivationSource source, LayerOptions options) {
    this.source = source;
    this.options = options;
  }

  @Override
  public String name() {
    return "norms";
  }

  @Override
  public Map<String, Manifest.Input> inputs() {
    return source.inputs();
  }

  @Override
  public Map<String, Object> engine() {
    return source.engine();
  }

  @Override
  public Map<String, Object> parameters() {
    return Map.of("layers", options.layers(), "samples", source.size());
  }

  @Override
  public Map<String, Long> seeds() {
    return Map.of("seed", options.seed());
  }

  @Override
  public int threads() {
    return options.threads();
  }

  @Override
  public List<Phase> phases() {
    LayerPhases layers = new LayerPhases(source, options);
    List<Task> passes = new ArrayList<>(LayerPhases.classes(source));
    passes.add(layers.pass());
    return List.of(
        Phase.inOrder("forward pass", passes),
        Phase.of("norms", layers.measurements(List.of(new NormMeasurement()))));
  }

  @Override
  public Summary summary(Results results) {
    return source.summary(results);
  }

  @Override
  public String lessWork() {
    return "fewer --samples";
  }
}
