package dev.nervure.network.torch.operators;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.network.graph.Attribute.FloatAttribute;
import dev.nervure.network.graph.Attribute.IntAttribute;
import dev.nervure.network.graph.Attribute.IntsAttribute;
import dev.nervure.network.graph.Attribute.StringAttribute;
import dev.nervure.network.graph.Node;
import dev.nervure.stats.RandomStream;
import dev.nervure.testing.FreshSeed;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The other operators that libtorch has fast single-precision code for (matrix products,
 * normalisations, pooling, vectorised functions, sums) with random, mostly odd sizes.
 */
class OperatorPrecisionTest {

  private static final int TRIALS = 12;

  /** One draw: the node, the shapes of its inputs, the mode. */
  private record Trial(Node node, List<long[]> inputs, int differentiable, boolean training) {}

  /** A family of nodes of random sizes. */
  private record Kind(String name, Function<RandomStream, Trial> draw) {
    @Override
    public String toString() {
      return name;
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void agreesWithDoublePrecision(Kind kind) {
    long seed = FreshSeed.next();
    RandomStream random = RandomStream.seeded(seed).derive(kind.name());
    List<String> differences = new ArrayList<>();
    for (int i = 0; i < TRIALS; i++) {
      Trial trial = kind.draw().apply(random);
      differences.addAll(
          Precisions.differences(
              trial.node(), trial.inputs(), trial.differentiable(), trial.training(), random));
    }
    assertThat(differences).as(FreshSeed.repeat(seed, OperatorPrecisionTest.class)).isEmpty();
  }

  static Stream<Kind> kinds() {
    List<Kind> kinds = new ArrayList<>();
    kinds.add(
        new Kind(
            "matrix product",
            random -> {
              int inner = size(random, 200);
              return trial(
                  node("MatMul", 2),
                  shape(size(random, 90), inner),
                  shape(inner, size(random, 90)));
            }));
    kinds.add(
        new Kind(
            "batched matrix product",
            random -> {
              int batch = size(random, 6);
              int inner = size(random, 70);
              return trial(
                  node("MatMul", 2),
                  shape(batch, 2, size(random, 40), inner),
                  shape(random.nextInt(2) == 0 ? 1 : batch, 2, inner, size(random, 40)));
            }));
    kinds.add(
        new Kind(
            "Gemm",
            random -> {
              int inner = size(random, 150);
              int out = size(random, 60);
              boolean flipped = random.nextInt(2) == 0;
              return trial(
                  node("Gemm", 3)
                      .with("transB", new IntAttribute(flipped ? 1 : 0))
                      .with("alpha", new FloatAttribute(0.5f)),
                  shape(size(random, 40), inner),
                  flipped ? shape(out, inner) : shape(inner, out),
                  shape(out));
            }));
    kinds.add(
        new Kind(
            "BatchNormalization in training",
            random -> {
              int channels = size(random, 70);
              return new Trial(
                  node("BatchNormalization", 5).with("epsilon", new FloatAttribute(0.01f)),
                  List.of(
                      shape(2 + size(random, 8), channels, size(random, 9), size(random, 9)),
                      shape(channels),
                      shape(channels),
                      shape(channels),
                      shape(channels)),
                  3,
                  true);
            }));
    kinds.add(
        new Kind(
            "LayerNormalization",
            random -> {
              int last = 2 + size(random, 200);
              return trial(
                  node("LayerNormalization", 3)
                      .with("axis", new IntAttribute(-1))
                      .with("epsilon", new FloatAttribute(0.01f)),
                  shape(size(random, 9), size(random, 20), last),
                  shape(last),
                  shape(last));
            }));
    kinds.add(
        new Kind(
            "InstanceNormalization",
            random -> {
              int channels = size(random, 40);
              return trial(
                  node("InstanceNormalization", 3).with("epsilon", new FloatAttribute(0.01f)),
                  shape(size(random, 5), channels, 2 + size(random, 9), 2 + size(random, 9)),
                  shape(channels),
                  shape(channels));
            }));
    kinds.add(
        new Kind(
            "LRN",
            random ->
                trial(
                    node("LRN", 1).with("size", new IntAttribute(1 + 2 * random.nextInt(3))),
                    shape(size(random, 3), size(random, 40), size(random, 9), size(random, 9)))));
    for (String operator : List.of("MaxPool", "AveragePool")) {
      for (int axes = 1; axes <= 3; axes++) {
        kinds.add(pooling(operator, axes));
      }
    }
    for (String operator : List.of("GlobalAveragePool", "GlobalMaxPool")) {
      kinds.add(
          new Kind(
              operator,
              random ->
                  trial(
                      node(operator, 1),
                      shape(
                          size(random, 5), size(random, 70), size(random, 12), size(random, 12)))));
    }
    for (String operator : List.of("Softmax", "LogSoftmax")) {
      kinds.add(
          new Kind(
              operator,
              random ->
                  trial(
                      node(operator, 1).with("axis", new IntAttribute(random.nextInt(3))),
                      shape(size(random, 7), size(random, 40), size(random, 70)))));
    }
    for (String operator :
        List.of("ReduceSum", "ReduceMean", "ReduceL2", "ReduceMax", "ReduceLogSumExp")) {
      kinds.add(
          new Kind(
              operator,
              random ->
                  trial(
                      node(operator, 1),
                      shape(size(random, 9), size(random, 40), size(random, 60)))));
    }
    kinds.add(new Kind("LSTM", random -> recurrent("LSTM", 4, random)));
    kinds.add(new Kind("GRU", random -> recurrent("GRU", 3, random)));
    kinds.add(new Kind("RNN", random -> recurrent("RNN", 1, random)));
    for (String operator :
        List.of(
            "Relu",
            "Sigmoid",
            "Tanh",
            "Exp",
            "Erf",
            "Gelu",
            "Mish",
            "HardSwish",
            "Softplus",
            "Elu",
            "Selu",
            "Sin",
            "Cos",
            "Atan",
            "Sinh",
            "Asinh",
            "LeakyRelu")) {
      kinds.add(
          new Kind(
              operator,
              random -> trial(node(operator, 1), shape(size(random, 7), size(random, 300)))));
    }
    for (String operator : List.of("Add", "Sub", "Mul")) {
      kinds.add(
          new Kind(
              operator,
              random -> {
                int channels = size(random, 70);
                int last = size(random, 30);
                return trial(
                    node(operator, 2), shape(size(random, 7), channels, last), shape(channels, 1));
              }));
    }
    return kinds.stream();
  }

  private static Kind pooling(String operator, int axes) {
    return new Kind(
        operator + " over " + axes,
        random -> {
          long[] shape = new long[2 + axes];
          shape[0] = size(random, 4);
          shape[1] = size(random, 40);
          long[] kernel = new long[axes];
          long[] strides = new long[axes];
          for (int i = 0; i < axes; i++) {
            kernel[i] = 1 + random.nextInt(4);
            strides[i] = 1 + random.nextInt(2);
            shape[2 + i] = kernel[i] + random.nextInt(7);
          }
          return trial(
              node(operator, 1)
                  .with("kernel_shape", new IntsAttribute(kernel))
                  .with("strides", new IntsAttribute(strides)),
              shape);
        });
  }

  private static Trial recurrent(String operator, int gates, RandomStream random) {
    int features = size(random, 20);
    int hidden = size(random, 20);
    boolean both = random.nextInt(2) == 0;
    int directions = both ? 2 : 1;
    return trial(
        node(operator, 4)
            .with("hidden_size", new IntAttribute(hidden))
            .with("direction", new StringAttribute(both ? "bidirectional" : "forward")),
        shape(size(random, 6), size(random, 5), features),
        shape(directions, gates * hidden, features),
        shape(directions, gates * hidden, hidden),
        shape(directions, 2 * gates * hidden));
  }

  private static Node node(String operator, int inputs) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < inputs; i++) {
      names.add("x" + i);
    }
    return Node.of(operator, names, "y");
  }

  private static Trial trial(Node node, long[]... inputs) {
    return new Trial(node, List.of(inputs), inputs.length, false);
  }

  private static long[] shape(long... sizes) {
    return sizes;
  }

  private static int size(RandomStream random, int most) {
    return 1 + random.nextInt(most);
  }
}
