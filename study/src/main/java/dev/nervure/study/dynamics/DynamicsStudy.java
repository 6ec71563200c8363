package dev.nervure.study.dynamics;

import dev.nervure.run.LayerResult;
import dev.nervure.run.Manifest;
import dev.nervure.run.NetworkKind;
import dev.nervure.run.Results;
import dev.nervure.run.Subject;
import dev.nervure.study.Phase;
import dev.nervure.study.Study;
import dev.nervure.study.Task;
import dev.nervure.study.layers.ActivationSource;
import dev.nervure.study.layers.LayerOptions;
import dev.nervure.study.layers.NetworkLayers;
import dev.nervure.study.layers.SmallClasses;
import dev.nervure.study.layers.SubjectNotes;
import dev.nervure.study.learned.ComparisonTask;
import dev.nervure.study.learned.UntrainedTwins;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * How the layers of a network come about, epoch by epoch: what is measured in a profile, in every
 * network of a series, beside networks that have not learned (after Magai and Ayzenberg, arXiv
 * 2204.08624, section on training). docs/dynamics.md says how to read it.
 */
public final class DynamicsStudy implements Study {
  /** Of it there are no answers, and so no doubts about them. */
  private static final Subject NOBODY = Subject.ofModel("no network");

  private final NetworkSeries series;
  private final LayerOptions options;
  private final SortedMap<Subject, ActivationSource> sources;

  /**
   * The study of a series.
   *
   * @param series stays open until the study is done
   * @param options what is measured in each of its networks, and how
   */
  public DynamicsStudy(NetworkSeries series, LayerOptions options) {
    this.series = series;
    this.options = options;
    this.sources = new TreeMap<>(series.sources());
    UntrainedTwins twins = series.twins();
    if (twins != null) {
      sources.putAll(twins.sources());
    }
  }

  /** What all networks have in common is asked of the first of the series. */
  private ActivationSource any() {
    return series.sources().values().iterator().next();
  }

  @Override
  public String name() {
    return "dynamics";
  }

  @Override
  public Map<String, Manifest.Input> inputs() {
    return series.inputs();
  }

  @Override
  public Map<String, Object> engine() {
    return any().engine();
  }

  @Override
  public Map<String, Object> parameters() {
    Map<String, Object> parameters = new LinkedHashMap<>(series.parameters());
    parameters.put("samples", any().size());
    parameters.putAll(options.parameters());
    return parameters;
  }

  @Override
  public Map<String, Long> seeds() {
    Map<String, Long> seeds = new LinkedHashMap<>(series.seeds());
    seeds.put("seed", options.seed());
    return seeds;
  }

  @Override
  public int threads() {
    return options.threads();
  }

  @Override
  public List<Phase> phases() {
    List<Task> before = new ArrayList<>(series.trainings());
    UntrainedTwins twins = series.twins();
    if (twins != null) {
      before.addAll(twins.tasks());
    }
    NetworkLayers layers = new NetworkLayers(sources, options);
    List<Task> comparison = new ArrayList<>();
    comparison.add(ComparisonTask.after(layers.measured()));
    if (series.trainings().isEmpty()) {
      comparison.add(EpochAccuracies.after(layers.answers(), series.onTrainingSamples()));
    }
    return List.of(
        Phase.inOrder("training", before),
        Phase.inOrder("forward passes", layers.passes()),
        Phase.of("measuring layers", layers.measurements()),
        Phase.of("what was learned", comparison));
  }

  @Override
  public Summary summary(Results results) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("samples", any().size());
    values.put("networks", sources.size());
    values.put("epochs", sources.keySet().stream().map(Subject::epoch).distinct().count());
    values.put("layers", results.layers().stream().map(LayerResult::name).distinct().count());
    results.ofShownSubject().accuracy().ifPresent(found -> values.put("accuracy", found));
    return new Summary(values, notes(results));
  }

  private List<String> notes(Results results) {
    List<String> notes = new ArrayList<>(series.notes());
    UntrainedTwins twins = series.twins();
    if (twins != null) {
      notes.addAll(twins.notes());
    }
    // Answers are doubted once training is over: at epoch 0 they are chance.
    SortedMap<Subject, ActivationSource> last = new TreeMap<>();
    Map<Subject, Subject> lastOf = new LinkedHashMap<>();
    series.sources().keySet().forEach(at -> lastOf.put(at.withEpoch(null), at));
    for (Subject at : lastOf.values()) {
      ActivationSource source = series.sources().get(at);
      Integer epoch = at.epoch();
      if (source == null || NetworkKind.of(at) != NetworkKind.TRAINED) {
        continue;
      }
      if (epoch != null && epoch == 0) {
        notes.addAll(source.notes(results.at(NOBODY)));
      } else {
        last.put(at, source);
      }
    }
    notes.addAll(SubjectNotes.of(last, results));
    notes.addAll(SmallClasses.notes(any().classNames(), results.ofShownSubject()));
    return notes;
  }

  @Override
  public Stream<Smaller> smaller() {
    return options
        .smaller()
        .map(one -> new Smaller(one.setting(), new DynamicsStudy(series, one.options())));
  }

  @Override
  public String lessWork() {
    return "fewer samples, fewer epochs or smaller --layers";
  }
}
