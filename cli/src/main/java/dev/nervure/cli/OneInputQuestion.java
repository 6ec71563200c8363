package dev.nervure.cli;

import dev.nervure.array.NdArray;
import dev.nervure.network.Model;
import dev.nervure.run.Fingerprint;
import dev.nervure.run.Manifest;
import dev.nervure.run.PlainJson;
import dev.nervure.study.fiber.walk.ResultFolder;
import dev.nervure.study.fiber.walk.WalkTarget;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A question about one input, whose answer is a folder of files. */
abstract class OneInputQuestion extends FibersQuestion {
  @Mixin
  @SuppressWarnings("NullAway.Init")
  StartOptions start;

  @Option(
      names = {"-o", "--out"},
      order = 1,
      paramLabel = "DIR",
      description =
          "Where the files go. Default: fibers, with a number where that folder holds another question.")
  private @Nullable Path out;

  OneInputQuestion(Session session) {
    super(session);
  }

  /**
   * What was found.
   *
   * @param json the object that {@code --json} prints, without the folder
   * @param lines what is printed instead
   * @param notes to be printed beside either
   */
  record Answer(Map<String, Object> json, List<String> lines, List<String> notes) {}

  /** Finds the answer and writes its files into the folder. */
  abstract Answer find(Model model, StartOptions.Start from, WalkTarget target, Path folder);

  /** Where the walk is to go. */
  WalkTarget target(Model model) {
    return WalkTarget.NONE;
  }

  @Override
  void refuse() {
    start.requireOne(false);
  }

  @Override
  final void answer(Model model) {
    StartOptions.Start from = start.read(model, session, output);
    WalkTarget target = target(model);
    Map<String, Manifest.Input> inputs = inputs(from, target);
    Path folder =
        results
            .choose(session, output, out, Path.of("fibers"), inputs, ResultFolder.files())
            .folder();
    Answer answer = find(model, from, target, folder);
    results.record(folder, inputs);
    if (output.json) {
      session.print(PlainJson.indented(ResultOptions.withFolder(answer.json(), folder)));
    } else {
      answer.lines().forEach(session::print);
    }
    answer.notes().forEach(note -> session.note(output, "note: " + note));
    session.note(output, "files: " + folder + "; next: nervure report " + folder);
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
}
