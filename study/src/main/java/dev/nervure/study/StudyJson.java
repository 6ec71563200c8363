package dev.nervure.study;

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
 * A run as one JSON object, the contract of {@code --json} of every study (docs/commands.md).
 * Fields are only ever added to it.
 */
public final class StudyJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private StudyJson() {}

  /** The object as a tree, with what its study adds. */
  public static ObjectNode tree(RunDirectory run, JsonSection... sections) {
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
    for (JsonSection section : sections) {
      root.set(section.name(), MAPPER.valueToTree(section.tree(results)));
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
