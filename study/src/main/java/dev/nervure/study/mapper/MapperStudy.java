package dev.nervure.study.mapper;

import dev.nervure.run.Manifest;
import dev.nervure.run.Results;
import dev.nervure.study.Phase;
import dev.nervure.study.Study;
import dev.nervure.study.Task;
import dev.nervure.study.layers.ActivationSource;
import dev.nervure.study.layers.LayerOptions;
import dev.nervure.study.layers.LayerPhases;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The Mapper graph of each layer of a network on samples, of dumped activations, or of a point
 * cloud (after Purvine et al., AAAI 2023). docs/mapper.md says what each of its values is.
 */
public final class MapperStudy implements Study {
  private final ActivationSource source;
  private final LayerOptions layers;
  private final MapperSettings settings;

  /**
   * A study.
   *
   * @param layers which layers and points; what is measured besides is left out
   */
  public MapperStudy(ActivationSource source, LayerOptions layers, MapperSettings settings) {
    this.source = source;
    this.layers = layers;
    this.settings = settings;
  }

  @Override
  public String name() {
    return "mapper";
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
    parameters.putAll(settings.parameters());
    parameters.putAll(layers.cloudParameters());
    return parameters;
  }

  @Override
  public Map<String, Long> seeds() {
    return Map.of("seed", layers.seed());
  }

  @Override
  public int threads() {
    return layers.threads();
  }

  @Override
  public List<Phase> phases() {
    LayerPhases phases = new LayerPhases(source, layers);
    MapperMeasurement mapper =
        new MapperMeasurement(settings, layers.threads(), layers.seed(), source::originalIndex);
    List<Task> passes = new ArrayList<>(LayerPhases.classes(source));
    passes.add(phases.pass());
    return List.of(
        Phase.inOrder("forward pass", passes),
        Phase.inOrder("building graphs", phases.measurements(List.of(mapper))));
  }

  @Override
  public Summary summary(Results results) {
    Summary ofSource = source.summary(results);
    List<String> notes = new ArrayList<>(ofSource.notes());
    notes.addAll(MapperNotes.of(results));
    return new Summary(ofSource.values(), notes);
  }

  /** Fewer threads first, which changes no result, then fewer points. */
  @Override
  public Stream<Smaller> smaller() {
    Stream<Smaller> fewerThreads =
        IntStream.iterate(layers.threads() - 1, fewer -> fewer >= 1, fewer -> fewer - 1)
            .mapToObj(
                fewer ->
                    new Smaller(
                        "--threads " + fewer,
                        new MapperStudy(source, layers.withThreads(fewer), settings)));
    Stream<Smaller> fewerPoints =
        IntStream.iterate(
                layers.pointCap() / 2,
                points -> points >= LayerOptions.FEWEST_POINTS,
                points -> points / 2)
            .mapToObj(
                points ->
                    new Smaller(
                        "--point-cap " + points,
                        new MapperStudy(source, layers.withPointCap(points), settings)));
    return Stream.concat(fewerThreads, fewerPoints);
  }

  @Override
  public String lessWork() {
    return "fewer --samples, a smaller --point-cap or smaller --layers";
  }
}
