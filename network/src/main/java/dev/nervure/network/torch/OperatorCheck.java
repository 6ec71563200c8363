package dev.nervure.network.torch;

import dev.nervure.network.BadModelException;
import dev.nervure.network.graph.Graph;
import dev.nervure.network.graph.Node;
import dev.nervure.network.torch.operators.OperatorRegistry;
import java.util.LinkedHashMap;
import java.util.Map;

/** Refuses graphs with operators that cannot be evaluated, before any native code is loaded. */
public final class OperatorCheck {

  private OperatorCheck() {}

  /**
   * Checks every node.
   *
   * @param where the file, for the message
   * @throws BadModelException naming each unsupported operator and the first node that uses it
   */
  public static void check(Graph graph, String where) {
    Map<String, String> unsupported = new LinkedHashMap<>();
    for (Node node : graph.nodes()) {
      if (OperatorRegistry.find(node.domain(), node.operator()) == null) {
        String operator =
            node.domain().isEmpty() ? node.operator() : node.domain() + "." + node.operator();
        unsupported.putIfAbsent(operator, node.label());
      }
    }
    if (unsupported.isEmpty()) {
      return;
    }
    StringBuilder list = new StringBuilder();
    unsupported.forEach(
        (operator, node) ->
            list.append(list.isEmpty() ? "" : ", ")
                .append(operator)
                .append(" (node ")
                .append(node)
                .append(')'));
    throw new BadModelException(
        "operators that are not supported: " + list,
        where,
        "export without quantisation, control flow and runtime-specific fusions");
  }
}
