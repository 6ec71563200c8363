package dev.nervure.study.attack;

import dev.nervure.data.LabelledSamples;
import dev.nervure.network.Model;
import dev.nervure.progress.Cost;
import dev.nervure.run.Manifest;
import dev.nervure.run.MeasuredValue;
import dev.nervure.run.Results;
import dev.nervure.study.GraphFingerprint;
import dev.nervure.study.Key;
import dev.nervure.study.Phase;
import dev.nervure.study.SharedTask;
import dev.nervure.study.Stage;
import dev.nervure.study.Study;
import dev.nervure.study.StudyInputs;
import dev.nervure.study.Task;
import dev.nervure.study.fiber.BoxText;
import dev.nervure.study.layers.ChangedSource;
import dev.nervure.study.layers.LayerPhases;
import dev.nervure.study.layers.NetworkSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Attacks on a network: how often its answers stay right, by method and strength, and what happens
 * to the points of its layers, beside clean inputs and noise of the same budget (after Magai and
 * Ayzenberg, arXiv 2204.08624, section on the adversarial manifold). Attacked inputs stay in the
 * run directory. docs/attack.md says what each of its values is.
 */
public final class AttackStudy implements Study {
  private static final double BYTES_A_VALUE = Float.BYTES;
  private static final long ROW_BYTES = 8L << 10;

  private final Model model;
  private final Path modelFile;
  private final AttackedInputs inputs;
  private final NetworkSource source;
  private final AttackOptions options;
  private final List<ChosenAttack> attacks;

  private AttackStudy(
      Model model,
      Path modelFile,
      AttackedInputs inputs,
      NetworkSource source,
      AttackOptions options) {
    this.model = model;
    this.modelFile = modelFile;
    this.inputs = inputs;
    this.source = source;
    this.options = options;
    this.attacks = options.attacks();
  }

  /**
   * A study.
   *
   * @param model stays open until the study is done
   * @param modelFile where it came from, for the manifest
   * @param samples the chosen samples, with labels that are outputs of the network
   * @throws dev.nervure.data.BadDataException when the samples cannot be attacked; says why
   * @throws dev.nervure.network.BadModelException when the network cannot be attacked; says why
   * @throws IllegalArgumentException when an attack does not take what it is told
   */
  public static AttackStudy of(
      Model model, Path modelFile, LabelledSamples samples, AttackOptions options) {
    AttackedInputs inputs = AttackedInputs.of(model, modelFile, samples, options);
    NetworkSource source = NetworkSource.of(model, modelFile, samples);
    return new AttackStudy(model, modelFile, inputs, source, options);
  }

  @Override
  public String name() {
    return "attack";
  }

  @Override
  public Map<String, Manifest.Input> inputs() {
    return StudyInputs.of(model, modelFile, inputs.samples());
  }

  @Override
  public Map<String, Object> engine() {
    return source.engine();
  }

  @Override
  public Map<String, Object> parameters() {
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("samples", inputs.size());
    parameters.put("box", BoxText.of(inputs.space().box()));
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
    List<Task> attacking = new ArrayList<>();
    List<Task> passes = new ArrayList<>(LayerPhases.classes(source));
    List<Task> measuring = new ArrayList<>();
    LayerPhases clean = new LayerPhases(source, options.layers(), ChosenAttack.CLEAN);
    passes.add(clean.pass());
    measuring.addAll(clean.measurements());
    for (ChosenAttack chosen : attacks) {
      Stage attack = attackStage(chosen);
      attacking.add(AttackTask.of(attack, inputs, chosen, options));
      ChangedSource changedSource =
          new ChangedSource(source, attack, chosen.file(), inputs.space()::toNetwork);
      LayerPhases changed = new LayerPhases(changedSource, options.layers(), chosen.subject());
      passes.add(changed.pass());
      measuring.addAll(changed.measurements());
      measuring.add(answers(chosen, attack, clean, changed));
      measuring.add(comparison(chosen, clean, changed));
    }
    return List.of(
        Phase.inOrder("attacks", attacking),
        Phase.inOrder("forward passes", passes),
        Phase.of("measuring answers and layers", measuring));
  }

