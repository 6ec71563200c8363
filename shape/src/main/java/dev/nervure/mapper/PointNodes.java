package dev.nervure.mapper;

import java.util.Arrays;
import java.util.List;

/** For every point the nodes that hold it. 4 bytes a point, and 4 a point and node. */
final class PointNodes {
  private final int[] starts;
  private final int[] nodes;

  private PointNodes(int[] starts, int[] nodes) {
    this.starts = starts;
    this.nodes = nodes;
  }

  static PointNodes of(int points, List<MapperNode> nodes) {
    int[] starts = new int[points + 1];
    for (MapperNode node : nodes) {
      for (int member : node.members()) {
        if (member < 0 || member >= points) {
          throw new IllegalArgumentException(
              "node %s has point %d of %d".formatted(node.name(), member, points));
        }
        starts[member + 1]++;
      }
    }
    for (int i = 0; i < points; i++) {
      starts[i + 1] = Math.addExact(starts[i + 1], starts[i]);
    }
    int[] all = new int[starts[points]];
    int[] next = Arrays.copyOf(starts, points);
    for (int v = 0; v < nodes.size(); v++) {
      for (int member : nodes.get(v).members()) {
        all[next[member]++] = v;
      }
    }
    return new PointNodes(starts, all);
  }

  /** Number of points. */
  int points() {
    return starts.length - 1;
  }

  int count(int point) {
    return starts[point + 1] - starts[point];
  }

  int[] of(int point) {
    return Arrays.copyOfRange(nodes, starts[point], starts[point + 1]);
  }

  int node(int point, int position) {
    return nodes[starts[point] + position];
  }
}
