package dev.nervure.study.generalization;

import dev.nervure.data.LabelledSamples;
import dev.nervure.network.Model;
import dev.nervure.progress.Cost;
import dev.nervure.progress.Progress;
import dev.nervure.run.Manifest;
import dev.nervure.run.Results;
import dev.nervure.run.StageRows;
import dev.nervure.run.Subject;
import dev.nervure.stats.Estimate;
import dev.nervure.stats.RandomStream;
import dev.nervure.study.EngineRecord;
import dev.nervure.study.Key;
import dev.nervure.study.Phase;
import dev.nervure.study.SharedTask;
import dev.nervure.study.Stage;
import dev.nervure.study.StageSink;
import dev.nervure.study.Study;
import dev.nervure.study.Task;
import dev.nervure.study.layers.ActivationSource;
import dev.nervure.study.layers.LayerOptions;
import dev.nervure.study.layers.LayerPhases;
import dev.nervure.study.layers.ValueRows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How well what is seen of trained networks without test samples goes with how well they
 * generalise, over a zoo of networks (after Magai and Ayzenberg, arXiv 2204.08624, section on
 * generalisation): topology and dimension of the training samples inside each network, at the same
 * number of samples for all; fit, margins, norms and sharpness as baselines; their correlations
 * with a target; and what predicts the target of a network from the others. docs/generalization.md.
 */
public final class GeneralizationStudy implements Study, AutoCloseable {
  private static final String CONVENTION = "robust";

  /** Rows of the database, per stage. */
  private static final long ROW_BYTES = 16L << 10;

  private final List<ZooNetwork> networks;
  private final ZooTarget target;
  private final LabelledSamples data;
  private final List<String> leftOut;
  private final Map<String, Object> origin;
  private final List<Phase> before;
  private final @Nullable TrainedZoo trained;
  private final GeneralizationOptions options;
  private final int common;
  private final int perClass;
  private final Map<String, ActivationSource> sources = new LinkedHashMap<>();

  private GeneralizationStudy(
      List<ZooNetwork> networks,
      ZooTarget target,
      LabelledSamples data,
      List<String> leftOut,
      Map<String, Object> origin,
      List<Phase> before,
      @Nullable TrainedZoo trained,
      GeneralizationOptions options) {
    this.networks = networks;
    this.target = target;
    this.data = data;
    this.leftOut = leftOut;
    this.origin = origin;
    this.before = before;
    this.trained = trained;
    this.options = options;
    this.common = common();
    this.perClass = perClass();
    for (ZooNetwork network : networks) {
      sources.put(network.name(), network.source(commonSamples(network), measured(network)));
    }
  }

  /**
   * A study of the networks of a folder.
   *
   * @param zoo those that can be studied, and their targets
   * @param table where the targets come from, for the manifest
   * @param data what they were trained on
   */
  public static GeneralizationStudy of(
      ZooFolder zoo, Path table, LabelledSamples data, GeneralizationOptions options) {
    return new GeneralizationStudy(
        zoo.networks(),
        new ZooTarget.Known(zoo.targets()),
        data,
        zoo.leftOut(),
        Map.of("table", table.toString()),
        List.of(),
        null,
        options);
  }

  /**
   * A study of networks that it trains itself.
   *
   * @param zoo closed with the study
   * @throws IllegalArgumentException when the target is none that training gives
   */
  public static GeneralizationStudy of(TrainedZoo zoo, GeneralizationOptions options) {
    return new GeneralizationStudy(
        zoo.networks(),
        new ZooTarget.OfTraining(options.target()),
        zoo.data(),
        List.of(),
        zoo.parameters(),
        zoo.phases(),
        zoo,
        options);
  }

  /** As many of the first training samples as every network has. */
  private int common() {
    return networks.stream()
        .mapToInt(network -> network.training().size())
        .reduce(options.samples(), Math::min);
  }

  private LabelledSamples commonSamples(ZooNetwork network) {
    int[] first = new int[common];
    Arrays.setAll(first, i -> i);
    return network.training().select(first);
  }

  /** Whether any class of any network has points enough for a sum. */
  private boolean hasSums() {
    return networks.stream()
        .flatMapToInt(network -> Arrays.stream(counts(network)))
        .anyMatch(count -> count >= LayerOptions.FEWEST_POINTS);
  }

