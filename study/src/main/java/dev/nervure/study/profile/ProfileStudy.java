package dev.nervure.study.profile;

import dev.nervure.data.ActivationDump;
import dev.nervure.data.LabelledSamples;
import dev.nervure.network.Model;
import dev.nervure.progress.Progress;
import dev.nervure.run.BadRunException;
import dev.nervure.run.Manifest;
import dev.nervure.run.Provenance;
import dev.nervure.run.ResourceException;
import dev.nervure.run.ResultPlace;
import dev.nervure.run.Results;
import dev.nervure.run.RunDirectory;
import dev.nervure.study.Plan;
import dev.nervure.study.Stage;
import dev.nervure.study.StudyInputs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a network reshapes the data, layer by layer: intrinsic dimension, lifespan sums and
 * persistence diagrams, separation of the classes (after Magai and Ayzenberg, arXiv 2204.08624).
 * The figures go into a {@link RunDirectory}; docs/profile.md says what each of them is.
 *
 * <p>Stages that the run directory has under the same key are not computed again. Layers are
 * measured in parallel; results are the same bits for any number of threads.
 */
public final class ProfileStudy {
  /** Name of this study in manifests. */
  public static final String NAME = "profile";

  private final ProfileSource source;
  private final ProfileOptions options;
  private final ProfilePlanner planner;
  private final List<Stage> before;

  private ProfileStudy(ProfileSource source, ProfileOptions options, List<Stage> before) {
    this.source = source;
    this.options = options;
    this.planner = new ProfilePlanner(source, options);
    this.before = List.copyOf(before);
  }

  /**
   * A profile of a network on samples.
   *
   * @param model stays open until the study is done
   * @param modelFile where it came from, for the manifest
   * @param samples the chosen samples, any shape that can be brought into the model's
   * @throws dev.nervure.data.BadDataException when the samples do not fit the model
   */
  public static ProfileStudy of(
      Model model, Path modelFile, LabelledSamples samples, ProfileOptions options) {
    return new ProfileStudy(NetworkSource.of(model, modelFile, samples), options, List.of());
  }

  /**
   * A profile of activations that were dumped to files; no network and no native library are
   * needed.
   *
   * @param chosen {@link ActivationDump#samples} of the dump, or a selection of them
   */
  public static ProfileStudy of(
      ActivationDump dump, LabelledSamples chosen, ProfileOptions options) {
    return new ProfileStudy(new DumpSource(dump, chosen), options, List.of());
  }

  /**
   * The same study in a run whose earlier stages made the model or the data; the run keeps them.
   */
  public ProfileStudy after(List<Stage> stages) {
    return new ProfileStudy(source, options, stages);
  }

  /**
   * What would be done, with expected cost, where the folder is or will be. Measures one batch of
   * the model; writes nothing.
   */
  public Plan plan(Path folder) {
    if (!Files.exists(folder.resolve("manifest.json"))) {
      return planner.plan(before, planner.stages((name, hash) -> false), folder);
    }
    try (RunDirectory run = RunDirectory.open(folder)) {
      return planner.plan(before, planner.stages((name, hash) -> isDone(run, name, hash)), folder);
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
    List<Stage> stages = new ArrayList<>(before);
    planner.stages((name, hash) -> false).forEach(stage -> stages.add(stage.stage()));
    return stages;
  }

  /** Makes a run one of this study where it was begun for another study, model or data set. */
  public void takeOver(RunDirectory run) {
    StudyInputs.takeOver(run, NAME, source.inputs(), stages());
  }

  /** What was measured, by role. */
  public Map<String, Manifest.Input> inputs() {
    return source.inputs();
  }

  /**
   * Refuses a plan that does not fit.
   *
   * @throws ResourceException with needed, available and the nearest setting that fits
   */
  public void requireFits(Plan plan, Path folder) {
    planner.requireFits(plan, folder);
  }

  /**
   * Computes what is missing.
   *
   * @param run open for writing
   * @throws BadRunException when the run belongs to another model or other data
   * @throws ResourceException when memory or disk do not suffice; finished stages are kept
   * @throws dev.nervure.progress.CancelledException when cancelled; finished stages are kept
   */
  public Results run(RunDirectory run, Progress progress) {
    requireSameInputs(run);
    List<PlannedStage> stages = planner.stages((name, hash) -> isDone(run, name, hash));
    Plan plan = planner.plan(before, stages, run.folder());
    planner.requireFits(plan, run.folder());
    run.update(
        manifest ->
            manifest
                .forStudy(NAME, source.inputs(), parameters(), Map.of("seed", options.seed()))
                .withEngine(source.engine())
                .withStages(entries(run, plan)));
    run.retain(plan.names());
    List<PlannedStage> pass = new ArrayList<>();
    List<PlannedStage> measurements = new ArrayList<>();
    for (PlannedStage stage : stages) {
      if (!stage.stage().done()) {
        (stage.measurement() == null ? pass : measurements).add(stage);
      }
    }
    ActivationRecorder recorder = new ActivationRecorder(source, options, run);
    recorder.removeOthers(stages);
    if (!pass.isEmpty()) {
      recorder.record(pass, progress);
    }
    new LayerRunner(source, options, run).measure(measurements, progress);
    Results results = run.results();
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("samples", source.size());
    results.accuracy().ifPresent(accuracy -> summary.put("accuracy", accuracy));
    summary.put("layers", results.layers().size());
    run.update(
        manifest ->
            manifest.withStages(entries(run, plan)).withSummary(summary, source.notes(results)));
    return results;
  }

  /** A stage of activations counts as done only while its array is there. */
  private static boolean isDone(RunDirectory run, String name, String hash) {
    return run.isDone(name, hash) && ActivationRecorder.isComplete(run, name);
  }

  private void requireSameInputs(RunDirectory run) {
    StudyInputs.requireSame(run, NAME, source.inputs());
  }

  private static List<Manifest.StageEntry> entries(RunDirectory run, Plan plan) {
    return StudyInputs.entries(run, plan, stage -> isDone(run, stage.name(), stage.hash()));
  }

  private Map<String, Object> parameters() {
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("samples", source.size());
    parameters.put("layers", options.layers());
    parameters.put("pooling", options.pooling().name().toLowerCase(Locale.ROOT));
    parameters.put("measures", options.measures());
    parameters.put("batchSize", options.batchSize());
    parameters.put("threads", options.threads());
    parameters.put("pointsPerClass", options.pointsPerClass());
    parameters.put("pointsOverall", options.pointsOverall());
    parameters.put("pointCap", options.pointCap());
    parameters.put("repeats", options.repeats());
    parameters.put("neighbors", options.neighbors());
    parameters.put("dropNonFinite", options.dropNonFinite());
    return parameters;
  }
}
