package dev.nervure.study.profile;

import dev.nervure.run.Manifest;
import dev.nervure.run.Results;
import dev.nervure.study.Phase;
import dev.nervure.study.Study;
import dev.nervure.study.layers.ActivationSource;
import dev.nervure.study.layers.LayerOptions;
import dev.nervure.study.layers.LayerPhases;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How a network reshapes the data, layer by layer: intrinsic dimension, lifespan sums and
 * persistence diagrams, separation of the classes (after Magai and Ayzenberg, arXiv 2204.08624).
 * docs/profile.md says what each of its values is.
 */
public final class ProfileStudy implements Study {
  private final ActivationSource source;
  private final LayerOptions options;

  /** A profile of a network on samples, or of activations that were dumped to files. */
  public ProfileStudy(ActivationSource source, LayerOptions options) {
    this.source = source;
    this.options = options;
  }

  @Override
  public String name() {
    return "profile";
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
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("samples", source.size());
    parameters.putAll(options.parameters());
    return parameters;
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
    return List.of(
        Phase.inOrder("forward pass", List.of(layers.pass())),
        Phase.of("measuring layers", layers.measurements()));
  }

  @Override
  public Summary summary(Results results) {
    return source.summary(results);
  }

  @Override
  public Stream<Smaller> smaller() {
    return options
        .smaller()
        .map(one -> new Smaller(one.setting(), new ProfileStudy(source, one.options())));
  }

  @Override
  public String lessWork() {
    return "fewer --samples or smaller --layers";
  }
}
