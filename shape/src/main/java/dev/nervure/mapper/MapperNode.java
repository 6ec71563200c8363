package dev.nervure.mapper;

import java.util.ArrayList;
import java.util.List;

/**
 * A cluster of the points of one element of the cover.
 *
 * @param element number of the element
 * @param cluster number of the cluster within the element
 * @param members indices of its points, ascending, at least one
 * @param lens the mean of each column of the lens over its points, in the units of the lens
 */
public record MapperNode(int element, int cluster, int[] members, double[] lens) {
  /** The nodes that the clusters of an element make, by cluster. */
  static List<MapperNode> of(CoverElement element, Clustering clustering, LensValues lens) {
    int[] sizes = new int[clustering.clusters()];
    for (int label : clustering.labels()) {
      if (label != Clustering.NOISE) {
        sizes[label]++;
      }
    }
    int[][] members = new int[sizes.length][];
    for (int cluster = 0; cluster < sizes.length; cluster++) {
      members[cluster] = new int[sizes[cluster]];
      sizes[cluster] = 0;
    }
    for (int i = 0; i < element.size(); i++) {
      int label = clustering.labels()[i];
      if (label != Clustering.NOISE) {
        members[label][sizes[label]++] = element.members()[i];
      }
    }
    List<MapperNode> nodes = new ArrayList<>();
    for (int cluster = 0; cluster < members.length; cluster++) {
      nodes.add(
          new MapperNode(
              element.number(), cluster, members[cluster], means(lens, members[cluster])));
    }
    return nodes;
  }

  private static double[] means(LensValues lens, int[] members) {
    double[] means = new double[lens.columns()];
    for (int c = 0; c < means.length; c++) {
      for (int member : members) {
        means[c] += lens.value(c, member);
      }
      means[c] /= members.length;
    }
    return means;
  }

  /** Number of points. */
  public int size() {
    return members.length;
  }

  /** Its name among the nodes of a graph, as Mapper Interactive writes it. */
  public String name() {
    return "cube" + element + "_cluster" + cluster;
  }
}
