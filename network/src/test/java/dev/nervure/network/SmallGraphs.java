package dev.nervure.network;

import dev.nervure.array.ElementType;
import dev.nervure.array.NdArray;
import dev.nervure.network.graph.Attribute;
import dev.nervure.network.graph.Graph;
import dev.nervure.network.graph.Node;
import dev.nervure.network.graph.ValueInfo;
import dev.nervure.stats.RandomStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Small networks made in code. */
public final class SmallGraphs {

  private SmallGraphs() {}

  public static ValueInfo edge(String name, int... shape) {
    return new ValueInfo(name, ElementType.FLOAT32, shape.length == 0 ? null : shape);
  }

  public static NdArray random(long seed, int... shape) {
    RandomStream stream = RandomStream.seeded(seed);
    int size = 1;
    for (int s : shape) {
      size *= s;
    }
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      values[i] = stream.nextDouble() - 0.5;
    }
    return NdArray.of(values, shape);
  }

  public static Graph graph(
      Map<String, NdArray> weights, ValueInfo input, String output, Node... nodes) {
    return new Graph("g", List.of(nodes), weights, List.of(input), List.of(edge(output)), 17);
  }

  /** tanh(x W) V with a softmax behind: 3 inputs, 4 hidden, 2 classes. */
  public static Graph perceptron() {
    Map<String, NdArray> weights = new LinkedHashMap<>();
    weights.put("W", random(1, 3, 4));
    weights.put("V", random(2, 4, 2));
    return graph(
        weights,
        edge("x", -1, 3),
        "p",
        Node.of("MatMul", List.of("x", "W"), "a"),
        Node.of("Tanh", List.of("a"), "h"),
        Node.of("MatMul", List.of("h", "V"), "logits"),
        Node.of("Softmax", List.of("logits"), "p"));
  }

  /** A stem, two residual blocks and a linear layer, for 2 x 4 x 4 images. */
  public static Graph residual() {
    Map<String, NdArray> weights = new LinkedHashMap<>();
    weights.put("w0", random(3, 3, 2, 3, 3));
    weights.put("w1", random(4, 3, 3, 3, 3));
    weights.put("w2", random(5, 3, 3, 3, 3));
    weights.put("w3", random(6, 5, 3));
    return graph(
        weights,
        edge("x", -1, 2, 4, 4),
        "y",
        convolution("x", "w0", "c0"),
        Node.of("Relu", List.of("c0"), "r0"),
        convolution("r0", "w1", "c1"),
        Node.of("Add", List.of("c1", "r0"), "a1"),
        Node.of("Relu", List.of("a1"), "r1"),
        convolution("r1", "w2", "c2"),
        Node.of("Add", List.of("c2", "r1"), "a2"),
        Node.of("Relu", List.of("a2"), "r2"),
        Node.of("GlobalAveragePool", List.of("r2"), "g"),
        Node.of("Flatten", List.of("g"), "f"),
        Node.of("Gemm", List.of("f", "w3"), "y").with("transB", new Attribute.IntAttribute(1)));
  }

  private static Node convolution(String input, String weight, String output) {
    return Node.of("Conv", List.of(input, weight), output)
        .with("pads", new Attribute.IntsAttribute(1, 1, 1, 1));
  }

  /** The shape of a batch of samples of a shape. */
  public static int[] batch(int samples, int... shape) {
    int[] batch = new int[shape.length + 1];
    batch[0] = samples;
    System.arraycopy(shape, 0, batch, 1, shape.length);
    return batch;
  }
}
