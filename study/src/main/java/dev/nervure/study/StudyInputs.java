package dev.nervure.study;

import dev.nervure.data.LabelledSamples;
import dev.nervure.network.Model;
import dev.nervure.run.BadRunException;
import dev.nervure.run.Fingerprint;
import dev.nervure.run.Manifest;
import dev.nervure.run.Provenance;
import dev.nervure.run.ResultPlace;
import dev.nervure.run.RunDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What a run directory belongs to: one study of one model and one data set. */
public final class StudyInputs {
  private StudyInputs() {}

  /**
   * The inputs of a study of one model and one data set, by role.
   *
   * @param modelFile where the model was read; a model that has no file is known by its graph
   */
  public static Map<String, Manifest.Input> of(
      Model model, Path modelFile, LabelledSamples samples) {
    Map<String, Manifest.Input> inputs = new LinkedHashMap<>();
    inputs.put(
        "model",
        new Manifest.Input(
            modelFile.toString(),
            "%s, %d parameters, %s"
                .formatted(
                    model.graph().name(),
                    model.graph().parameterCount(),
                    model.precision().name().toLowerCase(Locale.ROOT)),
            Files.isRegularFile(modelFile)
                ? Fingerprint.ofFile(modelFile)
                : GraphFingerprint.of(model.graph())));
    inputs.put(
        "data",
        new Manifest.Input(samples.description(), samples.description(), samples.contentHash()));
    return inputs;
  }

  /**
   * Refuses a run of another study, model or data set. Another choice of samples changes the hash
   * of the data and not their description; that is a parameter.
   *
   * @param study name of the study that wants to write
   * @param wanted its inputs by role
   * @throws BadRunException with the names of both
   */
  public static void requireSame(
      RunDirectory run, String study, Map<String, Manifest.Input> wanted) {
    String problem = difference(run, study, wanted);
    if (problem != null) {
      throw new BadRunException(
          "run directory " + run.folder() + " " + problem + "; give another folder with --out");
    }
  }

  /** Finished stages of a run that a plan does not have under the same key. */
  private static List<String> lost(RunDirectory run, List<Stage> planned) {
    Map<String, String> keys = new HashMap<>();
    planned.forEach(stage -> keys.put(stage.name(), stage.hash()));
    List<String> lost = new ArrayList<>();
    run.finishedStages()
        .forEach(
            (stage, key) -> {
              if (!key.equals(keys.get(stage))) {
                lost.add(stage);
              }
            });
    return lost;
  }

  /**
   * Makes a run one of this study, model and data set, where it was begun for others: what they
   * have left goes. Where all of it serves this study, as after a model was exported again without
   * a change, it stays.
   *
   * @param wanted inputs of this study by role
   * @param planned all stages of this study
   */
  public static void takeOver(
      RunDirectory run, String study, Map<String, Manifest.Input> wanted, List<Stage> planned) {
    if (difference(run, study, wanted) == null) {
      return;
    }
    if (run.finishedStages().isEmpty() || !lost(run, planned).isEmpty()) {
      run.clear();
    } else {
      run.update(manifest -> manifest.forStudy(study, Map.of(), Map.of(), Map.of()));
    }
  }

  /**
   * The same for a study whose stages are not known before its first ones are done: it is known by
   * its command, and by the version, which decides what the command does.
   *
   * @param command what would run the study
   */
  public static ResultPlace.Holding holding(Path folder, Provenance command) {
    ResultPlace.Holding held = holding(folder, command, List.of());
    if (held.state() != ResultPlace.State.OTHER) {
      return held;
    }
    Provenance there = Provenance.read(folder);
    if (there == null) {
      return held;
    }
    List<String> differences = command.differences(there);
    return differences.isEmpty()
        ? ResultPlace.Holding.SAME
        : ResultPlace.Holding.other(there, differences);
  }

  private static @Nullable String difference(
      RunDirectory run, String study, Map<String, Manifest.Input> wanted) {
    Manifest manifest = run.manifest();
    if (!manifest.study().isEmpty() && !manifest.study().equals(study)) {
      return "holds a run of '%s'".formatted(manifest.study());
    }
    for (Map.Entry<String, Manifest.Input> entry : manifest.inputs().entrySet()) {
      Manifest.Input have = entry.getValue();
      Manifest.Input want = wanted.get(entry.getKey());
      boolean same =
          want != null
              && (want.hash().equals(have.hash())
                  || (!entry.getKey().equals("model")
                      && want.description().equals(have.description())));
      if (!same) {
        return "belongs to the %s %s (%s), not to %s"
            .formatted(
                entry.getKey(),
                have.path(),
                have.description(),
                want == null ? "a run without one" : want.path());
      }
    }
    return null;
  }

  /**
   * How a folder stands to a study: the same question, or one that adds to it, where every stage
   * that is finished there is one of the study under the same key.
   *
   * @param command what would run the study; null where a program does
   * @param planned all stages of the study
   * @throws dev.nervure.run.ResourceException when a process is writing to the folder
   */
  public static ResultPlace.Holding holding(
      Path folder, @Nullable Provenance command, List<Stage> planned) {
    if (!Files.exists(folder.resolve("manifest.json"))) {
      String foreign = RunDirectory.foreignFile(folder);
      return foreign == null ? ResultPlace.Holding.FREE : ResultPlace.Holding.foreign(foreign);
    }
    try (RunDirectory run = RunDirectory.open(folder)) {
      List<String> lost = lost(run, planned);
      if (lost.isEmpty()) {
        return run.finishedStages().isEmpty() ? ResultPlace.Holding.FREE : ResultPlace.Holding.SAME;
      }
      Provenance there = Provenance.read(folder);
      List<String> differences =
          command == null || there == null ? List.of() : command.differences(there);
      return ResultPlace.Holding.other(
          there,
          differences.isEmpty()
              ? List.of(
                  "%d finished stages there that would be lost, such as '%s'"
                      .formatted(lost.size(), lost.get(0)))
              : differences);
    }
  }

  /** The stages of a plan as the manifest lists them. */
  public static List<Manifest.StageEntry> entries(
      RunDirectory run, Plan plan, Predicate<Stage> isDone) {
    Map<String, Double> seconds = run.doneStages();
    List<Manifest.StageEntry> entries = new ArrayList<>();
    for (Stage stage : plan.stages()) {
      boolean done = isDone.test(stage);
      entries.add(
          new Manifest.StageEntry(
              stage.name(),
              stage.hash(),
              done ? Manifest.State.DONE : Manifest.State.PENDING,
              done ? seconds.get(stage.name()) : null));
    }
    return entries;
  }
}
