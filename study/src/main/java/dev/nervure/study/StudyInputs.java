package dev.nervure.study;

import dev.nervure.data.LabelledSamples;
import dev.nervure.network.Model;
import dev.nervure.run.BadRunException;
import dev.nervure.run.Fingerprint;
import dev.nervure.run.Manifest;
import dev.nervure.run.RunDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

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
    Manifest manifest = run.manifest();
    if (!manifest.study().isEmpty() && !manifest.study().equals(study)) {
      throw new BadRunException(
          "run directory %s holds a run of '%s'; give another folder with --out"
              .formatted(run.folder(), manifest.study()));
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
        throw new BadRunException(
            "run directory %s belongs to the %s %s (%s), not to %s; give another folder with --out, or delete it"
                .formatted(
                    run.folder(),
                    entry.getKey(),
                    have.path(),
                    have.description(),
                    want == null ? "a run without one" : want.path()));
      }
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
