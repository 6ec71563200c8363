package dev.nervure.network.train;

import dev.nervure.array.ElementType;
import dev.nervure.array.NdArray;
import dev.nervure.network.graph.Attribute;
import dev.nervure.network.graph.Attribute.FloatAttribute;
import dev.nervure.network.graph.Attribute.IntAttribute;
import dev.nervure.network.graph.Attribute.IntsAttribute;
import dev.nervure.network.graph.Graph;
import dev.nervure.network.graph.Node;
import dev.nervure.network.graph.ValueInfo;
import dev.nervure.stats.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Puts a network together layer by layer. A layer in scope {@code block1/conv1} makes the edge
 * {@code /block1/conv1/Conv_output_0} and the weights {@code block1.conv1.weight}, the names that
 * exporters of other frameworks give. Shapes are followed along the way. Not thread safe.
 */
final class GraphBuilder {

  /** Operator set of the graphs made: understood by every current reader. */
  static final long OPSET = 13;

  private static final String INPUT = "input";
  private static final String LOGITS = "logits";

  private final RandomStream random;
  private final List<Node> nodes = new ArrayList<>();
  private final Map<String, NdArray> initializers = new LinkedHashMap<>();
  private final Set<String> edges = new HashSet<>();
  private int[] inputShape = {};

  /** A value on its way through the network; the shape is without the batch. */
  record Edge(String name, int... shape) {
    int channels() {
      return shape[0];
    }

    int height() {
      return shape[1];
    }

    int width() {
      return shape[2];
    }

    int size() {
      return Arrays.stream(shape).reduce(1, Math::multiplyExact);
    }
  }

  GraphBuilder(long seed) {
    random = RandomStream.seeded(seed).derive("initial weights");
  }

  /** The network's input, any shape. */
  Edge input(ArchitectureOptions options) {
    inputShape = options.inputShape().stream().mapToInt(Integer::intValue).toArray();
    return new Edge(INPUT, inputShape);
  }

  /** The network's input, which must be (channels, height, width). */
  Edge imageInput(String architecture, ArchitectureOptions options) {
    if (options.inputShape().size() != 3) {
      throw new IllegalArgumentException(
          architecture
              + " takes images of shape (channels, height, width) but the input shape was "
              + options.inputShape());
    }
    return input(options);
  }

  /** Convolution with a square kernel; the bias is left out where batch normalisation follows. */
  Edge convolution(String scope, Edge x, Convolution layer, double gain) {
    String weight = parameter(scope, "weight");
    int fanIn = x.channels() / layer.groups() * layer.kernel() * layer.kernel();
    int[] weightShape = {
      layer.channels(), x.channels() / layer.groups(), layer.kernel(), layer.kernel()
    };
    normal(weight, gain / Math.sqrt(fanIn), weightShape);
    List<String> inputs = new ArrayList<>(List.of(x.name(), weight));
    if (layer.bias()) {
      inputs.add(zeros(parameter(scope, "bias"), layer.channels()));
    }
    long k = layer.kernel();
    long s = layer.stride();
    long p = layer.padding();
    Map<String, Attribute> attributes =
        Map.of(
            "dilations", new IntsAttribute(1, 1),
            "group", new IntAttribute(layer.groups()),
            "kernel_shape", new IntsAttribute(k, k),
            "pads", new IntsAttribute(p, p, p, p),
            "strides", new IntsAttribute(s, s));
    int height = windows(scope, x.height(), layer.kernel(), layer.stride(), layer.padding());
    int width = windows(scope, x.width(), layer.kernel(), layer.stride(), layer.padding());
    return add(scope, "Conv", inputs, attributes, layer.channels(), height, width);
  }

  /** A convolution: channels made, kernel width, stride, padding on each side, groups, bias. */
  record Convolution(int channels, int kernel, int stride, int padding, int groups, boolean bias) {

    /** No bias, padded so that stride 1 keeps the size. */
    static Convolution same(int channels, int kernel, int stride) {
      return new Convolution(channels, kernel, stride, (kernel - 1) / 2, 1, false);
    }

    /** One 3x3 kernel per channel. */
    static Convolution depthwise(int channels, int stride) {
      return new Convolution(channels, 3, stride, 1, channels, false);
    }

    Convolution withBias() {
      return new Convolution(channels, kernel, stride, padding, groups, true);
    }
  }

