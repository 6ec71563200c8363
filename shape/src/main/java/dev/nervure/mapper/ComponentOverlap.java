package dev.nervure.mapper;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * Which components of a graph are there again in a graph of fewer points. Nodes that hold one point
 * are joined, so that a point is in one component at most.
 */
final class ComponentOverlap {
  private final int[] componentOfNodes;
  private final Map<Integer, Integer> sizes = new HashMap<>();
  private final Map<Integer, Integer> otherSizes = new HashMap<>();
  private final Map<Long, Integer> shared = new HashMap<>();

  /**
   * Counts points.
   *
   * @param drawn the points of the other graph
   */
  ComponentOverlap(MapperGraph graph, MapperGraph other, BitSet drawn) {
    componentOfNodes = graph.componentOfNodes();
    int[] here = ofPoints(graph);
    int[] there = ofPoints(other);
    for (int i = drawn.nextSetBit(0); i >= 0; i = drawn.nextSetBit(i + 1)) {
      if (here[i] >= 0) {
        sizes.merge(here[i], 1, Integer::sum);
      }
      if (there[i] >= 0) {
        otherSizes.merge(there[i], 1, Integer::sum);
      }
      if (here[i] >= 0 && there[i] >= 0) {
        shared.merge((long) here[i] << 32 | there[i], 1, Integer::sum);
      }
    }
  }

  /** For each point the component that holds it, named by its lowest node; -1 where none does. */
  static int[] ofPoints(MapperGraph graph) {
    int[] components = graph.componentOfNodes();
    int[] ofPoints = new int[graph.points()];
    for (int i = 0; i < ofPoints.length; i++) {
      ofPoints[i] = graph.nodesHolding(i) == 0 ? -1 : components[graph.nodesOf(i)[0]];
    }
    return ofPoints;
  }

  /** Whether the component of a node shares with another more than half of what either has. */
  boolean returns(int node) {
    int component = componentOfNodes[node];
    int size = sizes.getOrDefault(component, 0);
    return otherSizes.entrySet().stream()
        .anyMatch(
            other -> {
              int both = shared.getOrDefault((long) component << 32 | other.getKey(), 0);
              return 2L * both > (long) size + other.getValue() - both;
            });
  }
}
