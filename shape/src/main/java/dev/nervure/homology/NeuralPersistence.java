package dev.nervure.homology;

import dev.nervure.array.NdArray;
import java.util.Arrays;
import java.util.List;

/**
 * Neural persistence of a network's weights (Rieck et al., ICLR 2019, arXiv 1812.09764). A layer is
 * a bipartite graph of its inputs and outputs, whose edges enter in the order of falling |w| /
 * max|w|, the maximum over the whole network; all vertices are there from 1 on. The bars of degree
 * 0 end at the edges of the maximum spanning tree, and the neural persistence of the layer is the
 * 2-norm of their lengths 1 - |w| / max|w|.
 *
 * <p>The authors' program also counts the vertex that is never joined as a bar of length 1, which
 * adds 1 under the root; here that is a choice.
 */
public final class NeuralPersistence {
  private NeuralPersistence() {}

  /**
   * The norm of the bars of one layer over its largest possible value sqrt(vertices - 1), in [0, 1]
   * without the vertex that stays. O(rows x columns) and the square of their sum; no edge is
   * sorted.
   *
   * @param weights of two axes, rows x columns; finite, at least one of each
   * @param largest largest absolute weight of the network, positive
   * @param withUnpaired whether the vertex that is never joined counts, as in the authors' program
   */
  public static double normalized(NdArray weights, double largest, boolean withUnpaired) {
    int vertices = weights.shape()[0] + weights.shape()[1];
    return ofLayer(weights, largest, withUnpaired) / Math.sqrt(vertices - 1.0);
  }

  /** The norm of the bars of one layer. */
  public static double ofLayer(NdArray weights, double largest, boolean withUnpaired) {
    double squares = withUnpaired ? 1 : 0;
    for (double edge : maximumSpanningTree(weights)) {
      squares += (1 - edge / largest) * (1 - edge / largest);
    }
    return Math.sqrt(squares);
  }

  /**
   * The mean of the normalised values of all layers.
   *
   * @param layers weights of each, of two axes
   * @throws IllegalArgumentException when there is no layer, or no weight but 0
   */
  public static double ofNetwork(List<NdArray> layers, boolean withUnpaired) {
    double largest = 0;
    for (NdArray layer : layers) {
      for (double weight : layer.doubles()) {
        largest = Math.max(largest, Math.abs(weight));
      }
    }
    if (!(largest > 0)) {
      throw new IllegalArgumentException("the network has no weight other than 0");
    }
    double sum = 0;
    for (NdArray layer : layers) {
      sum += normalized(layer, largest, withUnpaired);
    }
    return sum / layers.size();
  }

  /** Absolute weights of the edges, by Prim's algorithm from the first row; ties by index. */
  private static double[] maximumSpanningTree(NdArray weights) {
    int rows = weights.shape()[0];
    int columns = weights.shape()[1];
    int vertices = rows + columns;
    double[] values = weights.doubles();
    double[] reach = new double[vertices];
    Arrays.fill(reach, -1);
    boolean[] joined = new boolean[vertices];
    double[] edges = new double[vertices - 1];
    int last = 0;
    joined[0] = true;
    for (int count = 0; count < edges.length; count++) {
      int from = last < rows ? rows : 0;
      int to = last < rows ? vertices : rows;
      for (int other = from; other < to; other++) {
        int at = last < rows ? last * columns + other - rows : other * columns + last - rows;
        reach[other] = Math.max(reach[other], Math.abs(values[at]));
      }
      int next = -1;
      for (int vertex = 0; vertex < vertices; vertex++) {
        if (!joined[vertex] && reach[vertex] >= 0 && (next < 0 || reach[vertex] > reach[next])) {
          next = vertex;
        }
      }
      joined[next] = true;
      edges[count] = reach[next];
      last = next;
    }
    return edges;
  }
}