  private static String name(ChosenAttack chosen, String part) {
    return chosen.subject().text() + ": " + part;
  }

  private Stage attackStage(ChosenAttack chosen) {
    Key key =
        Key.of("attack " + chosen.attack().name(), 3)
            .with("model", GraphFingerprint.of(model.graph()))
            .with("precision", model.precision())
            .with("data", inputs.samples().contentHash())
            .with("labels", inputs.samples().labels())
            .with("numbering", inputs.samples().labelNumbering())
            .with("norm", chosen.attack().norm())
            .with("strength", chosen.attack().strength())
            .with("target", String.valueOf(chosen.target()))
            .with("paper", options.paper())
            .with("bytes", options.bytes())
            .with("box", inputs.space().box())
            .with("batch size", options.layers().batchSize())
            .with("seed", options.layers().seed());
    chosen.settings().parameters().forEach(key::with);
    double evaluations = chosen.attack().evaluations(inputs.network().classes());
    // The measured pass has as many batches at a time as there are workers; so has the attack.
    double seconds = evaluations * source.secondsPerPass(options.layers());
    long bytes = (long) (BYTES_A_VALUE * inputs.space().size() * inputs.size());
    return Stage.of(
            name(chosen, "attack"),
            key,
            new Cost(seconds, 2 * source.memoryPerPass(options.layers()), bytes))
        .leaving(chosen.file());
  }

  private Task answers(ChosenAttack chosen, Stage attack, LayerPhases clean, LayerPhases changed) {
    Key key =
        Key.of("answers to changed inputs", 2)
            .after(attack)
            .after(clean.samples())
            .after(changed.samples())
            .with("read at", chosen.readAt())
            .with("control", chosen.control());
    AttackPicture picture = AttackPicture.of(inputs, chosen);
    Stage stage = Stage.of(name(chosen, "answers"), key, Cost.of(0.1, 0).leaving(ROW_BYTES));
    RobustnessStage work = new RobustnessStage(inputs, chosen, options);
    return SharedTask.required(
        picture == null ? stage : stage.leaving(chosen.picture()),
        (sink, progress) -> {
          if (picture != null) {
            picture.write(sink);
          }
          return work.rows(sink, progress);
        });
  }

  private Task comparison(ChosenAttack chosen, LayerPhases clean, LayerPhases changed) {
    ComparisonStage work = new ComparisonStage(chosen, options, clean, changed);
    Key key =
        Key.of("comparison of clouds", 2)
            .after(clean.samples())
            .after(changed.samples())
            .after(List.copyOf(clean.activations().values()))
            .after(List.copyOf(changed.activations().values()))
            .with("contrasts", GroupComparison.revisions())
            .with("exchanges", options.exchanges())
            .with("neighbors", options.neighbors())
            .with("points", options.layers().pointsOverall())
            .with("point cap", options.layers().pointCap())
            .with("drop non-finite", options.layers().dropNonFinite())
            .with("seed", options.layers().seed());
    Stage stage =
        Stage.of(
            name(chosen, "beside clean inputs"), key, work.cost(inputs.size()).leaving(ROW_BYTES));
    return SharedTask.required(stage, work::rows);
  }

  @Override
  public Summary summary(Results results) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("samples", inputs.size());
    results
        .at(ChosenAttack.CLEAN)
        .accuracy()
        .ifPresent(accuracy -> values.put("cleanAccuracy", accuracy));
    for (MeasuredValue value : results.measures()) {
      if (value.name().equals(RobustnessStage.ACCURACY) && value.estimate() != null) {
        values.put("accuracy, " + value.place().text(), value.estimate());
      }
    }
    return new Summary(
        values, new AttackNotes(inputs, model, options, attacks, source).of(results));
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
                    new AttackStudy(
                        model, modelFile, inputs, source, options.withLayers(one.options()))));
  }

  @Override
  public String lessWork() {
    return "fewer samples (--range, --samples), fewer --eps or smaller --layers";
  }
}
