package dev.nervure.mapper;

import dev.nervure.homology.Forest;
import java.util.Arrays;
import java.util.List;

/**
 * How classes part from layer to layer. In the graph of a layer two classes are together where the
 * component that holds most points of one holds most of the other too; classes that are together
 * with a third are together. A branching is final where it lasts: in the tree two classes are of
 * one group at a layer as long as they are together there or in a later layer, so that groups only
 * split. What the layers say by themselves is kept beside it, so that a parting that is taken back
 * is seen. A point that several components hold, as it can where joined nodes share several points,
 * counts in each.
 *
 * @param together for each layer the groups by themselves: for each class the lowest class of its
 *     group, or -1 where no point of it is in a node
 * @param groups for each layer the groups of the tree, in the same way; of all classes, a class
 *     without a node by itself
 * @param shares for each layer and class the share of its points that are in the component with
 *     most of them; where it is small the class is spread, and its group says little. 0 where no
 *     point of it is in a node
 */
public record BifurcationTree(int[][] together, int[][] groups, double[][] shares) {

  /**
   * The tree of graphs of the same points.
   *
   * @param layers the graphs, from the first layer to the last, at least one
   * @param labels the class of each point, 0 to classes - 1
   * @throws IllegalArgumentException for graphs or labels of other points
   */
  public static BifurcationTree of(List<MapperGraph> layers, int[] labels, int classes) {
    int count = layers.size();
    int[][] together = new int[count][];
    double[][] shares = new double[count][classes];
    for (int l = 0; l < count; l++) {
      MapperPurity.requireLabels(layers.get(l), labels, classes);
      together[l] = together(layers.get(l), labels, classes, shares[l]);
    }
    int[][] groups = new int[count][];
    Forest later = new Forest(classes);
    for (int l = count - 1; l >= 0; l--) {
      for (int k = 0; k < classes; k++) {
        if (together[l][k] >= 0) {
          later.join(k, together[l][k]);
        }
      }
      groups[l] = new int[classes];
      for (int k = 0; k < classes; k++) {
        groups[l][k] = later.find(k);
      }
    }
    return new BifurcationTree(together, groups, shares);
  }

  private static int[] together(MapperGraph graph, int[] labels, int classes, double[] shares) {
    int[] componentOfNodes = graph.componentOfNodes();
    int[][] counts = new int[classes][graph.nodes().size()];
    int[] sizes = new int[classes];
    for (int i = 0; i < labels.length; i++) {
      sizes[labels[i]]++;
      for (int component : ComponentOverlap.holding(graph, componentOfNodes, i)) {
        counts[labels[i]][component]++;
      }
    }
    int[] lowestClass = new int[graph.nodes().size()];
    Arrays.fill(lowestClass, -1);
    int[] together = new int[classes];
    for (int k = 0; k < classes; k++) {
      int most = -1;
      for (int c = 0; c < counts[k].length; c++) {
        most = counts[k][c] > (most < 0 ? 0 : counts[k][most]) ? c : most;
      }
      together[k] = -1;
      if (most >= 0) {
        shares[k] = (double) counts[k][most] / sizes[k];
        lowestClass[most] = lowestClass[most] < 0 ? k : lowestClass[most];
        together[k] = lowestClass[most];
      }
    }
    return together;
  }
}
