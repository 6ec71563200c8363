package dev.nervure.study.profile;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nervure.run.LayerResult;
import dev.nervure.run.Manifest;
import dev.nervure.run.MeasuredValue;
import dev.nervure.run.MeasuredValueJson;
import dev.nervure.run.Results;
import dev.nervure.run.RunDirectory;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A profile as one JSON object, the contract of {@code nervure profile --json} (docs/profile.md).
 * Fields are only ever added to it.
 */
public final class ProfileJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private ProfileJson() {}

  /** The object as a tree. */
  public static ObjectNode tree(RunDirectory run) {
    Manifest manifest = run.manifest();
    Results results = run.results();
    ObjectNode root = MAPPER.createObjectNode();
    root.put("model", inputPath(manifest, "model"));
    root.put(
        "data",
        inputPath(manifest, manifest.inputs().containsKey("data") ? "data" : "activations"));
    root.put("run", run.folder().toString());
    root.put("samples", results.samples().size());
    if (results.accuracy().isPresent()) {
      root.put("accuracy", results.accuracy().getAsDouble());
    } else {
      root.putNull("accuracy");
    }
    root.put("version", manifest.version());
    root.set("seeds", MAPPER.valueToTree(manifest.seeds()));
    List<MeasuredValue> values = results.measures();
    ArrayNode layers = root.putArray("layers");
    for (LayerResult layer : results.layers()) {
      layers.add(layer(layer, values));
    }
    root.set("notes", MAPPER.valueToTree(manifest.notes()));
    return root;
  }

  private static @Nullable String inputPath(Manifest manifest, String role) {
    Manifest.Input input = manifest.inputs().get(role);
    return input == null ? null : input.path();
  }

  private static ObjectNode layer(LayerResult layer, List<MeasuredValue> values) {
    ObjectNode node = MAPPER.createObjectNode();
    node.put("name", layer.name());
    node.put("index", layer.index());
    node.put("operator", layer.operator());
    node.put("depth", layer.depth());
    node.put("dim", layer.dimension());
    node.set("shape", MAPPER.valueToTree(layer.shape()));
    node.put("pooling", layer.pooling());
    node.set(
        "measures",
        MeasuredValueJson.byMeasure(
            values.stream().filter(value -> value.layerIndex() == layer.index()).toList()));
    return node;
  }
}
