package dev.nervure.study.fiber.inputs;

import dev.nervure.data.LabelledSamples;
import dev.nervure.network.Model;
import dev.nervure.progress.Progress;
import dev.nervure.run.Manifest;
import dev.nervure.run.Provenance;
import dev.nervure.run.ResourceException;
import dev.nervure.run.ResultPlace;
import dev.nervure.run.Results;
import dev.nervure.run.RunDirectory;
import dev.nervure.study.EngineRecord;
import dev.nervure.study.Plan;
import dev.nervure.study.Stage;
import dev.nervure.study.StudyInputs;
import dev.nervure.study.fiber.FiberMode;
import dev.nervure.study.fiber.HeldOutput;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a network cannot tell apart, from many inputs: the null dimension by layer, how far a walk
 * within the class comes, how far the decision boundary is; one row an input, and means by class
 * and layer with standard errors. The figures go into a {@link RunDirectory}, the walks into files
 * beside them.
 *
 * <p>Stages that the run directory has under the same key are not computed again; those of an input
 * that was chosen before and is chosen again are kept. Inputs are asked in parallel; results are
 * the same bits for any number of threads. An input that fails is recorded with the reason, and the
 * next run tries it again.
 */
public final class FiberStudy {
  /** Name of this study in manifests. */
  public static final String NAME = "fibers";

  private final FiberSource source;
  private final FiberOptions options;
  private final FiberPlanner planner;

  private FiberStudy(FiberSource source, FiberOptions options) {
    this.source = source;
    this.options = options;
    this.planner = new FiberPlanner(source, options);
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

  /**
   * What would be done, with expected cost, where the folder is or will be. Evaluates one Jacobian
   * of the model; writes nothing.
   */
  public Plan plan(Path folder) {
    if (!Files.exists(folder.resolve("manifest.json"))) {
      return planner.plan(planner.stages((name, hash) -> false), folder);
    }
    try (RunDirectory run = RunDirectory.open(folder)) {
      return planner.plan(planner.stages(new WalkFolders(run)::isDone), folder);
    }
  }

  /**
   * How a folder stands to this study: the same question where nothing finished would be lost.
   *
   * @param command what would run it; null where a program does
   */
  public ResultPlace.Holding holding(Path folder, @Nullable Provenance command) {
    return StudyInputs.holding(folder, command, stages());
  }

  /** All stages, as if none were done. */
  private List<Stage> stages() {
    return planner.stages((name, hash) -> false).stream().map(PlannedStage::stage).toList();
  }

  /** Makes a run one of this study where it was begun for another study, model or data set. */
  public void takeOver(RunDirectory run) {
    StudyInputs.takeOver(run, NAME, source.inputs(), stages());
  }

  /** What is asked about, by role. */
  public Map<String, Manifest.Input> inputs() {
    return source.inputs();
  }

  /**
   * Refuses a plan that does not fit.
   *
   * @throws ResourceException with needed and available, and what to try
   */
  public void requireFits(Plan plan, Path folder) {
    FiberPlanner.requireFits(plan, folder);
  }

  /**
   * Computes what is missing.
   *
   * @param run open for writing
   * @throws dev.nervure.run.BadRunException when the run belongs to another model or other data
   * @throws ResourceException when memory or disk do not suffice; finished stages are kept
   * @throws dev.nervure.progress.CancelledException when cancelled; finished stages are kept
   */
  public Results run(RunDirectory run, Progress progress) {
    StudyInputs.requireSame(run, NAME, source.inputs());
    WalkFolders folders = new WalkFolders(run);
    List<PlannedStage> stages = planner.stages(folders::isDone);
    Plan plan = planner.plan(stages, run.folder());
    FiberPlanner.requireFits(plan, run.folder());
    FiberSummary summary = new FiberSummary(source, options);
    run.update(
        manifest ->
            manifest
                .forStudy(
                    NAME,
                    source.inputs(),
                    summary.parameters(),
                    Map.of("seed", options.walk().seed()))
                .withEngine(EngineRecord.now())
                .withStages(entries(run, folders, plan)));
    run.retain(plan.names());
    folders.removeOthers(plan.names());
    new InputRunner(source, options, run)
        .run(stages.stream().filter(stage -> !stage.stage().done()).toList(), progress);
    Results results = run.results();
    run.update(
        manifest ->
            manifest
                .withStages(entries(run, folders, plan))
                .withSummary(summary.figures(results), summary.notes(results)));
    return results;
  }

  private static List<Manifest.StageEntry> entries(
      RunDirectory run, WalkFolders folders, Plan plan) {
    return StudyInputs.entries(run, plan, stage -> folders.isDone(stage.name(), stage.hash()));
  }
}