  private int[] counts(ZooNetwork network) {
    int[] counts = new int[network.training().classNames().size()];
    for (int label : commonSamples(network).labels()) {
      counts[label]++;
    }
    return counts;
  }

  /** Sums grow with the number of points: every class of every network gets the same number. */
  private int perClass() {
    int fewest = options.measured().pointsPerClass();
    for (ZooNetwork network : networks) {
      for (int count : counts(network)) {
        fewest = count >= LayerOptions.FEWEST_POINTS ? Math.min(fewest, count) : fewest;
      }
    }
    return fewest;
  }

  private LayerOptions measured(ZooNetwork network) {
    String layers = options.measured().layers();
    return options
        .measured()
        .withMeasures(options.measures())
        .withPointsPerClass(perClass)
        .withLayers(
            layers.equals(GeneralizationOptions.LOGITS)
                ? network.logits()
                : layers + "," + network.logits());
  }

  @Override
  public String name() {
    return "generalization";
  }

  @Override
  public Map<String, Manifest.Input> inputs() {
    Map<String, Manifest.Input> inputs = new LinkedHashMap<>();
    sources.forEach(
        (name, source) -> {
          Manifest.Input model = source.inputs().get("model");
          if (model != null) {
            inputs.put(Subject.ofModel(name).text(), model);
          }
        });
    inputs.put(
        "data", new Manifest.Input(data.description(), data.description(), data.contentHash()));
    return inputs;
  }

  @Override
  public Map<String, Object> engine() {
    return EngineRecord.now();
  }

  @Override
  public Map<String, Object> parameters() {
    Map<String, Object> parameters = new LinkedHashMap<>(origin);
    parameters.put("networks", networks.size());
    parameters.put("samples", common);
    parameters.putAll(options.parameters());
    parameters.put("pointsPerClass", perClass);
    return parameters;
  }

  @Override
  public Map<String, Long> seeds() {
    return Map.of("seed", options.measured().seed());
  }

  @Override
  public int threads() {
    return options.measured().threads();
  }

  @Override
  public List<Phase> phases() {
    List<Task> passes = new ArrayList<>();
    List<Task> measurements = new ArrayList<>();
    List<Task> others = new ArrayList<>();
    for (ZooNetwork network : networks) {
      ActivationSource source = sources.get(network.name());
      if (source == null) {
        throw new IllegalStateException(network.name());
      }
      if (passes.isEmpty()) {
        passes.addAll(LayerPhases.classes(source));
      }
      LayerPhases layers =
          new LayerPhases(source, measured(network), Subject.ofModel(network.name()));
      passes.add(layers.pass());
      measurements.addAll(layers.measurements());
      others.add(descriptors(network, source));
    }
    List<Stage> stages = new ArrayList<>();
    for (List<Task> tasks : List.of(measurements, others)) {
      tasks.forEach(task -> stages.addAll(task.stages()));
    }
    List<Phase> phases = new ArrayList<>(before);
    phases.add(Phase.inOrder("forward pass", passes));
    phases.add(Phase.of("measuring layers", measurements));
    phases.add(Phase.of("fit and weights", others));
    phases.add(Phase.of("relations", List.of(relations(stages))));
    return phases;
  }

  private Task relations(List<Stage> stages) {
    Key key =
        target
            .into(Key.of("relations", 4))
            .with("target name", options.target())
            .with("lower is better", options.lowerIsBetter())
            .with("resamples", options.resamples())
            .with("seed", options.measured().seed())
            .after(stages);
    if (trained != null) {
      key.after(trained.stages());
    }
    int descriptors = stages.size() / networks.size() + TrainingFit.MEASURES.size();
    double seconds =
        1e-7 * descriptors * options.resamples() * networks.size() * networks.size()
            + 1e-6 * networks.size() * networks.size() * descriptors * descriptors;
    Stage stage = Stage.of("relations", key, new Cost(seconds, 0, ROW_BYTES));
    return SharedTask.required(
        stage,
        (sink, progress) ->
            ZooRelations.rows(options, sink.results(), target.values(sink.results())));
  }

