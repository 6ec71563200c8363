package dev.nervure.study.fiber.inputs;

import dev.nervure.data.LabelledSamples;
import dev.nervure.network.Model;
import dev.nervure.run.Manifest;
import dev.nervure.run.ResourceException;
import dev.nervure.run.Results;
import dev.nervure.study.EngineRecord;
import dev.nervure.study.Key;
import dev.nervure.study.Phase;
import dev.nervure.study.SharedTask;
import dev.nervure.study.Stage;
import dev.nervure.study.Study;
import dev.nervure.study.Task;
import dev.nervure.study.fiber.FiberMode;
import dev.nervure.study.fiber.HeldOutput;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a network cannot tell apart, from many inputs: the null dimension by layer, how far a walk
 * within the fiber comes, how far the decision boundary is; one row an input, and means by label
 * class and layer with standard errors. The walks go into files beside them.
 *
 * <p>What an input is asked does not depend on the other inputs: those that were chosen before and
 * are chosen again are kept.
 */
public final class FiberStudy implements Study {
  private final FiberSource source;
  private final FiberOptions options;

  private FiberStudy(FiberSource source, FiberOptions options) {
    this.source = source;
    this.options = options;
  }

  /**
   * A study.
   *
   * @param model computing in float64; stays open until the study is done
   * @param modelFile where it came from, for the manifest
   * @param samples the chosen samples, any shape that can be brought into the model's
   * @throws dev.nervure.data.BadDataException when the samples do not fit the model
   * @throws IllegalArgumentException when the target of directed walks is none of the samples
   * @throws ResourceException when so many logits of so large inputs are held that walks would not
   *     get anywhere
   */
  public static FiberStudy of(
      Model model, Path modelFile, LabelledSamples samples, FiberOptions options) {
    Integer target = options.target();
    if (target != null && (target < 0 || target >= samples.size())) {
      throw new IllegalArgumentException(
          "sample %d does not exist: there are samples 0 to %d"
              .formatted(target, samples.size() - 1));
    }
    FiberSource source = new FiberSource(model, modelFile, samples, options);
    if (options.walk().mode() != FiberMode.CROSS) {
      HeldOutput.of(model, options.hold(), source.input(0)).requireDecomposable();
    }
    return new FiberStudy(source, options);
  }

  @Override
  public String name() {
    return "fibers";
  }

  @Override
  public Map<String, Manifest.Input> inputs() {
    return source.inputs();
  }

  @Override
  public Map<String, Object> engine() {
    return EngineRecord.now();
  }

  @Override
  public Map<String, Object> parameters() {
    return new FiberSummary(source, options).parameters();
  }

  @Override
  public Map<String, Long> seeds() {
    return Map.of("seed", options.walk().seed());
  }

  @Override
  public int threads() {
    return options.threads();
  }

  @Override
  public List<Phase> phases() {
    FiberKeys keys = new FiberKeys(source, options);
    FiberCosts costs = new FiberCosts(source, options);
    Stage samples = Stage.of("samples", keys.samples(), costs.samples());
    List<Stage> before = new ArrayList<>(List.of(samples));
    List<Task> inputs = new ArrayList<>();
    for (int row = 0; row < source.samples().size(); row++) {
      Map<Stage, SharedTask.Work<double[]>> works = works(row, keys, costs);
      before.addAll(works.keySet());
      int input = row;
      inputs.add(SharedTask.of((sink, progress) -> source.input(input), works));
    }
    Stage means = Stage.of("means", Key.of("fiber means", 3).after(before), costs.means());
    return List.of(
        Phase.of(
            "samples",
            List.of(
                SharedTask.required(
                    samples, (sink, progress) -> SamplesStage.rows(source, progress)))),
        Phase.of("inputs", inputs),
        Phase.of(
            "means over inputs",
            List.of(
                SharedTask.required(
                    means,
                    (sink, progress) ->
                        new FiberStatistics(source, options, sink.results()).rows()))));
  }

  private Map<Stage, SharedTask.Work<double[]>> works(int row, FiberKeys keys, FiberCosts costs) {
    String input = "input %06d/".formatted(source.samples().originalIndex(row));
    Map<Stage, SharedTask.Work<double[]>> works = new LinkedHashMap<>();
    for (Question question : questions(row)) {
      String name = input + question.text();
      if (question == Question.SPECTRA) {
        works.put(
            Stage.of(name, keys.spectra(row), costs.spectra()),
            new SpectraStage(source, options, row));
      } else {
        WalkStage walk = new WalkStage(source, options, row, question);
        works.put(
            Stage.of(name, keys.walk(row, question), costs.walk(question)).leaving(walk.folder()),
            walk);
      }
    }
    return works;
  }

  /** What an input is asked. */
  private List<Question> questions(int row) {
    List<Question> questions = new ArrayList<>(List.of(Question.SPECTRA));
    questions.addAll(Question.walksOf(options.walk().mode()));
    if (source.isTarget(row)) {
      questions.remove(Question.DIRECTED);
    }
    if (source.hasClasses()) {
      questions.add(Question.BOUNDARY);
    }
    return questions;
  }

  @Override
  public Summary summary(Results results) {
    FiberSummary summary = new FiberSummary(source, options);
    return new Summary(summary.values(results), summary.notes(results));
  }

  @Override
  public Stream<Smaller> smaller() {
    return Stream.iterate(options.threads() - 1, fewer -> fewer >= 1, fewer -> fewer - 1)
        .map(
            fewer ->
                new Smaller(
                    "--threads " + fewer, new FiberStudy(source, options.withThreads(fewer))));
  }

  @Override
  public String lessWork() {
    return "fewer samples or --layers";
  }
}
