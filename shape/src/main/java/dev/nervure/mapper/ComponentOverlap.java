package dev.nervure.mapper;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * Which components of a graph are there again in a graph of fewer points. Where nodes must share
 * several points to be joined, a point can be in several components, and counts in each.
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
    int[] otherComponentOfNodes = other.componentOfNodes();
    for (int i = drawn.nextSetBit(0); i >= 0; i = drawn.nextSetBit(i + 1)) {
      int[] here = holding(graph, componentOfNodes, i);
      int[] there = holding(other, otherComponentOfNodes, i);
      for (int component : here) {
        sizes.merge(component, 1, Integer::sum);
      }
      for (int component : there) {
        otherSizes.merge(component, 1, Integer::sum);
        for (int own : here) {
          shared.merge((long) own << 32 | component, 1, Integer::sum);
        }
      }
    }
  }

  /**
   * The components that hold a point, each once, named by their lowest nodes; none where it is in
   * no node.
   *
   * @param componentOfNodes as {@link MapperGraph#componentOfNodes} gives it
   */
  static int[] holding(MapperGraph graph, int[] componentOfNodes, int point) {
    int[] holding = graph.nodesOf(point);
    int count = 0;
    for (int node : holding) {
      int component = componentOfNodes[node];
      boolean isThere = false;
      for (int c = 0; c < count; c++) {
        isThere |= holding[c] == component;
      }
      if (!isThere) {
        holding[count++] = component;
      }
    }
    return Arrays.copyOf(holding, count);
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
