package dev.nervure.study.profile;

import dev.nervure.run.Manifest;
import dev.nervure.run.NetworkKind;
import dev.nervure.run.Results;
import dev.nervure.run.Subject;
import dev.nervure.study.Phase;
import dev.nervure.study.Study;
import dev.nervure.study.layers.ActivationSource;
import dev.nervure.study.layers.LayerOptions;
import dev.nervure.study.layers.NetworkLayers;
import dev.nervure.study.layers.SmallClasses;
import dev.nervure.study.layers.SubjectNotes;
import dev.nervure.study.learned.ComparisonTask;
import dev.nervure.study.learned.UntrainedTwins;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a network reshapes the data, layer by layer: intrinsic dimension, lifespan sums and
 * persistence diagrams, separation of the classes (after Magai and Ayzenberg, arXiv 2204.08624).
 * docs/profile.md says what each of its values is. Of one network, or of several on the same
 * samples, whose values then stand by model or epoch.
 */
public final class ProfileStudy implements Study {
  /** The role of a network among the inputs. */
  private static final String MODEL = "model";

  private final SortedMap<Subject, ActivationSource> sources;
  private final LayerOptions options;
  private final @Nullable UntrainedTwins twins;

  /** A profile of a network on samples, or of activations that were dumped to files. */
  public ProfileStudy(ActivationSource source, LayerOptions options) {
    this(Map.of(Subject.ONLY, source), options);
  }

  /**
   * A profile of several networks on the same samples. They may have different layers.
   *
   * @param sources by where the values of each stand: a model or an epoch
   * @throws IllegalArgumentException when there is none, or they are not on the same samples
   */
  public ProfileStudy(Map<Subject, ? extends ActivationSource> sources, LayerOptions options) {
    this(sources, options, null);
  }

  /**
   * A profile of a network beside untrained ones of the same graph, and what it differs from them
   * in.
   *
   * @param at the network, by the name of its model
   * @param twins stay open until the study is done
   */
  public ProfileStudy(
      Subject at, ActivationSource source, UntrainedTwins twins, LayerOptions options) {
    this(Map.of(at, source), options, twins);
  }

  private ProfileStudy(
      Map<Subject, ? extends ActivationSource> asked,
      LayerOptions options,
      @Nullable UntrainedTwins twins) {
    this.sources = new TreeMap<>(asked);
    this.options = options;
    this.twins = twins;
    if (asked.isEmpty()) {
      throw new IllegalArgumentException("a profile needs a network");
    }
    if (twins != null) {
      sources.putAll(twins.sources());
    }
    Set<Object> data = new HashSet<>();
    this.sources.values().forEach(source -> data.add(data(source)));
    if (data.size() > 1) {
      throw new IllegalArgumentException(
          "the networks of one profile must be on the same samples: " + data);
    }
  }

  /** All inputs but the network. */
  private static Map<String, Manifest.Input> data(ActivationSource source) {
    Map<String, Manifest.Input> inputs = new TreeMap<>(source.inputs());
    inputs.remove(MODEL);
    return inputs;
  }

  /** What all networks have in common is asked of the first. */
  private ActivationSource any() {
    return sources.values().iterator().next();
  }

  @Override
  public String name() {
    return "profile";
  }

  @Override
  public Map<String, Manifest.Input> inputs() {
    Map<String, Manifest.Input> inputs = new LinkedHashMap<>();
    sources.forEach(
        (at, source) ->
            source
                .inputs()
                .forEach((role, input) -> inputs.put(role.equals(MODEL) ? role(at) : role, input)));
    return inputs;
  }

  /** {@code model} of the only network; {@code model lenet} and {@code epoch 3} of several. */
  private static String role(Subject at) {
    return at.isOnly() ? MODEL : at.text();
  }

  @Override
  public Map<String, Object> engine() {
    return any().engine();
  }

  @Override
  public Map<String, Object> parameters() {
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("samples", any().size());
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
    NetworkLayers layers = new NetworkLayers(sources, options);
    if (layers.measurements().isEmpty()) {
      throw new IllegalArgumentException(
          "%s compare layers or epochs with those before, and there are none: choose other measures, more layers, or the snapshots of a training (--models)"
              .formatted(String.join(", ", options.measures())));
    }
    List<Phase> phases = new ArrayList<>();
    if (twins != null) {
      phases.add(Phase.inOrder("drawing weights", twins.tasks()));
    }
    phases.add(Phase.inOrder("forward pass", layers.passes()));
    phases.add(Phase.of("measuring layers", layers.measurements()));
    if (twins != null) {
      phases.add(Phase.of("what was learned", List.of(ComparisonTask.after(layers.measured()))));
    }
    return phases;
  }

  @Override
  public Summary summary(Results results) {
    if (sources.size() == 1) {
      Summary one = any().summary(results);
      List<String> notes = new ArrayList<>(one.notes());
      notes.addAll(SmallClasses.notes(any().classNames(), results));
      return new Summary(one.values(), notes);
    }
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("samples", any().size());
    values.put("networks", sources.size());
    values.put("layers", results.layers().size());
    if (twins != null) {
      results.ofShownSubject().accuracy().ifPresent(found -> values.put("accuracy", found));
    }
    return new Summary(values, notes(results));
  }

  /** What is to be said of all networks once; before the rest stands of which it is said. */
  private List<String> notes(Results results) {
    SortedMap<Subject, ActivationSource> asked = new TreeMap<>(sources);
    asked.keySet().removeIf(at -> NetworkKind.of(at) != NetworkKind.TRAINED);
    List<String> notes = new ArrayList<>(SubjectNotes.of(asked, results));
    notes.addAll(SmallClasses.notes(any().classNames(), results.ofShownSubject()));
    if (twins != null) {
      notes.addAll(twins.notes());
      return notes;
    }
    notes.add(
        "the run has %d networks; the report compares them in one figure, and its other figures and sentences are of the last: %s"
            .formatted(sources.size(), sources.lastKey().text()));
    return notes;
  }

  @Override
  public Stream<Smaller> smaller() {
    return options
        .smaller()
        .map(one -> new Smaller(one.setting(), new ProfileStudy(sources, one.options(), twins)));
  }

  @Override
  public String lessWork() {
    return "fewer --samples or smaller --layers";
  }
}