  /** Batch normalisation over the channels, identity at first; running statistics keep 0.9. */
  Edge batchNormalization(String scope, Edge x) {
    int channels = x.channels();
    List<String> inputs =
        List.of(
            x.name(),
            filled(parameter(scope, "weight"), 1, channels),
            zeros(parameter(scope, "bias"), channels),
            zeros(parameter(scope, "running_mean"), channels),
            filled(parameter(scope, "running_var"), 1, channels));
    Map<String, Attribute> attributes =
        Map.of("epsilon", new FloatAttribute(1e-5f), "momentum", new FloatAttribute(0.9f));
    return add(scope, "BatchNormalization", inputs, attributes, x.shape());
  }

  /** The nonlinearity, value by value. */
  Edge activation(String scope, Edge x, Activation activation) {
    List<String> inputs = List.of(x.name());
    return switch (activation) {
      case RELU -> add(scope, "Relu", inputs, Map.of(), x.shape());
      case ELU -> add(scope, "Elu", inputs, Map.of("alpha", new FloatAttribute(1)), x.shape());
      case TANH -> add(scope, "Tanh", inputs, Map.of(), x.shape());
      case SIGMOID -> add(scope, "Sigmoid", inputs, Map.of(), x.shape());
      case SWISH -> {
        Edge gate = add(scope, "Sigmoid", inputs, Map.of(), x.shape());
        yield add(scope, "Mul", List.of(x.name(), gate.name()), Map.of(), x.shape());
      }
      case RELU6 -> {
        String low = constant("clip.low", NdArray.of(new float[] {0}, new int[0]));
        String high = constant("clip.high", NdArray.of(new float[] {6}, new int[0]));
        yield add(scope, "Clip", List.of(x.name(), low, high), Map.of(), x.shape());
      }
      case LEAKY_RELU ->
          add(scope, "LeakyRelu", inputs, Map.of("alpha", new FloatAttribute(0.01f)), x.shape());
    };
  }

  /** Convolution, batch normalisation, nonlinearity; the usual building block. */
  Edge convolutionBlock(String scope, Edge x, Convolution layer, Activation activation) {
    Edge y = convolution(scope + "/conv", x, layer, activation.gain());
    return activation(scope, batchNormalization(scope + "/norm", y), activation);
  }

  /** Maximum over 2x2 windows, stride 2; the input itself where it is less than 2 high or wide. */
  Edge halve(String scope, Edge x) {
    if (x.height() < 2 || x.width() < 2) {
      return x;
    }
    Map<String, Attribute> attributes =
        Map.of("kernel_shape", new IntsAttribute(2, 2), "strides", new IntsAttribute(2, 2));
    return add(
        scope,
        "MaxPool",
        List.of(x.name()),
        attributes,
        x.channels(),
        x.height() / 2,
        x.width() / 2);
  }

  /** Mean of each channel, as an image of 1x1. */
  Edge globalAverage(String scope, Edge x) {
    return add(scope, "GlobalAveragePool", List.of(x.name()), Map.of(), x.channels(), 1, 1);
  }

  /** Everything in one row per sample. */
  Edge flatten(String scope, Edge x) {
    return add(scope, "Flatten", List.of(x.name()), Map.of("axis", new IntAttribute(1)), x.size());
  }

  /** Fully connected layer on a flat input. */
  Edge dense(String scope, Edge x, int units, double gain) {
    return dense(scope, x, units, gain, "");
  }

  /** The last layer: fully connected, its output edge is {@code logits}. */
  Edge logits(String scope, Edge x, int classes) {
    return dense(scope, x, classes, 1, LOGITS);
  }

  private Edge dense(String scope, Edge x, int units, double gain, String output) {
    String weight = parameter(scope, "weight");
    normal(weight, gain / Math.sqrt(x.size()), units, x.size());
    List<String> inputs = List.of(x.name(), weight, zeros(parameter(scope, "bias"), units));
    Map<String, Attribute> attributes =
        Map.of(
            "alpha", new FloatAttribute(1),
            "beta", new FloatAttribute(1),
            "transB", new IntAttribute(1));
    return node(scope, "Gemm", inputs, attributes, output, units);
  }

  /**
   * The last layer of a network that ends in a 1x1 convolution: its output edge is {@code logits}.
   */
  Edge flattenToLogits(String scope, Edge x) {
    Map<String, Attribute> attributes = Map.of("axis", new IntAttribute(1));
    return node(scope, "Flatten", List.of(x.name()), attributes, LOGITS, x.size());
  }

  /** Dropout, active only in training; nothing for probability 0. */
  Edge dropout(String scope, Edge x, double probability) {
    if (probability == 0) {
      return x;
    }
    String ratio =
        constant(
            parameter(scope, "ratio"), NdArray.of(new float[] {(float) probability}, new int[0]));
    return add(scope, "Dropout", List.of(x.name(), ratio), Map.of(), x.shape());
  }

