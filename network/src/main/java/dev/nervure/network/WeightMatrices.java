package dev.nervure.network;

import dev.nervure.array.ElementType;
import dev.nervure.array.NdArray;
import dev.nervure.network.graph.Graph;
import dev.nervure.network.graph.Node;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The weights of convolutions and dense layers as matrices, in the order of evaluation. A kernel of
 * a convolution is unrolled: one row an output channel (of a transposed convolution an input
 * channel), one column a weight of it. That is the matrix by which patches are multiplied, not the
 * map from whole image to whole image, whose norm is another. Biases, normalisations and embeddings
 * are none of them.
 */
public final class WeightMatrices {
  private static final Set<String> DENSE = Set.of("Gemm", "MatMul");
  private static final Set<String> KERNELS = Set.of("Conv", "ConvTranspose");

  private WeightMatrices() {}

  /**
   * All of them by the names of their tensors; one that several layers share counts once. Empty
   * where a network has none. Values are shared with the graph.
   */
  public static Map<String, NdArray> of(Graph graph) {
    Map<String, String> stored = new HashMap<>();
    graph.initializers().keySet().forEach(name -> stored.put(name, name));
    Map<String, NdArray> found = new LinkedHashMap<>();
    for (Node node : graph.nodes()) {
      if (node.operator().equals("Identity") && stored.containsKey(node.inputs().get(0))) {
        stored.put(node.outputs().get(0), stored.get(node.inputs().get(0)));
      }
      List<Integer> places =
          DENSE.contains(node.operator())
              ? List.of(0, 1)
              : KERNELS.contains(node.operator()) ? List.of(1) : List.of();
      for (int place : places) {
        String name = place < node.inputs().size() ? stored.get(node.inputs().get(place)) : null;
        NdArray tensor = name == null ? null : graph.initializers().get(name);
        if (name != null
            && tensor != null
            && tensor.rank() >= 2
            && tensor.type() != ElementType.INT64) {
          found.put(name, matrix(tensor, KERNELS.contains(node.operator())));
        }
      }
    }
    return Collections.unmodifiableMap(found);
  }

  private static NdArray matrix(NdArray tensor, boolean isKernel) {
    int[] shape = tensor.shape();
    int rows =
        isKernel
            ? shape[0]
            : Arrays.stream(shape).limit(shape.length - 1).reduce(1, Math::multiplyExact);
    return tensor.reshape(rows, Math.toIntExact(tensor.size() / rows));
  }
}
