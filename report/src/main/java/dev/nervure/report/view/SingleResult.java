package dev.nervure.report.view;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nervure.run.Manifest;
import dev.nervure.run.Provenance;
import dev.nervure.study.fiber.walk.PreimageFolder;
import dev.nervure.study.fiber.walk.ResultFolder;
import dev.nervure.study.fiber.walk.WalkFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The folder of one walk, alone or beside the walk as published, or of one preimage. */
public final class SingleResult implements RunView {
  /** Told as inputs; the other plain values of the folder are parameters. */
  private static final Set<String> INPUTS = Set.of("model", "data");

  private final Path folder;
  private final JsonNode figures;
  private final @Nullable Provenance made;
  private final ShownWalks walks;
  private final @Nullable PreimageFolder preimage;

  private SingleResult(
      Path folder, JsonNode figures, ShownWalks walks, @Nullable PreimageFolder preimage) {
    this.folder = folder;
    this.figures = figures;
    this.made = Provenance.read(folder);
    this.walks = walks;
    this.preimage = preimage;
  }

  /** Whether a folder holds one walk or one preimage. */
  public static boolean isAt(Path folder) {
    return WalkFolder.isAt(folder) || PreimageFolder.isAt(folder);
  }

  /**
   * Reads it.
   *
   * @throws dev.nervure.run.BadRunException when its files are damaged
   */
  public static SingleResult open(Path folder) {
    if (WalkFolder.isAt(folder)) {
      WalkFolder walk = WalkFolder.open(folder);
      return new SingleResult(folder, walk.values(), ShownWalks.of(walk), null);
    }
    PreimageFolder preimage = PreimageFolder.open(folder);
    return new SingleResult(folder, preimage.values(), ShownWalks.NONE, preimage);
  }

  @Override
  public String name() {
    return Objects.toString(folder.toAbsolutePath().normalize().getFileName(), folder.toString());
  }

  /** As the folder says what made it, else as far as its figures do. */
  @Override
  public Manifest manifest() {
    Map<String, Manifest.Input> inputs = new LinkedHashMap<>();
    addInput(inputs, "model");
    // A point that was typed is no file: its option stands for it.
    if (!figures.path("data").asText().startsWith("--")) {
      addInput(inputs, "data");
    }
    Map<String, Object> parameters = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> field : figures.properties()) {
      JsonNode value = field.getValue();
      if (value.isValueNode() && !value.isNull() && !INPUTS.contains(field.getKey())) {
        parameters.put(field.getKey(), value);
      }
    }
    List<String> notes = new ArrayList<>();
    figures.path("warnings").forEach(note -> notes.add(note.asText()));
    String created = made == null ? "" : made.created();
    return new Manifest(
        Manifest.FORMAT,
        figures.path("nervure").asText(),
        "",
        created,
        created,
        Map.of(),
        made == null ? Map.of() : made.engine(),
        made == null ? null : made.command(),
        inputs,
        parameters,
        Map.of(),
        List.of(),
        Map.of(),
        notes);
  }

  private void addInput(Map<String, Manifest.Input> inputs, String role) {
    Manifest.Input input = made == null ? null : made.inputs().get(role);
    inputs.put(
        role,
        new Manifest.Input(
            figures.path(role).asText(),
            input == null ? "" : input.description(),
            input == null ? "" : input.hash()));
  }

  @Override
  public @Nullable String resultsHash() {
    return ResultFolder.fingerprint(folder);
  }

  @Override
  public ShownWalks walks() {
    return walks;
  }

  @Override
  public @Nullable PreimageFolder preimage() {
    return preimage;
  }
}
