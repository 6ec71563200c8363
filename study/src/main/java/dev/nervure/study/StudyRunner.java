package dev.nervure.study;

import dev.nervure.progress.Progress;
import dev.nervure.run.BadRunException;
import dev.nervure.run.FreeSpace;
import dev.nervure.run.Manifest;
import dev.nervure.run.Provenance;
import dev.nervure.run.ResourceException;
import dev.nervure.run.ResultPlace;
import dev.nervure.run.Results;
import dev.nervure.run.RunDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Plans, runs, resumes and records a study; the only place that does. Stages that the run directory
 * has under the same key, with their files whole, are not computed again. Phases run one after
 * another, the tasks of a phase side by side; results are the same bits for any number of threads.
 */
public final class StudyRunner {
  private final Study study;
  private @Nullable List<Phase> phases;

  /** For one study; its phases are laid out when they are first asked for. */
  public StudyRunner(Study study) {
    this.study = study;
  }

  /** The study. */
  public Study study() {
    return study;
  }

  private synchronized List<Phase> phases() {
    if (phases == null) {
      phases = study.phases();
      requireDifferentNames(phases);
    }
    return phases;
  }

  private static void requireDifferentNames(List<Phase> phases) {
    Set<String> names = new HashSet<>();
    Set<String> paths = new HashSet<>();
    for (Stage stage : stages(phases)) {
      if (!names.add(stage.name())) {
        throw new IllegalStateException("two stages are named " + stage.name());
      }
      for (Artifact artifact : stage.artifacts()) {
        if (!paths.add(artifact.path())) {
          throw new IllegalStateException("two stages leave " + artifact.path());
        }
      }
    }
  }

  private static List<Stage> stages(List<Phase> phases) {
    return phases.stream()
        .flatMap(phase -> phase.tasks().stream())
        .flatMap(task -> task.stages().stream())
        .toList();
  }

  /**
   * What would be done, with expected cost, where the folder is or will be. Writes nothing.
   *
   * @throws ResourceException when a process is writing to the folder
   */
  public Plan plan(Path folder) {
    if (!Files.exists(folder.resolve(RunDirectory.MANIFEST))) {
      return Plan.of(phases(), study.threads(), folder, stage -> false);
    }
    try (RunDirectory run = RunDirectory.open(folder)) {
      return plan(run);
    }
  }

  private Plan plan(RunDirectory run) {
    boolean begunForOthers = RunOwner.difference(run, study) != null;
    boolean cleared = begunForOthers && RunOwner.loses(run, stages(phases()));
    Predicate<Stage> isDone = isDone(run);
    return Plan.of(
        phases(), study.threads(), run.folder(), stage -> !cleared && isDone.test(stage));
  }

  /**
   * Whether a stage is done in a run as it is now. One that failed is tried again, and what used
   * the results of the others with it, since there may then be one more.
   */
  private static Predicate<Stage> isDone(RunDirectory run) {
    Map<String, String> keys = run.finishedStages();
    Set<String> failed = run.failedStages();
    return stage ->
        stage.key().equals(keys.get(stage.name()))
            && stage.after().stream().noneMatch(failed::contains)
            && stage.artifacts().stream()
                .allMatch(artifact -> artifact.isWholeAt(run.at(artifact.path())));
  }

  /**
   * Refuses a plan that does not fit.
   *
   * @param folder where the run directory is or will be
   * @throws ResourceException with needed, available, and a setting that fits where one is known
   */
  public void requireFits(Plan plan, Path folder) {
    if (!plan.fitsMemory()) {
      throw new ResourceException(
          "the plan needs about %s of memory but the Java heap has %s; %s"
              .formatted(
                  FreeSpace.describe(plan.memoryBytes()),
                  FreeSpace.describe(plan.availableMemoryBytes()),
                  smallerMemory(plan, folder)));
    }
    if (!plan.fitsDisk()) {
      throw new ResourceException(
          "the plan needs about %s on the disk of %s but %s is free; choose %s"
              .formatted(
                  FreeSpace.describe(plan.diskBytes()),
                  folder,
                  FreeSpace.describe(plan.availableDiskBytes()),
                  study.lessWork()));
    }
  }

