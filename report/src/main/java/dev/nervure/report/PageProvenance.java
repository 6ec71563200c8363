package dev.nervure.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nervure.run.CommandRecord;
import dev.nervure.run.Manifest;
import dev.nervure.run.Provenance;
import dev.nervure.study.fiber.walk.ResultFolder;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which results a page shows and what made them. */
final class PageProvenance {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private PageProvenance() {}

  /**
   * Of a run.
   *
   * @param command null where a program made the run through the library
   * @param results fingerprint of the results
   */
  static void add(
      ObjectNode root,
      @Nullable CommandRecord command,
      Map<String, Object> engine,
      @Nullable String results) {
    root.put("resultsHash", results);
    root.set("engine", MAPPER.valueToTree(engine));
    if (command != null) {
      ObjectNode node = root.putObject("command");
      node.put("text", command.text());
      node.set("options", MAPPER.valueToTree(command.options()));
    }
  }

  /** Of one walk or preimage: as its folder says, else as far as its figures do. */
  static void add(ObjectNode root, Path folder, JsonNode figures) {
    Provenance made = Provenance.read(folder);
    root.put("created", made == null ? "" : made.created());
    root.put("updated", made == null ? "" : made.created());
    add(
        root,
        made == null ? null : made.command(),
        made == null ? Map.of() : made.engine(),
        ResultFolder.fingerprint(folder));
    ObjectNode inputs = root.putObject("inputs");
    addInput(inputs, "model", figures, made);
    if (!figures.path("data").asText().startsWith("--")) {
      addInput(inputs, "data", figures, made);
    }
  }

  private static void addInput(
      ObjectNode inputs, String role, JsonNode figures, @Nullable Provenance made) {
    Manifest.Input input = made == null ? null : made.inputs().get(role);
    inputs
        .putObject(role)
        .put("path", figures.path(role).asText())
        .put("description", input == null ? "" : input.description())
        .put("hash", input == null ? "" : input.hash());
  }
}
