package dev.nervure.study;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nervure.run.Axis;
import dev.nervure.run.LayerResult;
import dev.nervure.run.Manifest;
import dev.nervure.run.MeasuredValue;
import dev.nervure.run.MeasuredValueJson;
import dev.nervure.run.Results;
import dev.nervure.run.RunDirectory;
import dev.nervure.run.Subject;
import java.util.List;
import java.util.OptionalDouble;
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
    root.put("samples", results.sampleCount());
    OptionalDouble accuracy = results.accuracy();
    root.put("accuracy", accuracy.isPresent() ? (Double) accuracy.getAsDouble() : null);
    root.put("version", manifest.version());
    root.set("seeds", MAPPER.valueToTree(manifest.seeds()));
    ArrayNode networks = root.putArray("networks");
    ArrayNode layers = root.putArray("layers");
    for (Subject subject : results.subjects()) {
      Results ofOne = results.at(subject);
      networks.add(network(subject, ofOne, manifest));
      List<MeasuredValue> values = ofOne.measures();
      for (LayerResult layer : ofOne.layers()) {
        layers.add(layer(layer, values));
      }
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

  /** One subject of the run, the file of its network, and its accuracy. */
  private static ObjectNode network(Subject subject, Results results, Manifest manifest) {
    ObjectNode node = MAPPER.createObjectNode();
    put(subject, node);
    Subject network = subject.network();
    node.put("file", inputPath(manifest, network.isOnly() ? "model" : network.text()));
    OptionalDouble accuracy = results.accuracy();
    node.put("accuracy", accuracy.isPresent() ? (Double) accuracy.getAsDouble() : null);
    return node;
  }

  private static void put(Subject subject, ObjectNode node) {
    node.put("model", subject.model());
    node.put("epoch", subject.epoch());
    node.put("group", subject.group());
    node.put("strength", subject.strength());
  }

  private static ObjectNode layer(LayerResult layer, List<MeasuredValue> values) {
    ObjectNode node = MAPPER.createObjectNode();
    put(layer.subject(), node);
    node.put("name", layer.name());
    node.put("index", layer.index());
    node.put("operator", layer.operator());
    node.put("depth", layer.depth());
    node.put("dim", layer.dimension());
    node.set("shape", MAPPER.valueToTree(layer.shape()));
    node.put("axes", layer.axes());
    node.put("pooling", layer.pooling());
    node.put("selection", layer.selection());
    node.put("projectedTo", layer.projectedTo());
    node.put("distortion", layer.distortion());
    node.set(
        "measures",
        MeasuredValueJson.byMeasure(
            values.stream()
                .filter(value -> value.place().isAt(Axis.LAYER, layer.index()))
                .toList()));
    return node;
  }
}