  private String smallerMemory(Plan plan, Path folder) {
    Optional<Study.Smaller> fits =
        study
            .smaller()
            .filter(
                smaller ->
                    Plan.of(
                            smaller.study().phases(),
                            smaller.study().threads(),
                            folder,
                            stage -> false)
                        .fitsMemory())
            .findFirst();
    return fits.map(smaller -> smaller.setting() + " fits")
        .orElseGet(() -> "choose " + study.lessWork() + ", or " + plan.moreHeap());
  }

  /**
   * How a folder stands to the study: the same question, or one that adds to it, where every stage
   * that is finished there is one of the study under the same key.
   *
   * @param command what would run the study; null where a program does
   * @throws ResourceException when a process is writing to the folder
   */
  public ResultPlace.Holding holding(Path folder, @Nullable Provenance command) {
    return RunOwner.holding(folder, command, stages(phases()));
  }

  /**
   * Makes a run one of this study where it was begun for another study, model or data set: what
   * they have left goes. Where all of it serves this study, as after a model was exported again
   * without a change, it stays.
   */
  public void takeOver(RunDirectory run) {
    if (RunOwner.difference(run, study) == null) {
      return;
    }
    if (run.finishedStages().isEmpty() || RunOwner.loses(run, stages(phases()))) {
      run.clear();
    } else {
      run.update(manifest -> manifest.forStudy(study.name(), Map.of(), Map.of(), Map.of()));
    }
  }

  /**
   * Goes on with a run of this process whose inputs have grown or changed: what still serves this
   * study stays, and {@link #run(RunDirectory, Progress)} computes the rest.
   */
  public void goOn(RunDirectory run) {
    if (RunOwner.difference(run, study) != null) {
      run.update(manifest -> manifest.forStudy(study.name(), Map.of(), Map.of(), Map.of()));
    }
  }

  /**
   * Plans and computes what is missing.
   *
   * @param run open for writing
   * @throws BadRunException when the run belongs to another study, model or data set
   * @throws ResourceException when memory or disk do not suffice; finished stages are kept
   * @throws dev.nervure.progress.CancelledException when cancelled; finished stages are kept
   */
  public Results run(RunDirectory run, Progress progress) {
    RunOwner.requireSame(run, study);
    Plan plan = plan(run);
    requireFits(plan, run.folder());
    return run(plan, run, progress);
  }

  /**
   * Computes what a plan says is missing.
   *
   * @param plan made for this folder
   * @param run open for writing, and changed by nobody since the plan was made
   * @throws BadRunException when the run belongs to another study, model or data set
   * @throws ResourceException when memory or disk do not suffice; finished stages are kept
   * @throws dev.nervure.progress.CancelledException when cancelled; finished stages are kept
   */
  public Results run(Plan plan, RunDirectory run, Progress progress) {
    RunOwner.requireSame(run, study);
    // what was computed under another key, or from what has failed, must not pass for a result
    List<Stage> done =
        plan.stages().stream().filter(PlannedStage::done).map(PlannedStage::stage).toList();
    run.retain(
        done.stream().map(Stage::name).collect(Collectors.toSet()),
        done.stream()
            .flatMap(stage -> stage.artifacts().stream())
            .map(Artifact::path)
            .collect(Collectors.toSet()));
    run.update(
        manifest ->
            manifest
                .forStudy(study.name(), study.inputs(), study.parameters(), study.seeds())
                .withEngine(study.engine())
                .withStages(entries(plan, run)));
    Set<Stage> pending = new HashSet<>(plan.pending());
    for (Phase phase : plan.phases()) {
      new PhaseRun(phase, study.threads(), run).run(pending, progress);
    }
    Results results = run.results();
    Study.Summary summary = study.summary(results);
    run.update(
        manifest ->
            manifest.withStages(entries(plan, run)).withSummary(summary.values(), summary.notes()));
    return results;
  }

  /** The stages of a plan as the manifest lists them. */
  private static List<Manifest.StageEntry> entries(Plan plan, RunDirectory run) {
    Predicate<Stage> isDone = isDone(run);
    Map<String, Double> seconds = run.doneStages();
    List<Manifest.StageEntry> entries = new ArrayList<>();
    for (PlannedStage one : plan.stages()) {
      Stage stage = one.stage();
      boolean done = isDone.test(stage);
      entries.add(
          new Manifest.StageEntry(
              stage.name(),
              stage.key(),
              done ? Manifest.State.DONE : Manifest.State.PENDING,
              done ? seconds.get(stage.name()) : null,
              stage.artifacts().stream().map(Artifact::path).toList()));
    }
    return entries;
  }
}
