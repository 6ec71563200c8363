package dev.nervure.cli;

import dev.nervure.array.NdArray;
import dev.nervure.network.Model;
import dev.nervure.run.Fingerprint;
import dev.nervure.run.Manifest;
import dev.nervure.run.PlainJson;
import dev.nervure.study.fiber.FiberMode;
import dev.nervure.study.fiber.HeldOutput;
import dev.nervure.study.fiber.walk.FiberWalk;
import dev.nervure.study.fiber.walk.ResultFolder;
import dev.nervure.study.fiber.walk.WalkComparison;
import dev.nervure.study.fiber.walk.WalkOutcome;
import dev.nervure.study.fiber.walk.WalkTarget;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** {@code nervure fibers} from one input: a walk, or two that are compared. */
final class WalkQuestion {
  private final Session session;
  private final OutputOptions output;
  private final FibersOptions options;
  private final ResultOptions results;
  private final Path modelFile;

  WalkQuestion(
      Session session,
      OutputOptions output,
      FibersOptions options,
      ResultOptions results,
      Path modelFile) {
    this.session = session;
    this.output = output;
    this.options = options;
    this.results = results;
    this.modelFile = modelFile;
  }

  /** Walks and prints. */
  void answer(Model model) {
    StartOptions.Start from = options.start.read(model, session, output);
    WalkTarget target = options.steps.compare ? WalkTarget.NONE : target(model);
    Map<String, Manifest.Input> inputs = inputs(from, target);
    Path folder =
        results
            .choose(session, output, options.out, Path.of("fibers"), inputs, ResultFolder.files())
            .folder();
    FiberWalk walk =
        new FiberWalk(
            model,
            HeldOutput.of(model, options.hold, from.values()),
            options.request(options.range(from.samples()), 1));
    if (options.steps.compare) {
      WalkComparison found =
          walk.compare(
              from.values(),
              from.pictureShape(),
              from.source(modelFile),
              folder,
              session.progress(output));
      results.record(folder, inputs);
      print(folder, found.json(), WalkTable.lines(found), found.corrected().warnings());
    } else {
      WalkOutcome found =
          walk.walk(
              from.values(),
              from.pictureShape(),
              target,
              from.source(modelFile),
              folder,
              session.progress(output));
      results.record(folder, inputs);
      print(folder, found.json(), WalkTable.lines(options.mode, found), found.warnings());
    }
  }

  private Map<String, Manifest.Input> inputs(StartOptions.Start from, WalkTarget target) {
    Map<String, Manifest.Input> inputs = from.inputs(modelFile);
    double[] goal = target.input();
    if (goal != null) {
      inputs.put(
          "target",
          new Manifest.Input(
              from.data(),
              "where to",
              Fingerprint.of("input").with("values", NdArray.of(goal, goal.length)).hex()));
    }
    return inputs;
  }

  private WalkTarget target(Model model) {
    if (options.to == null) {
      return WalkTarget.NONE;
    }
    if (options.mode == FiberMode.DIRECTED) {
      int other = FibersOptions.index(options.to);
      return WalkTarget.ofInput(options.start.other(model, other, session, output).values());
    }
    return model.logits().size() == 1
        ? WalkTarget.ofValue(options.to)
        : WalkTarget.ofOutput(FibersOptions.index(options.to));
  }

  private void print(
      Path folder, Map<String, Object> json, List<String> lines, List<String> warnings) {
    if (output.json) {
      session.print(PlainJson.indented(ResultOptions.withFolder(json, folder)));
    } else {
      lines.forEach(session::print);
    }
    warnings.forEach(warning -> session.note(output, "note: " + warning));
    session.note(output, "files: " + folder + "; next: nervure report " + folder);
  }
}
