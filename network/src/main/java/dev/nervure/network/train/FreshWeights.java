package dev.nervure.network.train;

import dev.nervure.array.ElementType;
import dev.nervure.array.NdArray;
import dev.nervure.network.graph.Attribute.TensorAttribute;
import dev.nervure.network.graph.Graph;
import dev.nervure.network.graph.Node;
import dev.nervure.stats.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A network as it might have been before it was trained: the same graph with weights drawn anew.
 * What each tensor becomes is its {@link WeightRole}, found by where it stands:
 *
 * <ul>
 *   <li>Weights of convolutions, dense and recurrent layers are normal with mean 0 and standard
 *       deviation gain / sqrt(fan-in), the gain being that of the nonlinearity behind them ({@link
 *       Activation#gain}; He et al. 2015, eq. 10). A network of {@link Architectures} gets, bit for
 *       bit, the weights that its architecture gives for the same seed.
 *   <li>Biases become 0. Normalisations become the identity: scale 1, shift 0, running mean 0,
 *       running variance 1, as they are before the first batch. Slopes of PReLU become 0.25.
 *   <li>Embeddings, positions and tokens are normal with standard deviation 0.02.
 * </ul>
 *
 * <p>Constants stay: numbers that scale the input before the first layer with weights, bounds,
 * sizes, indices. A network whose batch normalisation was folded into its convolutions begins
 * without any. Where a tensor may be a weight or a constant it stays, and is named.
 *
 * @param graph the network
 * @param drawn number of values that were drawn at random
 * @param unclear tensors that stayed although they may be weights, in the order of the graph
 */
public record FreshWeights(Graph graph, long drawn, List<String> unclear) {
  /** BERT, GPT-2 and ViT initialise embeddings so. */
  private static final double EMBEDDING_DEVIATION = 0.02;

  /** The start of learned slopes (He et al. 2015, section 2.1). */
  private static final float SLOPE = 0.25f;

  /** Copies the list. */
  public FreshWeights {
    unclear = List.copyOf(unclear);
  }

  /**
   * Draws the weights; O(number of weights).
   *
   * @param seed what is drawn for a tensor depends on it and on the tensor's name alone
   * @throws IllegalArgumentException when the graph has no weight that could be drawn: one of
   *     integers, for example, or one whose weights come in as inputs
   */
  public static FreshWeights of(Graph graph, long seed) {
    WeightRoles found = WeightRoles.of(graph);
    RandomStream random = RandomStream.seeded(seed).derive("initial weights");
    Map<String, NdArray> changed = new HashMap<>();
    long drawn = 0;
    for (Map.Entry<String, WeightRole> one : found.roles().entrySet()) {
      NdArray trained = found.tensor(one.getKey());
      WeightRole role = one.getValue();
      changed.put(one.getKey(), fresh(trained, role, random.derive(one.getKey())));
      drawn += role.isDrawn() ? trained.size() : 0;
    }
    if (drawn == 0) {
      throw new IllegalArgumentException(
          "graph %s has no weights that could be drawn anew: no convolution, dense or recurrent layer reads a constant of floating-point numbers"
              .formatted(graph.name()));
    }
    return new FreshWeights(with(graph, changed), drawn, found.unclear());
  }

  private static NdArray fresh(NdArray trained, WeightRole role, RandomStream stream) {
    int size = Math.toIntExact(trained.size());
    return switch (role.kind()) {
      case DRAWN -> normal(trained, role.deviation(), stream);
      case EMBEDDING -> normal(trained, EMBEDDING_DEVIATION, stream);
      case ZERO -> filled(trained, size, 0);
      case ONE -> filled(trained, size, 1);
      case SLOPE -> filled(trained, size, SLOPE);
    };
  }

  private static NdArray normal(NdArray like, double deviation, RandomStream stream) {
    // In single precision whatever the type, as the built-in architectures draw.
    float[] values = new float[Math.toIntExact(like.size())];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (deviation * stream.nextGaussian());
    }
    return ofType(like, values);
  }

  private static NdArray filled(NdArray like, int size, float value) {
    float[] values = new float[size];
    Arrays.fill(values, value);
    return ofType(like, values);
  }

  private static NdArray ofType(NdArray like, float[] values) {
    if (like.type() != ElementType.FLOAT64) {
      return NdArray.of(values, like.shape());
    }
    double[] wide = new double[values.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = values[i];
    }
    return NdArray.of(wide, like.shape());
  }

  /** The graph with other constants, be they initializers or nodes; no edge changes. */
  private static Graph with(Graph graph, Map<String, NdArray> changed) {
    Map<String, NdArray> initializers = new LinkedHashMap<>(graph.initializers());
    initializers.replaceAll((name, value) -> changed.getOrDefault(name, value));
    List<Node> nodes = new ArrayList<>();
    for (Node node : graph.nodes()) {
      NdArray value = WeightRoles.isConstant(node) ? changed.get(node.outputs().get(0)) : null;
      nodes.add(value == null ? node : node.with("value", new TensorAttribute(value)));
    }
    return new Graph(
        graph.name(), nodes, initializers, graph.inputs(), graph.outputs(), graph.opset());
  }
}
