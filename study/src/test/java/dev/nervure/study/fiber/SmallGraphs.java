package dev.nervure.study.fiber;

import dev.nervure.array.ElementType;
import dev.nervure.array.NdArray;
import dev.nervure.network.graph.Graph;
import dev.nervure.network.graph.Node;
import dev.nervure.network.graph.ValueInfo;
import dev.nervure.network.train.Activation;
import dev.nervure.network.train.MultilayerPerceptron;
import java.util.List;
import java.util.Map;

/** Networks that tests walk in. */
public final class SmallGraphs {
  private SmallGraphs() {}

  /** A smooth untrained perceptron. */
  public static Graph perceptron(List<Integer> input, int outputs) {
    MultilayerPerceptron architecture = new MultilayerPerceptron();
    return architecture.graph(
        architecture.defaults(input, outputs).withWidth(16).withActivation(Activation.TANH), 3);
  }

  /** The square roots of three inputs, summed with weights: no derivative at zero. */
  public static Graph roots() {
    return ofThreeInputs(
        "roots",
        List.of(Node.of("Sqrt", List.of("x"), "r"), Node.of("MatMul", List.of("r", "w"), "y")),
        1,
        0.5f,
        0.25f);
  }

  /** The sum of three inputs. */
  public static Graph sum() {
    return ofThreeInputs("sum", List.of(Node.of("MatMul", List.of("x", "w"), "y")), 1, 1, 1);
  }

  private static Graph ofThreeInputs(String name, List<Node> nodes, float... weights) {
    return new Graph(
        name,
        nodes,
        Map.of("w", NdArray.of(weights, 3, 1)),
        List.of(new ValueInfo("x", ElementType.FLOAT32, new int[] {-1, 3})),
        List.of(new ValueInfo("y", ElementType.FLOAT32, new int[] {-1, 1})),
        17);
  }
}
