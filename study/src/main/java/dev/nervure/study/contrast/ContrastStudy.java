package dev.nervure.study.contrast;

import dev.nervure.run.LayerResult;
import dev.nervure.run.Manifest;
import dev.nervure.run.Results;
import dev.nervure.study.Phase;
import dev.nervure.study.Stage;
import dev.nervure.study.Study;
import dev.nervure.study.Task;
import dev.nervure.study.layers.ActivationSource;
import dev.nervure.study.layers.LayerPhases;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * In which layers of a network two groups of inputs differ, and in what: both are measured layer by
 * layer, as in a profile, and compared by permutation tests that are corrected over layers.
 * docs/contrast.md says what each of its values is.
 */
public final class ContrastStudy implements Study {
  private final TwoGroups groups;
  private final ContrastOptions options;

  /**
   * A contrast.
   *
   * @throws IllegalArgumentException where the groups do not have the same layers
   */
  public ContrastStudy(TwoGroups groups, ContrastOptions options) {
    this.groups = groups;
    this.options =
        options.withLayers(
            options.layers().withPointCap(Math.max(options.layers().pointCap(), groups.points())));
    groups.requireSameLayers(options.layers());
  }

  @Override
  public String name() {
    return "contrast";
  }

  @Override
  public Map<String, Manifest.Input> inputs() {
    Map<String, Manifest.Input> inputs = new LinkedHashMap<>(groups.first().inputs());
    groups
        .second()
        .inputs()
        .forEach((role, input) -> inputs.put(role.equals("model") ? role : "against", input));
    return inputs;
  }

  @Override
  public Map<String, Object> engine() {
    return groups.first().engine();
  }

  @Override
  public Map<String, Object> parameters() {
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("first", groups.firstName());
    parameters.put("second", groups.secondName());
    parameters.put("samples", groups.points());
    parameters.put("paired", groups.exchange().isPaired());
    parameters.putAll(options.parameters());
    return parameters;
  }

  @Override
  public Map<String, Long> seeds() {
    return Map.of("seed", options.layers().seed());
  }

  @Override
  public int threads() {
    return options.layers().threads();
  }

  @Override
  public List<Phase> phases() {
    LayerPhases first = new LayerPhases(groups.first(), options.layers(), groups.firstSubject());
    LayerPhases second = new LayerPhases(groups.second(), options.layers(), groups.secondSubject());
    List<Task> passes = new ArrayList<>(LayerPhases.classes(groups.first()));
    passes.add(first.pass());
    passes.add(second.pass());
    List<Task> measurements = new ArrayList<>(first.measurements());
    measurements.addAll(second.measurements());
    List<LayerResult> layers = List.copyOf(first.activations().keySet());
    List<LayerResult> others = List.copyOf(second.activations().keySet());
    List<Task> comparisons = new ArrayList<>();
    List<Stage> tests = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      Task task =
          new LayerContrast(groups, options, first, second, layers.get(i), others.get(i)).task();
      comparisons.add(task);
      tests.addAll(task.stages());
    }
    return List.of(
        Phase.inOrder("forward pass", passes),
        Phase.of("measuring layers", measurements),
        Phase.of("comparing groups", comparisons),
        Phase.of("correcting", List.of(new Corrections(options, layers).task(tests))));
  }

  @Override
  public Summary summary(Results results) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("samples", groups.points());
    values.put("layers", results.at(groups.firstSubject()).layers().size());
    accuracy(values, groups.firstName(), results.at(groups.firstSubject()));
    accuracy(values, groups.secondName(), results.at(groups.secondSubject()));
    List<String> notes = new ArrayList<>(groups.notes());
    notes.addAll(ContrastSentences.doubts(groups, results));
    notes.addAll(sourceNotes(results));
    return new Summary(values, notes);
  }

  private static void accuracy(Map<String, Object> values, String group, Results results) {
    results.accuracy().ifPresent(accuracy -> values.put("accuracy " + group, accuracy));
  }

  /** What there is to say of the samples and answers of each group; of both alike, once. */
  private List<String> sourceNotes(Results results) {
    Set<String> ofFirst = new LinkedHashSet<>(notes(groups.first(), results, true));
    Set<String> ofSecond = new LinkedHashSet<>(notes(groups.second(), results, false));
    List<String> notes = new ArrayList<>();
    ofFirst.forEach(
        note -> notes.add(ofSecond.contains(note) ? note : groups.firstName() + ": " + note));
    ofSecond.stream()
        .filter(note -> !ofFirst.contains(note))
        .forEach(note -> notes.add(groups.secondName() + ": " + note));
    return notes;
  }

  private List<String> notes(ActivationSource source, Results results, boolean first) {
    return source.notes(results.at(first ? groups.firstSubject() : groups.secondSubject()));
  }

  @Override
  public Stream<Smaller> smaller() {
    return options
        .layers()
        .smaller()
        .map(
            one ->
                new Smaller(
                    one.setting(), new ContrastStudy(groups, options.withLayers(one.options()))));
  }

  @Override
  public String lessWork() {
    return "fewer --samples, --permutations or --tests, or smaller --layers";
  }
}