  /** Sum of two edges of the same shape. */
  Edge sum(String scope, Edge x, Edge y) {
    return add(scope, "Add", List.of(x.name(), y.name()), Map.of(), x.shape());
  }

  /** Each channel of x times its gate (channels x 1 x 1). */
  Edge gate(String scope, Edge x, Edge gate) {
    return add(scope, "Mul", List.of(x.name(), gate.name()), Map.of(), x.shape());
  }

  /**
   * The shortcut without parameters (He et al. 2016, option A): every stride-th pixel, and zeros
   * for the new channels, half of them in front.
   */
  Edge paddedShortcut(String scope, Edge x, int channels, int stride) {
    String starts = constant("shortcut.starts", NdArray.of(new long[] {0, 0}, 2));
    String ends =
        constant("shortcut.ends", NdArray.of(new long[] {Integer.MAX_VALUE, Integer.MAX_VALUE}, 2));
    String axes = constant("shortcut.axes", NdArray.of(new long[] {2, 3}, 2));
    String steps = constant("shortcut.steps" + stride, NdArray.of(new long[] {stride, stride}, 2));
    int height = (x.height() + stride - 1) / stride;
    int width = (x.width() + stride - 1) / stride;
    Edge sampled =
        add(
            scope,
            "Slice",
            List.of(x.name(), starts, ends, axes, steps),
            Map.of(),
            x.channels(),
            height,
            width);
    int front = (channels - x.channels()) / 2;
    int back = channels - x.channels() - front;
    String pads =
        constant(
            parameter(scope, "pads"), NdArray.of(new long[] {0, front, 0, 0, 0, back, 0, 0}, 8));
    return add(scope, "Pad", List.of(sampled.name(), pads), Map.of(), channels, height, width);
  }

  /** The finished graph; it ends at the logits. */
  Graph finish(String name, Edge logits) {
    int[] batched = new int[inputShape.length + 1];
    batched[0] = -1;
    System.arraycopy(inputShape, 0, batched, 1, inputShape.length);
    return new Graph(
        name,
        nodes,
        initializers,
        List.of(new ValueInfo(INPUT, ElementType.FLOAT32, batched)),
        List.of(new ValueInfo(logits.name(), ElementType.FLOAT32, new int[] {-1, logits.size()})),
        OPSET);
  }

  private Edge add(
      String scope,
      String operator,
      List<String> inputs,
      Map<String, Attribute> attributes,
      int... shape) {
    return node(scope, operator, inputs, attributes, "", shape);
  }

  private Edge node(
      String scope,
      String operator,
      List<String> inputs,
      Map<String, Attribute> attributes,
      String output,
      int... shape) {
    String name = "/" + scope + "/" + operator;
    for (int i = 1; !edges.add(name); i++) {
      name = "/" + scope + "/" + operator + "_" + i;
    }
    String edge = output.isEmpty() ? name + "_output_0" : output;
    Map<String, Attribute> sorted = new TreeMap<>(attributes);
    nodes.add(new Node(operator, name, "", inputs, List.of(edge), sorted));
    return new Edge(edge, shape);
  }

  private static int windows(String scope, int size, int kernel, int stride, int padding) {
    int room = size + 2 * padding - kernel;
    if (room < 0) {
      throw new IllegalArgumentException(
          "the input is too small: "
              + scope
              + " has a kernel of "
              + kernel
              + " but only "
              + size
              + " pixels and padding "
              + padding
              + " on each side are left there");
    }
    return room / stride + 1;
  }

  private static String parameter(String scope, String role) {
    return scope.replace('/', '.') + "." + role;
  }

  private void normal(String name, double deviation, int... shape) {
    RandomStream stream = random.derive(name);
    float[] values = new float[Arrays.stream(shape).reduce(1, Math::multiplyExact)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (deviation * stream.nextGaussian());
    }
    weight(name, NdArray.of(values, shape));
  }

  private String zeros(String name, int length) {
    return filled(name, 0, length);
  }

  private String filled(String name, float value, int length) {
    float[] values = new float[length];
    Arrays.fill(values, value);
    return weight(name, NdArray.of(values, length));
  }

  private String weight(String name, NdArray value) {
    if (initializers.put(name, value) != null) {
      throw new IllegalStateException("scope of " + name + " is used twice");
    }
    return name;
  }

  /** A fixed tensor, which several layers may share. */
  private String constant(String name, NdArray value) {
    initializers.putIfAbsent(name, value);
    return name;
  }
}
