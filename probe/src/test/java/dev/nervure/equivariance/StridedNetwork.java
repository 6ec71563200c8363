package dev.nervure.equivariance;

import dev.nervure.network.graph.Graph;
import dev.nervure.network.graph.Node;
import java.util.ArrayList;
import java.util.List;

/** A {@link QuarterTurnNetwork} whose first convolution leaves out sites. */
final class StridedNetwork {
  private StridedNetwork() {}

  /** The same weights with a stride. */
  static Graph of(Graph graph, int stride) {
    List<Node> nodes = new ArrayList<>(graph.nodes());
    nodes.set(0, QuarterTurnNetwork.conv("x", "w1", "conv1", 5, stride));
    return new Graph(
        graph.name(), nodes, graph.initializers(), graph.inputs(), graph.outputs(), graph.opset());
  }
}
