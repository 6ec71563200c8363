package dev.nervure.network.torch;

import dev.nervure.network.BadModelException;
import dev.nervure.network.graph.Graph;
import dev.nervure.network.graph.Node;
import dev.nervure.network.torch.operators.OperatorRegistry;
import dev.nervure.network.torch.operators.RefusedOperator;
import java.util.LinkedHashMap;
import java.util.Map;

/** Refuses graphs with operators that cannot be evaluated, before any native code is loaded. */
public final class OperatorCheck {

  private OperatorCheck() {}

  /**
   * Checks every node.
   *
   * @param where the file, for the message
   * @throws BadModelException naming each unsupported operator, the first node that uses it and,
   *     where there is one, the reason
   */
  public static void check(Graph graph, String where) {
    Map<String, String> unsupported = new LinkedHashMap<>();
    String advice = "";
    for (Node node : graph.nodes()) {
      if (OperatorRegistry.find(node.domain(), node.operator()) == null) {
        String operator =
            node.domain().isEmpty() ? node.operator() : node.domain() + "." + node.operator();
        RefusedOperator known = RefusedOperator.find(node.domain(), node.operator());
        unsupported.putIfAbsent(
            operator, node.label() + ")" + (known == null ? "" : " " + known.reason()));
        advice = advice.isEmpty() && known != null ? known.whatToTry() : advice;
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
                .append(node));
    throw new BadModelException(
        "operators that are not supported: " + list,
        where,
        advice.isEmpty() ? "export without it, or for another operator set" : advice);
  }
}
