package dev.nervure.study;

import dev.nervure.data.LabelledSamples;
import dev.nervure.network.Model;
import dev.nervure.run.Fingerprint;
import dev.nervure.run.Manifest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The inputs of a study as manifests hold them. */
public final class StudyInputs {
  private StudyInputs() {}

  /**
   * The inputs of a study of one model and one data set, by role.
   *
   * @param modelFile where the model was read; a model that has no file is known by its graph
   */
  public static Map<String, Manifest.Input> of(
      Model model, Path modelFile, LabelledSamples samples) {
    String hash =
        Files.isRegularFile(modelFile)
            ? Fingerprint.ofFile(modelFile)
            : GraphFingerprint.of(model.graph());
    return of(new Manifest.Input(modelFile.toString(), description(model), hash), samples);
  }

  /**
   * The same of a network that a stage of the study trains, known by how it is trained.
   *
   * @param untrained the same network with any weights
   * @param file among what the stage leaves
   */
  public static Map<String, Manifest.Input> trained(
      Model untrained, Stage training, Artifact file, LabelledSamples samples) {
    return of(new Manifest.Input(file.path(), description(untrained), training.key()), samples);
  }

  private static Map<String, Manifest.Input> of(Manifest.Input model, LabelledSamples samples) {
    Map<String, Manifest.Input> inputs = new LinkedHashMap<>();
    inputs.put("model", model);
    inputs.put(
        "data",
        new Manifest.Input(samples.description(), samples.description(), samples.contentHash()));
    return inputs;
  }

  private static String description(Model model) {
    return "%s, %d parameters, %s"
        .formatted(
            model.graph().name(),
            model.graph().parameterCount(),
            model.precision().name().toLowerCase(Locale.ROOT));
  }
}