  /** What is taken of a network as a whole: a stage for its fit, its weights, its sharpness. */
  private Task descriptors(ZooNetwork network, ActivationSource source) {
    LayerOptions measured = measured(network);
    double seconds = source.secondsPerPass(measured) / Math.max(1, common) * measured.threads();
    String name = Subject.ofModel(network.name()).text() + ": ";
    LabelledSamples common = commonSamples(network);
    Map<Stage, SharedTask.Work<StageSink>> works = new LinkedHashMap<>();
    works.put(
        Stage.of(
            name + "training fit",
            network
                .into(TrainingFit.key())
                .with("training", network.training().contentHash())
                .with("labels of the data", network.data().contentHash()),
            new Cost(seconds * network.training().size(), 0, ROW_BYTES)),
        work(
            network,
            TrainingFit.MEASURES,
            (model, values, progress) ->
                TrainingFit.rows(model, network.training(), network.data(), values, progress)));
    works.put(
        Stage.of(
            name + "weights",
            network.into(WeightDescriptors.key()),
            new Cost(1e-7 * network.parameters(), 8 * network.parameters(), ROW_BYTES)),
        work(
            network,
            WeightDescriptors.MEASURES,
            (model, values, progress) -> WeightDescriptors.rows(model, values, progress)));
    works.put(
        Stage.of(
            name + Sharpness.NAME,
            network
                .into(Sharpness.key())
                .with("samples", common.contentHash())
                .with("draws", options.noiseDraws())
                .with("seed", options.measured().seed()),
            new Cost(
                seconds * common.size() * (1 + options.noiseDraws()),
                16 * network.parameters(),
                ROW_BYTES)),
        work(
            network,
            List.of(Sharpness.NAME),
            (model, values, progress) ->
                Sharpness.rows(
                    model,
                    common,
                    options.noiseDraws(),
                    RandomStream.seeded(options.measured().seed()).derive(Sharpness.NAME),
                    values,
                    progress)));
    return SharedTask.of((sink, progress) -> sink, works);
  }

  /** Measures an open network. */
  private interface Measuring {
    StageRows rows(Model model, ValueRows values, Progress progress);
  }

  private SharedTask.Work<StageSink> work(
      ZooNetwork network, List<String> measures, Measuring measuring) {
    ValueRows values =
        new ValueRows(
            Subject.ofModel(network.name()).place(), options.measured().seed(), CONVENTION, "none");
    return new SharedTask.Work<>() {
      @Override
      public StageRows rows(StageSink opened, StageSink sink, Progress progress)
          throws IOException {
        try (Model model = network.open(sink::at)) {
          return measuring.rows(model, values, progress);
        }
      }

      @Override
      public StageRows failed(String why) {
        StageRows rows = new StageRows();
        for (String measure : measures) {
          rows.add(values.overall(measure, Estimate.notEstimable("failed: " + why), 0, Map.of()));
        }
        return rows;
      }
    };
  }

  @Override
  public Summary summary(Results results) {
    ZooSummary summary = new ZooSummary(results, options);
    List<String> notes = new ArrayList<>(leftOut);
    notes.addAll(data.warnings());
    notes.add(equalNumbers());
    notes.addAll(summary.sentences());
    return new Summary(summary.values(), notes);
  }

  private String equalNumbers() {
    int most = networks.stream().mapToInt(network -> network.training().size()).max().orElse(0);
    int fewest = networks.stream().mapToInt(network -> network.training().size()).min().orElse(0);
    return "descriptors of layers are of the first %d training samples of every network, %s%s; fit and margins are of all that a network was trained on (%s)"
        .formatted(
            common,
            hasSums()
                ? "%d of each class".formatted(perClass)
                : "among which no class has the %d points that sums of lifespans need (more --samples)"
                    .formatted(LayerOptions.FEWEST_POINTS),
            fewest < options.samples() && most > fewest
                ? ", as many as the network with the fewest has"
                : "",
            most == fewest ? Integer.toString(most) : fewest + " to " + most);
  }

  @Override
  public Stream<Smaller> smaller() {
    return options
        .measured()
        .smaller()
        .map(
            one ->
                new Smaller(
                    one.setting(),
                    new GeneralizationStudy(
                        networks,
                        target,
                        data,
                        leftOut,
                        origin,
                        before,
                        trained,
                        options.withMeasured(one.options()))));
  }

  @Override
  public String lessWork() {
    return "fewer --samples, fewer networks or --layers logits";
  }

  /** Frees the networks that the plan was made with. */
  @Override
  public void close() {
    if (trained != null) {
      trained.close();
    }
  }
}
