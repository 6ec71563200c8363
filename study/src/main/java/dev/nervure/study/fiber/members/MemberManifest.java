package dev.nervure.study.fiber.members;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nervure.box.Box;
import dev.nervure.network.Model;
import dev.nervure.run.PlainJson;
import dev.nervure.run.ToolVersion;
import dev.nervure.study.fiber.BoxText;
import dev.nervure.study.fiber.FiberMode;
import dev.nervure.study.fiber.WalkRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The text of {@code members.json}: where the members come from, what is guaranteed of them, what
 * became of each input; the contract of {@code nervure fibers members --json} (docs/commands.md).
 */
final class MemberManifest {
  static final String FILE_NAME = "members.json";
  private static final String FILES = "files";
  private static final String KEY = "key";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Model model;
  private final MemberOptions options;

  MemberManifest(Model model, MemberOptions options) {
    this.model = model;
    this.options = options;
  }

  /**
   * What the members were drawn from.
   *
   * @param model its file
   * @param data description of the data
   * @param key of everything that the members depend on
   */
  record Origin(String model, String data, String key) {}

  /** What is written where the data set of this key is complete; else null. */
  static @Nullable Map<String, Object> finished(Path folder, String key) {
    Path file = folder.resolve(FILE_NAME);
    if (!Files.isRegularFile(file)) {
      return null;
    }
    try {
      Map<String, Object> manifest =
          MAPPER.readValue(
              Files.readAllBytes(file), new TypeReference<LinkedHashMap<String, Object>>() {});
      return key.equals(manifest.get(KEY))
              && manifest.get(FILES) instanceof List<?> files
              && files.stream()
                  .allMatch(name -> Files.isRegularFile(folder.resolve(String.valueOf(name))))
          ? manifest
          : null;
    } catch (IOException e) {
      return null; // no manifest of ours: it is written anew
    }
  }

  /**
   * Writes it.
   *
   * @param files names of the other files, which are complete
   * @return what is in it
   */
  Map<String, Object> write(
      List<MemberFamily> families,
      MemberLabels labels,
      int[] sampleShape,
      Origin origin,
      List<String> files,
      Path folder) {
    MemberGuarantee guarantee = MemberGuarantee.measured(model, options, families);
    Map<String, Object> manifest = new LinkedHashMap<>();
    manifest.put("nervure", ToolVersion.TEXT);
    manifest.put("model", origin.model());
    manifest.put("data", origin.data());
    manifest.put("samples", guarantee.samples());
    manifest.put("sampleShape", sampleShape);
    manifest.put("guarantee", text(guarantee));
    manifest.put("parameters", parameters());
    manifest.put("inputs", inputs(families, guarantee));
    manifest.put("labels", labels.origin());
    manifest.put("notes", MemberNotes.of(model, options, families, labels));
    manifest.put(FILES, files);
    manifest.put(KEY, origin.key());
    PlainJson.write(folder.resolve(FILE_NAME), manifest);
    return manifest;
  }

  private Map<String, Object> text(MemberGuarantee guarantee) {
    Box box = options.walk().box();
    Map<String, Object> text = new LinkedHashMap<>();
    text.put(
        "statement",
        "Every sample gives the same '%s' as the input that it stands for, up to largestDrift, as stored in float64%s."
            .formatted(options.hold(), box == Box.NONE ? "" : ", and lies inside the box"));
    text.put("held", options.hold());
    text.put("largestDrift", guarantee.largestDrift());
    text.put("largestDriftAsFloat32", guarantee.largestDriftAsFloat32());
    text.put("samplesOutsideBox", guarantee.samplesOutsideBox());
    text.put("box", box == Box.NONE ? null : BoxText.of(box));
    return text;
  }

  private Map<String, Object> parameters() {
    WalkRequest walk = options.walk();
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("mode", walk.mode().text());
    parameters.put("perInput", options.perInput());
    if (walk.mode() != FiberMode.SAMPLE) {
      parameters.put("length", walk.length());
      parameters.put("steps", walk.stepBudget());
    }
    parameters.put("seed", walk.seed());
    return parameters;
  }

  private static List<Object> inputs(List<MemberFamily> families, MemberGuarantee guarantee) {
    List<Object> inputs = new ArrayList<>();
    for (int i = 0; i < families.size(); i++) {
      MemberFamily family = families.get(i);
      Map<String, Object> input = new LinkedHashMap<>();
      input.put("index", family.source().index());
      input.put("label", family.source().label());
      if (family.members() == null) {
        input.put("failed", family.failed());
      } else {
        describe(input, family.members(), guarantee.ofInputs().get(i));
      }
      inputs.add(input);
    }
    return inputs;
  }

  private static void describe(
      Map<String, Object> input, KeptMembers.Members members, MemberGuarantee.OfInput measured) {
    input.put("members", members.count());
    if (!members.stops().isEmpty()) {
      input.put("stops", members.stops());
    }
    if (!members.leftOut().isEmpty()) {
      input.put("leftOut", members.leftOut());
    }
    input.put("drift", measured.drift());
    input.put("distances", measured.distances());
    input.put("smallestPairwiseDistance", measured.smallestPairwiseDistance());
    if (members.effectiveSamples() != null) {
      input.put("effectiveSamples", members.effectiveSamples());
    }
  }
}
