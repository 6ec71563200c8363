package dev.nervure.cli;

import dev.nervure.data.LabelledSamples;
import dev.nervure.fiber.WalkOptions;
import dev.nervure.measure.Family;
import dev.nervure.measure.Measures;
import dev.nervure.network.Model;
import dev.nervure.run.PlainJson;
import dev.nervure.run.Results;
import dev.nervure.run.RunDirectory;
import dev.nervure.study.AdaptedSamples;
import dev.nervure.study.StudyJson;
import dev.nervure.study.fiber.FiberMode;
import dev.nervure.study.fiber.inputs.FiberOptions;
import dev.nervure.study.fiber.inputs.FiberStudy;
import dev.nervure.study.fiber.inputs.InputsSection;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code nervure fibers study}: many inputs, in a run directory. */
@Command(
    name = "study",
    sortOptions = false,
    description = {
      "Asks many inputs, in a run directory, with means by class and by layer.",
      "For each input: in how many directions it may change unnoticed, layer by layer; how far a walk leads while the outputs stay the same; how far away the nearest other answer is. A study that was stopped continues where it was."
    },
    footer = {
      "",
      "Examples:",
      "  nervure fibers study lenet.onnx --data mnist/ --per-class 5 --out runs/lenet-fibers",
      "  nervure fibers study lenet.onnx --data mnist/ --per-class 5 --dry-run",
      "  nervure fibers study lenet.onnx --data mnist/ --samples 20 --walk directed --out runs/lenet-directed",
      "  nervure fibers study lenet.onnx --data mnist/ --per-class 5 --walk none --layers logits"
    })
final class FibersStudyCommand extends FibersQuestion {
  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private SampleOptions samples;

  @Option(
      names = "--layers",
      paramLabel = "PATTERN",
      defaultValue = "default",
      description =
          "Layers whose Jacobians are decomposed, as in 'nervure inspect'. Default: one per block.")
  private String layers = "default";

  @Option(
      names = "--walk",
      paramLabel = "KIND",
      defaultValue = "random",
      description = {
        "How to walk from each input while the outputs stay the same. Default: random.",
        "random: at random",
        "farthest: away from the input",
        "directed: at random, and once more towards another input",
        "none: not at all; only the distance to the nearest other answer is measured"
      })
  private Walk walk = Walk.RANDOM;

  @Option(
      names = "--to",
      paramLabel = "J",
      description =
          "With --walk directed: which of the chosen samples all others approach, from 0. Default: for each the next one of another class.")
  private @Nullable Integer to;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private HoldOption hold;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private RandomWalkOptions steps;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private PathOptions path;

  @Option(
      names = "--every",
      order = 0,
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Write every N-th point of each path; 0 for 40 to 80 points evenly along it. Default: 0.")
  private int every;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private RunOptions run;

  /** Which walks are made from each input, beside the search for the nearest other answer. */
  private enum Walk {
    RANDOM(FiberMode.WALK),
    FARTHEST(FiberMode.FARTHEST),
    DIRECTED(FiberMode.DIRECTED),
    NONE(FiberMode.CROSS);

    private final FiberMode mode;

    Walk(FiberMode mode) {
      this.mode = mode;
    }
  }

  FibersStudyCommand(Session session) {
    super(session);
  }

  @Override
  void refuse() {
    samples.requireData();
    UnusedOptions unused = new UnusedOptions(spec);
    unused.refuse(walk != Walk.DIRECTED, "belongs to --walk directed", "--to");
    unused.refuse(
        walk == Walk.NONE,
        "belongs to walks, but --walk none makes none",
        "--hold",
        "--method",
        "--at-rank-change",
        "--backward");
  }

  @Override
  void answer(Model model) {
    LabelledSamples chosen = samples.open(session, output);
    FiberStudy study = FiberStudy.of(model, modelFile, chosen, options(chosen, model));
    run.answer(session, output, results, study, RunOptions.usual(modelFile, "-fibers"), this::print)
        .ifPresent(folder -> session.note(output, "next: nervure report " + folder));
  }

  private void print(RunDirectory study) {
    if (output.json) {
      session.print(PlainJson.indented(StudyJson.tree(study, new InputsSection())));
      return;
    }
    Results found = study.results();
    ValueTable.byLayer(found, Measures.of(Family.JACOBIAN)).forEach(session::print);
    session.print("");
    ValueTable.list(found, Measures.of(Family.FIBER)).forEach(session::print);
    session.print("");
    session.print("run: " + study.folder());
  }

  private FiberOptions options(LabelledSamples chosen, Model model) {
    return new FiberOptions(
        path.request(
            walk.mode,
            range(AdaptedSamples.of(chosen, model)),
            steps.manner(),
            every,
            samples.seed()),
        hold.what,
        layers,
        WalkOptions.DEFAULT_RANK_TOLERANCE,
        walk == Walk.DIRECTED ? to : null,
        run.threads());
  }
}
