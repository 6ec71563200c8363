package dev.nervure.mapper;

import java.util.Arrays;

/**
 * A cluster of the points of one element of the cover.
 *
 * @param element number of the element
 * @param cluster number of the cluster within the element
 * @param members indices of its points, ascending, at least one
 * @param lens the mean of each column of the lens over its points, in the units of the lens
 */
public record MapperNode(int element, int cluster, int[] members, double[] lens) {
  /** Number of points. */
  public int size() {
    return members.length;
  }

  /** Whether a point is among its points. O(log size). */
  public boolean holds(int point) {
    return Arrays.binarySearch(members, point) >= 0;
  }

  /** How many points two nodes share. O(size of both). */
  public int shared(MapperNode other) {
    int shared = 0;
    for (int a = 0, b = 0; a < members.length && b < other.members.length; ) {
      int order = Integer.compare(members[a], other.members[b]);
      shared += order == 0 ? 1 : 0;
      a += order <= 0 ? 1 : 0;
      b += order >= 0 ? 1 : 0;
    }
    return shared;
  }

  /** Its name among the nodes of a graph, as Mapper Interactive writes it. */
  public String name() {
    return "cube" + element + "_cluster" + cluster;
  }
}
