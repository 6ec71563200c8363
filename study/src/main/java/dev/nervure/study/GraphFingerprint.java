package dev.nervure.study;

import dev.nervure.array.NdArray;
import dev.nervure.network.graph.Attribute;
import dev.nervure.network.graph.Graph;
import dev.nervure.network.graph.Node;
import dev.nervure.run.Fingerprint;
import java.util.Map;
import java.util.TreeMap;

/**
 * The key of a network: its operators, edges and weights. Unlike the hash of a file it covers
 * weights that lie in other files, and is the same for a network in memory and for the file it was
 * written to.
 */
public final class GraphFingerprint {
  private GraphFingerprint() {}

  /** SHA-256 in hexadecimal; O(number of weights). */
  public static String of(Graph graph) {
    Fingerprint fingerprint = Fingerprint.of("graph/1").with("opset", graph.opset());
    fingerprint.with("inputs", graph.inputs()).with("outputs", graph.outputs());
    for (Node node : graph.nodes()) {
      fingerprint
          .with("operator", node.operator())
          .with("domain", node.domain())
          .with("reads", node.inputs())
          .with("writes", node.outputs());
      for (Map.Entry<String, Attribute> attribute : node.attributes().entrySet()) {
        if (attribute.getValue() instanceof Attribute.TensorAttribute tensor) {
          fingerprint.with(attribute.getKey(), tensor.value());
        } else {
          fingerprint.with(attribute.getKey(), attribute.getValue());
        }
      }
    }
    for (Map.Entry<String, NdArray> weights : new TreeMap<>(graph.initializers()).entrySet()) {
      fingerprint.with(weights.getKey(), weights.getValue());
    }
    return fingerprint.hex();
  }
}
