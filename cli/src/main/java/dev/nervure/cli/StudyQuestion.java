package dev.nervure.cli;

import dev.nervure.data.LabelledSamples;
import dev.nervure.fiber.WalkOptions;
import dev.nervure.measure.Family;
import dev.nervure.measure.Measures;
import dev.nervure.network.Model;
import dev.nervure.run.PlainJson;
import dev.nervure.run.Provenance;
import dev.nervure.run.ResultPlace;
import dev.nervure.run.Results;
import dev.nervure.run.RunDirectory;
import dev.nervure.study.AdaptedSamples;
import dev.nervure.study.Plan;
import dev.nervure.study.fiber.inputs.FiberJson;
import dev.nervure.study.fiber.inputs.FiberOptions;
import dev.nervure.study.fiber.inputs.FiberStudy;
import java.nio.file.Path;

/** {@code nervure fibers} from many inputs: a study in a run directory. */
final class StudyQuestion {
  private final Session session;
  private final OutputOptions output;
  private final FibersOptions options;
  private final ResultOptions results;
  private final Path modelFile;

  StudyQuestion(
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

  /** Computes what is missing and prints the means, or prints the plan alone. */
  void answer(Model model) {
    LabelledSamples samples = options.start.samples.open(session, output);
    AdaptedSamples adapted = AdaptedSamples.of(samples, model);
    FiberOptions asked =
        new FiberOptions(
            options.request(options.range(adapted), 0),
            options.hold,
            options.study.layers,
            WalkOptions.DEFAULT_RANK_TOLERANCE,
            options.to == null ? null : FibersOptions.index(options.to),
            options.threads);
    FiberStudy study = FiberStudy.of(model, modelFile, samples, asked);
    Provenance command = results.provenance(study.inputs());
    ResultPlace place =
        results.choose(
            session,
            output,
            options.out,
            Path.of("runs", modelName() + "-fibers"),
            one -> study.holding(one, command));
    Path folder = place.folder();
    Plan plan = study.plan(folder);
    if (options.study.dryRun) {
      PlanTable.print(session, output, plan, folder);
      return;
    }
    study.requireFits(plan, folder);
    try (RunDirectory run = results.open(place, study::takeOver)) {
      study.run(run, session.progress(output));
      print(run);
      run.manifest().notes().forEach(note -> session.note(output, "note: " + note));
    }
    session.note(output, "next: nervure report " + folder);
  }

  /** The means over the inputs, or everything as JSON. */
  private void print(RunDirectory run) {
    if (output.json) {
      session.print(PlainJson.indented(FiberJson.tree(run)));
      return;
    }
    Results found = run.results();
    ValueTable.byLayer(found, Measures.of(Family.JACOBIAN)).forEach(session::print);
    session.print("");
    ValueTable.list(found, Measures.of(Family.FIBER)).forEach(session::print);
    session.print("");
    session.print("run: " + run.folder());
  }

  /** The name of the model without its ending. */
  private String modelName() {
    String name = String.valueOf(modelFile.toAbsolutePath().normalize().getFileName());
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }
}
