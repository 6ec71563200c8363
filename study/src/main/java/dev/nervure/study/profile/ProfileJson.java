package dev.nervure.study.profile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nervure.run.BadRunException;
import dev.nervure.run.LayerResult;
import dev.nervure.run.Manifest;
import dev.nervure.run.MeasuredValue;
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
    List<MeasuredValue> measures = results.measures();
    ArrayNode layers = root.putArray("layers");
    for (LayerResult layer : results.layers()) {
      layers.add(layer(layer, measures));
    }
    root.set("notes", MAPPER.valueToTree(manifest.notes()));
    return root;
  }

  private static @Nullable String inputPath(Manifest manifest, String role) {
    Manifest.Input input = manifest.inputs().get(role);
    return input == null ? null : input.path();
  }

  private static ObjectNode layer(LayerResult layer, List<MeasuredValue> measures) {
    ObjectNode node = MAPPER.createObjectNode();
    node.put("name", layer.name());
    node.put("index", layer.index());
    node.put("operator", layer.operator());
    node.put("depth", layer.depth());
    node.put("dim", layer.dimension());
    node.set("shape", MAPPER.valueToTree(layer.shape()));
    node.put("pooling", layer.pooling());
    ObjectNode figures = node.putObject("measures");
    for (MeasuredValue measure : measures) {
      if (measure.layerIndex() != layer.index()) {
        continue;
      }
      ObjectNode figure = figure(measure);
      if (measure.classIndex() == null) {
        figures.set(measure.name(), figure);
      } else {
        // results give the row over all classes before those of the classes
        ObjectNode one = MAPPER.createObjectNode();
        one.put("class", measure.classIndex());
        one.put("className", measure.className());
        one.setAll(figure);
        figures.withObjectProperty(measure.name()).withArrayProperty("perClass").add(one);
      }
    }
    return node;
  }

  private static ObjectNode figure(MeasuredValue measure) {
    ObjectNode node = MAPPER.createObjectNode();
    if (measure.isEstimable()) {
      node.put("estimate", measure.estimate());
      node.put("error", measure.error());
      node.put("low", measure.low());
      node.put("high", measure.high());
    } else {
      node.put("notEstimable", measure.notEstimable());
    }
    node.put("n", measure.n());
    node.put("seed", measure.seed());
    node.put("convention", measure.convention());
    node.put("scaling", measure.scaling());
    node.set("parameters", parameters(measure));
    return node;
  }

  private static JsonNode parameters(MeasuredValue measure) {
    try {
      return MAPPER.readTree(measure.parameters());
    } catch (JsonProcessingException e) {
      throw new BadRunException(
          "parameters of %s of layer %d are no JSON: %s"
              .formatted(measure.name(), measure.layerIndex(), measure.parameters()),
          e);
    }
  }
}
