package dev.nervure.study.compare;

import dev.nervure.run.LayerResult;
import dev.nervure.run.Manifest;
import dev.nervure.run.Results;
import dev.nervure.run.Subject;
import dev.nervure.study.Phase;
import dev.nervure.study.Study;
import dev.nervure.study.Task;
import dev.nervure.study.dynamics.NetworkSeries;
import dev.nervure.study.layers.ActivationSource;
import dev.nervure.study.layers.LayerPhases;
import dev.nervure.study.layers.NetworkLayers;
import dev.nervure.study.layers.SmallClasses;
import dev.nervure.study.layers.SubjectNotes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How alike the layers of networks are, by what they make of the same samples: of two networks each
 * layer of the one with each of the other, of one network its layers with each other, of several
 * all pairs of networks. The layers of each are measured first, as in a profile. docs/compare.md
 * says what each of its values is.
 */
public final class CompareStudy implements Study {
  private final ComparedNetworks networks;
  private final @Nullable NetworkSeries trained;
  private final CompareOptions options;

  /** A comparison of networks that are there, or of activations. */
  public CompareStudy(ComparedNetworks networks, CompareOptions options) {
    this(networks, null, options);
  }

  /**
   * A comparison of networks some of which are trained first.
   *
   * @param trained trains them, and stays open until the study is done; null where none is
   */
  public CompareStudy(
      ComparedNetworks networks, @Nullable NetworkSeries trained, CompareOptions options) {
    this.networks = networks;
    this.trained = trained;
    this.options = options;
  }

  @Override
  public String name() {
    return "compare";
  }

  @Override
  public Map<String, Manifest.Input> inputs() {
    Map<String, Manifest.Input> inputs = new LinkedHashMap<>(networks.inputs());
    if (trained != null) {
      inputs.putAll(trained.inputs());
    }
    return inputs;
  }

  @Override
  public Map<String, Object> engine() {
    return networks.any().engine();
  }

  @Override
  public Map<String, Object> parameters() {
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("networks", networks.asked().stream().map(ComparedNetworks::name).toList());
    parameters.put("seedNetworks", networks.seeds().stream().map(ComparedNetworks::name).toList());
    if (trained != null) {
      parameters.putAll(trained.parameters());
    }
    parameters.put("samples", networks.any().size());
    parameters.putAll(options.parameters());
    return parameters;
  }

  @Override
  public Map<String, Long> seeds() {
    Map<String, Long> seeds = new LinkedHashMap<>(trained == null ? Map.of() : trained.seeds());
    seeds.put("seed", options.layers().seed());
    return seeds;
  }

  @Override
  public int threads() {
    return options.layers().threads();
  }

  @Override
  public List<Phase> phases() {
    SortedMap<Subject, ActivationSource> sources = networks.sorted();
    NetworkLayers layers = new NetworkLayers(sources, options.layers());
    Map<LayerPhases, CompareOptions> compared = new LinkedHashMap<>();
    layers.networks().forEach((at, phases) -> compared.put(phases, optionsOf(at, at)));
    DiagramTasks diagrams = new DiagramTasks(compared);
    List<Task> measurements = new ArrayList<>(layers.measurements());
    measurements.addAll(diagrams.tasks());
    List<Task> comparisons = new ArrayList<>();
    for (NetworkPair pair : pairs(layers.networks(), diagrams)) {
      comparisons.addAll(pair.tasks());
    }
    for (Subject at : networks.asked()) {
      if (options.removals() > 0) {
        LayerPhases one = Objects.requireNonNull(layers.networks().get(at));
        one.activations()
            .keySet()
            .forEach(layer -> comparisons.add(new RemovalTask(at, one, layer, options).task()));
      }
    }
    List<Phase> phases = new ArrayList<>();
    if (trained != null) {
      phases.add(Phase.inOrder("training", trained.trainings()));
    }
    phases.add(Phase.inOrder("forward passes", layers.passes()));
    phases.add(Phase.of("measuring layers", measurements));
    phases.add(Phase.of("comparing layers", comparisons));
    return phases;
  }

  private List<NetworkPair> pairs(SortedMap<Subject, LayerPhases> phases, DiagramTasks diagrams) {
    List<Subject> all = List.copyOf(networks.all().keySet());
    List<NetworkPair> pairs = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      boolean within = all.size() == 1 || options.within();
      for (int j = within ? i : i + 1; j < all.size(); j++) {
        pairs.add(
            new NetworkPair(
                all.get(i),
                Objects.requireNonNull(phases.get(all.get(i))),
                all.get(j),
                Objects.requireNonNull(phases.get(all.get(j))),
                diagrams.stages(),
                optionsOf(all.get(i), all.get(j))));
      }
    }
    return pairs;
  }

  /**
   * Beside two networks that are asked about the others tell what a seed makes, by their values
   * alone: errors and random pairings would take most of the time and are read by nobody.
   */
  private CompareOptions optionsOf(Subject first, Subject second) {
    boolean isAsked = networks.asked().containsAll(List.of(first, second));
    return isAsked || networks.asked().size() < 2 ? options : options.withBlocks(0).withChance(0);
  }

  @Override
  public Summary summary(Results results) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("samples", networks.any().size());
    values.put("networks", networks.all().size());
    values.put("layers", results.layers().stream().map(LayerResult::name).distinct().count());
    List<String> notes = new ArrayList<>(networks.notes());
    notes.addAll(SubjectNotes.of(networks.sorted(), results));
    notes.addAll(SmallClasses.notes(networks.any().classNames(), results.ofShownSubject()));
    return new Summary(values, notes);
  }

  @Override
  public Stream<Smaller> smaller() {
    return options
        .layers()
        .smaller()
        .map(
            one ->
                new Smaller(
                    one.setting(),
                    new CompareStudy(networks, trained, options.withLayers(one.options()))));
  }

  @Override
  public String lessWork() {
    return "fewer --samples, --similarity or networks, or smaller --layers";
  }
}
