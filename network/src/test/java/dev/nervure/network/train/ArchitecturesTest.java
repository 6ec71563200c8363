package dev.nervure.network.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.array.NdArray;
import dev.nervure.network.graph.Graph;
import dev.nervure.network.graph.Node;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ArchitecturesTest {

  private static final List<Integer> COLOUR = List.of(3, 32, 32);
  private static final List<Integer> GREY = List.of(1, 28, 28);
  private static final Pattern BLOCK = Pattern.compile("^/((stage\\d+/)?(block|layer)\\d+)/");

  private static Graph graph(String name, List<Integer> shape) {
    Architecture architecture = Architectures.named(name);
    return architecture.graph(architecture.defaults(shape, 10), 1);
  }

  private static int parameters(String name, List<Integer> shape) {
    return TrainableWeights.of(graph(name, shape)).values();
  }

  private static Set<String> blocks(Graph graph) {
    Set<String> blocks = new HashSet<>();
    for (Node node : graph.nodes()) {
      Matcher matcher = BLOCK.matcher(node.name());
      if (matcher.find()) {
        blocks.add(matcher.group(1));
      }
    }
    return blocks;
  }

  private static long count(Graph graph, String operator) {
    return graph.nodes().stream().filter(node -> node.operator().equals(operator)).count();
  }

  /**
   * Counts from the published descriptions: He et al. 2016 and LeCun et al. 1998 in their usual
   * implementations.
   */
  @Test
  void parameterCountsAreThoseOfTheOriginals() {
    assertThat(parameters("lenet", GREY)).isEqualTo(61_706);
    assertThat(parameters("mlp", GREY)).isEqualTo(784 * 128 + 128 + 128 * 128 + 128 + 1290);
    assertThat(parameters("resnet8", COLOUR)).isEqualTo(78_042);
    assertThat(parameters("resnet20", COLOUR)).isEqualTo(272_474);
    assertThat(parameters("resnet32", COLOUR)).isEqualTo(466_906);
    assertThat(parameters("resnet20-padded", COLOUR)).isEqualTo(269_722);
    assertThat(parameters("resnet32-padded", COLOUR)).isEqualTo(464_154);
  }

  @Test
  void constantWidthNetworksHaveTheBlocksOfTheirDescription() {
    assertThat(blocks(graph("cnn", GREY))).hasSize(5);
    assertThat(blocks(graph("vgg", COLOUR))).hasSize(5);
    assertThat(blocks(graph("resnet", COLOUR))).hasSize(10);
    assertThat(blocks(graph("mobilenetv2", COLOUR))).hasSize(15);
    assertThat(blocks(graph("se-resnet", COLOUR))).hasSize(6);
    assertThat(blocks(graph("resnet20", COLOUR))).hasSize(9);
    assertThat(count(graph("vgg", COLOUR), "Conv")).isEqualTo(10);
    // Stem, 10 x 3, 5 projections.
    assertThat(count(graph("resnet", COLOUR), "Conv")).isEqualTo(36);
    // Stem, 3 x 2 without expansion, 12 x 3, head, classifier.
    assertThat(count(graph("mobilenetv2", COLOUR), "Conv")).isEqualTo(45);
    // Stem with attention 3, 6 x (2 + 4), one projection.
    assertThat(count(graph("se-resnet", COLOUR), "Conv")).isEqualTo(40);
  }

  @Test
  void widthAndDepthAreOptions() {
    for (Architecture architecture : Architectures.all()) {
      ArchitectureOptions options = architecture.defaults(COLOUR, 7);
      int usual = TrainableWeights.of(architecture.graph(options, 1)).values();
      int wide =
          TrainableWeights.of(architecture.graph(options.withWidth(2 * options.width()), 1))
              .values();
      assertThat(wide).as(architecture.name()).isGreaterThan(usual);
      if (!architecture.name().equals("lenet")) {
        int deep =
            TrainableWeights.of(architecture.graph(options.withDepth(options.depth() + 6), 1))
                .values();
        assertThat(deep).as(architecture.name()).isGreaterThan(usual);
      }
    }
  }

  @Test
  void everyActivationIsBuiltIn() {
    Map<Activation, String> operators =
        Map.of(
            Activation.RELU, "Relu",
            Activation.ELU, "Elu",
            Activation.TANH, "Tanh",
            Activation.SIGMOID, "Sigmoid",
            Activation.SWISH, "Mul",
            Activation.RELU6, "Clip",
            Activation.LEAKY_RELU, "LeakyRelu");
    for (Activation activation : Activation.values()) {
      Architecture cnn = Architectures.named("cnn");
      Graph graph = cnn.graph(cnn.defaults(GREY, 10).withActivation(activation), 1);
      assertThat(count(graph, operators.get(activation))).as(activation.name()).isEqualTo(5);
      assertThat(Activation.named(activation.name().toLowerCase().replace('_', '-')))
          .isEqualTo(activation);
    }
  }

  @Test
  void theSeedDecidesEveryBit() {
    for (Architecture architecture : Architectures.all()) {
      ArchitectureOptions options = architecture.defaults(COLOUR, 10).withWidth(16);
      Graph first = architecture.graph(options, 42);
      Graph again = architecture.graph(options, 42);
      Graph other = architecture.graph(options, 43);
      String weight = TrainableWeights.of(first).names().get(0);
      assertThat(again.initializers().keySet()).isEqualTo(first.initializers().keySet());
      for (String name : first.initializers().keySet()) {
        assertThat(again.initializers().get(name).doubles())
            .isEqualTo(first.initializers().get(name).doubles());
      }
      assertThat(other.initializers().get(weight).floats())
          .isNotEqualTo(first.initializers().get(weight).floats());
    }
  }

  @Test
  void initialWeightsHaveHeVariance() {
    NdArray weight = graph("vgg", COLOUR).initializers().get("block2.conv1.weight");
    double sum = 0;
    double squares = 0;
    for (float value : weight.floats()) {
      sum += value;
      squares += (double) value * value;
    }
    long n = weight.size();
    double expected = 2.0 / (128 * 9);
    // The variance of n = 147,456 normal values has a relative standard error of sqrt(2 / n) = 0.4
    // %; 5 of them.
    assertThat(squares / n).isCloseTo(expected, within(0.02 * expected));
    assertThat(sum / n).isCloseTo(0, within(5 * Math.sqrt(expected / n)));
  }

  @Test
  void edgesAreNamedByScope() {
    Graph graph = graph("resnet20", COLOUR);
    assertThat(graph.producers())
        .containsKeys(
            "/stem/conv/Conv_output_0",
            "/stage1/block1/part1/norm/BatchNormalization_output_0",
            "/stage3/block3/Relu_output_0",
            "logits");
    assertThat(graph.inputs().get(0).shape()).containsExactly(-1, 3, 32, 32);
    assertThat(graph.outputs().get(0).shape()).containsExactly(-1, 10);
  }

  @Test
  void whatDoesNotFitIsRefusedWithItsValue() {
    Architecture cnn = Architectures.named("cnn");
    assertThatThrownBy(() -> cnn.graph(cnn.defaults(List.of(784), 10), 1))
        .hasMessageContaining("[784]");
    Architecture resnet = Architectures.named("resnet20");
    assertThatThrownBy(() -> resnet.graph(resnet.defaults(COLOUR, 10).withDepth(21), 1))
        .hasMessageContaining("21");
    Architecture lenet = Architectures.named("lenet");
    assertThatThrownBy(() -> lenet.graph(lenet.defaults(List.of(1, 4, 4), 10), 1))
        .hasMessageContaining("too small");
    assertThatThrownBy(() -> Architectures.named("alexnet")).hasMessageContaining("resnet20");
    assertThatThrownBy(() -> cnn.defaults(GREY, 10).withDropout(1)).hasMessageContaining("1.0");
    assertThatThrownBy(() -> Activation.named("step")).hasMessageContaining("step");
  }
}
