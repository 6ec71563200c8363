package dev.nervure.study.mapper;

import dev.nervure.data.LabelledSamples;
import dev.nervure.run.Manifest;
import dev.nervure.run.Results;
import dev.nervure.study.Phase;
import dev.nervure.study.Stage;
import dev.nervure.study.Study;
import dev.nervure.study.Task;
import dev.nervure.study.layers.ActivationSource;
import dev.nervure.study.layers.LayerOptions;
import dev.nervure.study.layers.LayerPhases;
import dev.nervure.study.layers.NetworkOutputs;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The Mapper graph of each layer of a network on samples, of dumped activations, or of a point
 * cloud (after Purvine et al., AAAI 2023). docs/mapper.md says what each of its values is.
 */
public final class MapperStudy implements Study {
  private final ActivationSource source;
  private final LayerOptions layers;
  private final MapperSettings settings;
  private final int replicates;
  private final @Nullable LabelledSamples inputs;

  /** Null where no lens is read off them. */
  private final @Nullable NetworkOutputs outputs;

  /** A study of activations whose inputs are not known. */
  public MapperStudy(ActivationSource source, LayerOptions layers, MapperSettings settings) {
    this(source, layers, settings, 0, null);
  }

  /**
   * A study.
   *
   * @param layers which layers and points; what is measured besides is left out
   * @param replicates graphs of random parts of the points, for how often features return; 0 for
   *     none
   * @param inputs the samples of the source in its order, of which small pictures are kept where
   *     they are images; null where they are not known
   * @throws IllegalArgumentException when a lens is an output of a network that there is not
   */
  public MapperStudy(
      ActivationSource source,
      LayerOptions layers,
      MapperSettings settings,
      int replicates,
      @Nullable LabelledSamples inputs) {
    if (replicates == 1 || replicates < 0) {
      throw new IllegalArgumentException(
          "graphs of parts of the points must be 2 or more, or 0 for none, but were " + replicates);
    }
    if (settings.readsOutputs()) {
      NetworkOutputs ofNetwork = source.networkOutputs();
      settings.checkOutputs(ofNetwork);
      this.outputs = ofNetwork;
    } else {
      this.outputs = null;
    }
    this.source = source;
    this.layers = layers;
    this.settings = settings;
    this.replicates = replicates;
    this.inputs = inputs;
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
    parameters.put("replicates", replicates);
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
    OutputArray lenses = outputs == null ? null : new OutputArray(source, outputs, layers);
    MapperMeasurement mapper =
        new MapperMeasurement(
            settings, replicates, layers.threads(), layers.seed(), source::originalIndex, lenses);
    List<Task> passes = new ArrayList<>(LayerPhases.classes(source));
    passes.add(phases.pass());
    if (lenses != null) {
      passes.add(lenses.task());
    }
    List<Task> graphs = phases.measurements(List.of(mapper));
    List<Phase> all = new ArrayList<>();
    all.add(Phase.inOrder("forward pass", passes));
    all.add(Phase.inOrder("building graphs", graphs));
    List<Stage> before = graphs.stream().flatMap(task -> task.stages().stream()).toList();
    if (graphs.size() > 1) {
      GraphComparison comparison =
          new GraphComparison(phases, settings, layers.seed(), source.labels() != null);
      all.add(Phase.of("comparing graphs", List.of(comparison.task(before))));
    }
    Thumbnails thumbnails = inputs == null ? null : Thumbnails.of(inputs);
    if (thumbnails != null) {
      all.add(Phase.of("pictures of members", List.of(thumbnails.task(before))));
    }
    return all;
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
                        new MapperStudy(
                            source, layers.withThreads(fewer), settings, replicates, inputs)));
    Stream<Smaller> fewerPoints =
        IntStream.iterate(
                layers.pointCap() / 2,
                points -> points >= LayerOptions.FEWEST_POINTS,
                points -> points / 2)
            .mapToObj(
                points ->
                    new Smaller(
                        "--point-cap " + points,
                        new MapperStudy(
                            source, layers.withPointCap(points), settings, replicates, inputs)));
    return Stream.concat(fewerThreads, fewerPoints);
  }

  @Override
  public String lessWork() {
    return "fewer --samples, a smaller --point-cap or smaller --layers";
  }
}
