package dev.nervure.network;

import dev.nervure.array.NdArray;
import dev.nervure.network.graph.Attribute.FloatAttribute;
import dev.nervure.network.graph.Attribute.IntAttribute;
import dev.nervure.network.graph.Attribute.IntsAttribute;
import dev.nervure.network.graph.Attribute.StringAttribute;
import dev.nervure.network.graph.Graph;
import dev.nervure.network.graph.Node;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Small networks with one operator or a few, for their derivatives. */
public final class OperatorCases {

  private OperatorCases() {}

  /**
   * A network that needs a derivative of some operators, or that has none of its own.
   *
   * @param operators those whose own derivative for rows it exercises
   * @param input the shape of one sample
   */
  public record Case(
      String name,
      List<String> operators,
      int[] input,
      Map<String, NdArray> weights,
      List<Node> nodes) {

    @Override
    public String toString() {
      return name;
    }

    public Graph graph() {
      return SmallGraphs.graph(
          weights,
          SmallGraphs.edge("x", SmallGraphs.batch(-1, input)),
          "y",
          nodes.toArray(Node[]::new));
    }

    /** One sample, with the batch dimension. */
    public NdArray sample(long seed) {
      return SmallGraphs.random(seed, SmallGraphs.batch(1, input));
    }
  }

  private static Case of(
      String name, String operators, int[] input, Map<String, NdArray> weights, Node... nodes) {
    return new Case(
        name,
        operators.isEmpty() ? List.of() : List.of(operators.split(" ")),
        input,
        new LinkedHashMap<>(weights),
        List.of(nodes));
  }

  private static Node node(String operator, String... inputs) {
    return Node.of(operator, List.of(inputs), "y");
  }

  private static NdArray positive(long seed, int size) {
    double[] values = SmallGraphs.random(seed, size).doubles();
    return NdArray.of(Arrays.stream(values).map(v -> v + 1).toArray(), size);
  }

  /** Functions of one value, and by how much their argument is moved into their domain. */
  private static Stream<Case> elementwise() {
    List<String> anywhere =
        List.of(
            "Relu",
            "Sigmoid",
            "Tanh",
            "LeakyRelu",
            "Elu",
            "Celu",
            "Selu",
            "Gelu",
            "Mish",
            "HardSigmoid",
            "HardSwish",
            "Softplus",
            "Softsign",
            "Erf",
            "Abs",
            "Neg",
            "Exp",
            "Sin",
            "Cos",
            "Tan",
            "Asin",
            "Acos",
            "Atan",
            "Sinh",
            "Cosh",
            "Asinh",
            "Atanh",
            "Shrink",
            "ThresholdedRelu",
            "Dropout",
            "Identity");
    List<String> aboveOne = List.of("Reciprocal", "Sqrt", "Log", "Acosh");
    return Stream.concat(
        anywhere.stream().map(operator -> elementwise(operator, 0)),
        aboveOne.stream().map(operator -> elementwise(operator, 1.6)));
  }

  private static Case elementwise(String operator, double shift) {
    return of(
        operator,
        operator + " Add",
        new int[] {6},
        Map.of("shift", NdArray.of(new double[] {shift}, 1, 1)),
        Node.of("Add", List.of("x", "shift"), "a"),
        node(operator, "a"));
  }

  /** All of them. */
  public static Stream<Case> cases() {
    return Stream.of(elementwise(), others(), linear(), composed(), sampled()).flatMap(all -> all);
  }

  private static Stream<Case> others() {
    int[] vector = {6};
    int[] image = {2, 5, 4};
    Map<String, NdArray> none = Map.of();
    return Stream.of(
        of("softmax", "Softmax", vector, none, node("Softmax", "x")),
        of(
            "a constant added",
            "Add",
            vector,
            Map.of("b", SmallGraphs.random(1, 6)),
            node("Add", "x", "b")),
        of("twice the same", "Add", vector, none, node("Add", "x", "x")),
        of(
            "from a constant",
            "Sub",
            vector,
            Map.of("b", SmallGraphs.random(1, 6)),
            node("Sub", "b", "x")),
        of("a square", "Mul", vector, none, node("Mul", "x", "x")),
        of(
            "times a constant",
            "Mul",
            vector,
            Map.of("b", SmallGraphs.random(1, 6)),
            node("Mul", "b", "x")),
        of(
            "a summand that is broadcast",
            "Add",
            new int[] {3, 1},
            Map.of("b", SmallGraphs.random(1, 1, 3, 4)),
            node("Add", "x", "b")),
        of(
            "gate",
            "Sigmoid Mul",
            vector,
            none,
            Node.of("Sigmoid", List.of("x"), "g"),
            node("Mul", "x", "g")),
        of(
            "convolution",
            "Conv",
            image,
            Map.of("w", SmallGraphs.random(2, 3, 2, 3, 2), "b", SmallGraphs.random(3, 3)),
            node("Conv", "x", "w", "b")
                .with("strides", new IntsAttribute(2L, 1L))
                .with("pads", new IntsAttribute(1L, 1L, 1L, 1L))),
        of(
            "convolution in groups",
            "Conv",
            image,
            Map.of("w", SmallGraphs.random(2, 4, 1, 2, 2)),
            node("Conv", "x", "w")
                .with("group", new IntAttribute(2))
                .with("dilations", new IntsAttribute(2L, 1L))),
        of(
            "convolution padded at one end",
            "",
            image,
            Map.of("w", SmallGraphs.random(2, 3, 2, 3, 2)),
            node("Conv", "x", "w").with("pads", new IntsAttribute(1L, 0L, 0L, 1L))),
        of(
            "convolution over one axis",
            "Conv",
            new int[] {2, 9},
            Map.of("w", SmallGraphs.random(2, 3, 2, 3)),
            node("Conv", "x", "w")),
        of(
            "max pooling",
            "MaxPool",
            image,
            none,
            node("MaxPool", "x")
                .with("kernel_shape", new IntsAttribute(3L, 2L))
                .with("strides", new IntsAttribute(2L, 1L))
                .with("pads", new IntsAttribute(1L, 0L, 1L, 0L))),
        of(
            "max pooling, padded at one end and rounded up",
            "MaxPool",
            image,
            none,
            node("MaxPool", "x")
                .with("kernel_shape", new IntsAttribute(3L, 2L))
                .with("strides", new IntsAttribute(2L, 3L))
                .with("ceil_mode", new IntAttribute(1))
                .with("pads", new IntsAttribute(0L, 0L, 2L, 1L))),
        of(
            "max pooling over one axis",
            "",
            new int[] {2, 9},
            none,
            node("MaxPool", "x").with("kernel_shape", new IntsAttribute(3L))),
        of(
            "average pooling, by libtorch",
            "",
            image,
            none,
            node("AveragePool", "x").with("kernel_shape", new IntsAttribute(2L, 2L))),
        of("global average", "GlobalAveragePool", image, none, node("GlobalAveragePool", "x")),
        of(
            "batch normalization",
            "BatchNormalization",
            image,
            Map.of(
                "s",
                SmallGraphs.random(4, 2),
                "b",
                SmallGraphs.random(5, 2),
                "m",
                SmallGraphs.random(6, 2),
                "v",
                positive(7, 2)),
            node("BatchNormalization", "x", "s", "b", "m", "v")
                .with("epsilon", new FloatAttribute(0.01f))),
        of(
            "log of a softmax",
            "LogSoftmax",
            new int[] {3, 4},
            none,
            node("LogSoftmax", "x").with("axis", new IntAttribute(1))),
        of(
            "layer normalization",
            "LayerNormalization",
            new int[] {3, 4},
            Map.of("s", SmallGraphs.random(4, 4), "b", SmallGraphs.random(5, 4)),
            Node.of("LayerNormalization", List.of("x", "s", "b"), "l")
                .with("axis", new IntAttribute(-1)),
            node("Tanh", "l")),
        of(
            "layer normalization over two axes with a scale for the last",
            "LayerNormalization",
            new int[] {3, 4},
            Map.of("s", SmallGraphs.random(4, 4)),
            node("LayerNormalization", "x", "s").with("axis", new IntAttribute(1))),
        of(
            "a slope for each channel",
            "PRelu",
            image,
            Map.of("s", SmallGraphs.random(4, 2, 1, 1)),
            node("PRelu", "x", "s")),
        of(
            "bounds",
            "Clip",
            vector,
            Map.of("low", NdArray.of(new double[] {-0.2}), "high", NdArray.of(new double[] {0.3})),
            node("Clip", "x", "low", "high")),
        of(
            "matrix",
            "MatMul",
            vector,
            Map.of("w", SmallGraphs.random(8, 6, 3)),
            node("MatMul", "x", "w")),
        of(
            "matrix on the last of three axes",
            "MatMul",
            new int[] {3, 4},
            Map.of("w", SmallGraphs.random(8, 4, 2)),
            node("MatMul", "x", "w")),
        of(
            "matrix, transposed and scaled",
            "Gemm",
            vector,
            Map.of("w", SmallGraphs.random(8, 3, 6), "b", SmallGraphs.random(9, 3)),
            node("Gemm", "x", "w", "b")
                .with("transB", new IntAttribute(1))
                .with("alpha", new FloatAttribute(0.5f))),
        of(
            "matrix as it is",
            "Gemm",
            vector,
            Map.of("w", SmallGraphs.random(8, 6, 3)),
            node("Gemm", "x", "w")),
        of(
            "products of activations, by libtorch",
            "Transpose",
            new int[] {3, 4},
            none,
            Node.of("Transpose", List.of("x"), "t").with("perm", new IntsAttribute(0L, 2L, 1L)),
            node("MatMul", "x", "t")),
        of(
            "reshape, flatten and axes of length one",
            "Reshape Flatten Squeeze Unsqueeze",
            new int[] {2, 3},
            Map.of(
                "shape", NdArray.of(new long[] {0, 3, 2}, 3), "one", NdArray.of(new long[] {1}, 1)),
            Node.of("Reshape", List.of("x", "shape"), "r"),
            Node.of("Unsqueeze", List.of("r", "one"), "u"),
            Node.of("Squeeze", List.of("u", "one"), "q"),
            Node.of("Tanh", List.of("q"), "t"),
            node("Flatten", "t")),
        of(
            "several outputs, by libtorch",
            "Concat",
            vector,
            none,
            Node.of("Split", List.of("x"), List.of("a", "b"), Map.of())
                .with("axis", new IntAttribute(1)),
            Node.of("Tanh", List.of("a"), "h"),
            Node.of("Concat", List.of("h", "b", "a"), "y").with("axis", new IntAttribute(1))),
        of(
            "layer normalization, written out",
            "ReduceMean Sub Pow Div Sqrt",
            new int[] {3, 4},
            Map.of("two", NdArray.of(new double[] {2}, 1), "e", NdArray.of(new double[] {0.1}, 1)),
            Node.of("ReduceMean", List.of("x"), "m").with("axes", new IntsAttribute(-1L)),
            Node.of("Sub", List.of("x", "m"), "c"),
            Node.of("Pow", List.of("c", "two"), "q"),
            Node.of("ReduceMean", List.of("q"), "v").with("axes", new IntsAttribute(-1L)),
            Node.of("Add", List.of("v", "e"), "w"),
            Node.of("Sqrt", List.of("w"), "s"),
            node("Div", "c", "s")),
        of(
            "a sum without its axes",
            "ReduceSum",
            new int[] {3, 4, 2},
            Map.of("axes", NdArray.of(new long[] {1, -1}, 2)),
            Node.of("Tanh", List.of("x"), "t"),
            node("ReduceSum", "t", "axes").with("keepdims", new IntAttribute(0))),
        of(
            "a choice by the values themselves, by libtorch",
            "",
            vector,
            Map.of("zero", NdArray.of(new double[] {0}, 1)),
            Node.of("Greater", List.of("x", "zero"), "g"),
            Node.of("Tanh", List.of("x"), "t"),
            node("Where", "g", "t", "x")),
        of(
            "many more values than inputs, by columns",
            "",
            new int[] {2},
            Map.of("w", SmallGraphs.random(8, 2, 7)),
            Node.of("MatMul", List.of("x", "w"), "a"),
            node("Tanh", "a")),
        of(
            "powers of one value, by libtorch",
            "",
            new int[] {2, 3},
            Map.of(
                "e", NdArray.of(new double[] {1, 2, 3}, 3),
                "shift", NdArray.of(new double[] {1}, 1, 1, 1)),
            Node.of("ReduceMean", List.of("x"), "m").with("axes", new IntsAttribute(2L)),
            Node.of("Add", List.of("m", "shift"), "a"),
            node("Pow", "a", "e")),
        of(
            "only the second output of a node, by libtorch",
            "",
            new int[] {4, 3},
            Map.of(
                "w", SmallGraphs.random(1, 1, 8, 3),
                "r", SmallGraphs.random(2, 1, 8, 2)),
            Node.of("LSTM", List.of("x", "w", "r"), List.of("", "y"), Map.of())
                .with("layout", new IntAttribute(1))
                .with("hidden_size", new IntAttribute(2))),
        of(
            "samples in another dimension, replicated",
            "",
            vector,
            none,
            Node.of("Transpose", List.of("x"), "t").with("perm", new IntsAttribute(1L, 0L)),
            Node.of("Tanh", List.of("t"), "h"),
            node("Transpose", "h").with("perm", new IntsAttribute(1L, 0L))));
  }

  /**
   * A network for one sample only: its indices mean one, and its output has the samples in no
   * dimension.
   */
  public static Case single() {
    return of(
        "indices",
        "",
        new int[] {4},
        Map.of(
            "lengths", NdArray.of(new long[] {3}, 1),
            "elements", NdArray.of(new long[] {3, 0, 0, -2}, 1, 4),
            "points", NdArray.of(new long[] {0, 3, 0, 1}, 2, 2)),
        Node.of("Mul", List.of("x", "x"), "a"),
        Node.of("ReverseSequence", List.of("a", "lengths"), "r")
            .with("time_axis", new IntAttribute(1))
            .with("batch_axis", new IntAttribute(0)),
        Node.of("GatherElements", List.of("r", "elements"), "e").with("axis", new IntAttribute(1)),
        node("GatherND", "e", "points"));
  }

  /** What is linear in the data, and what is in each of several inputs. */
  private static Stream<Case> linear() {
    int[] image = {2, 5, 4};
    int[] matrix = {3, 4};
    Map<String, NdArray> none = Map.of();
    Node square = Node.of("Mul", List.of("x", "x"), "a");
    return Stream.of(
        of(
            "transposed convolution",
            "",
            image,
            Map.of("w", SmallGraphs.random(2, 2, 3, 3, 2), "b", SmallGraphs.random(3, 3)),
            square,
            node("ConvTranspose", "a", "w", "b").with("strides", new IntsAttribute(2L, 1L))),
        of(
            "average pooling padded at one end",
            "",
            image,
            none,
            square,
            node("AveragePool", "a")
                .with("kernel_shape", new IntsAttribute(3L, 2L))
                .with("pads", new IntsAttribute(1L, 0L, 0L, 1L))),
        of(
            "max pooling padded at one end",
            "",
            image,
            none,
            square,
            node("MaxPool", "a")
                .with("kernel_shape", new IntsAttribute(2L, 2L))
                .with("pads", new IntsAttribute(0L, 1L, 1L, 0L))),
        of(
            "max pooling over three axes",
            "",
            new int[] {1, 3, 4, 3},
            none,
            node("MaxPool", "x").with("kernel_shape", new IntsAttribute(2L, 2L, 2L))),
        of(
            "a border that is not zero",
            "Pad",
            image,
            Map.of(
                "pads", NdArray.of(new long[] {0, 0, 1, 0, 0, 0, 0, 2}, 8),
                "value", NdArray.of(new double[] {3})),
            square,
            node("Pad", "a", "pads", "value")),
        of(
            "a border cut off and one mirrored",
            "Pad",
            image,
            Map.of(
                "cut", NdArray.of(new long[] {0, 0, -1, 1, 0, 0, 0, -2}, 8),
                "mirror", NdArray.of(new long[] {0, 0, 2, 0, 0, 0, 1, 1}, 8)),
            square,
            Node.of("Pad", List.of("a", "cut"), "c"),
            node("Pad", "c", "mirror").with("mode", new StringAttribute("reflect"))),
        of(
            "every other row and some columns",
            "Slice",
            image,
            Map.of(
                "starts", NdArray.of(new long[] {0, -3}, 2),
                "ends", NdArray.of(new long[] {100, -1}, 2),
                "axes", NdArray.of(new long[] {2, 3}, 2),
                "steps", NdArray.of(new long[] {2, 1}, 2)),
            square,
            node("Slice", "a", "starts", "ends", "axes", "steps")),
        of(
            "larger images",
            "",
            image,
            Map.of("scales", NdArray.of(new float[] {1, 1, 2, 1.5f}, 4)),
            square,
            Node.of("Resize", List.of("a", "", "scales"), "r")
                .with("mode", new StringAttribute("linear")),
            node("Upsample", "r", "scales")),
        of(
            "pieces put together again",
            "Concat",
            image,
            Map.of(
                "starts", NdArray.of(new long[] {-1}, 1),
                "ends", NdArray.of(new long[] {-100}, 1),
                "axes", NdArray.of(new long[] {2}, 1),
                "steps", NdArray.of(new long[] {-2}, 1),
                "indices", NdArray.of(new long[] {2, 0, -1}, 3)),
            square,
            Node.of("Slice", List.of("a", "starts", "ends", "axes", "steps"), "s"),
            Node.of("Gather", List.of("a", "indices"), "g").with("axis", new IntAttribute(2)),
            Node.of("Split", List.of("g"), List.of("g1", "g2"), Map.of())
                .with("axis", new IntAttribute(2))
                .with("num_outputs", new IntAttribute(2)),
            node("Concat", "g2", "s", "g1").with("axis", new IntAttribute(2))),
        of(
            "a token before the others",
            "Concat",
            matrix,
            Map.of(
                "token", SmallGraphs.random(1, 1, 1, 4),
                "zero", NdArray.of(new long[] {0}, 1),
                "rest", NdArray.of(new long[] {-1, -1}, 2)),
            Node.of("Shape", List.of("x"), "shape"),
            Node.of("Gather", List.of("shape", "zero"), "n").with("axis", new IntAttribute(0)),
            Node.of("Concat", List.of("n", "rest"), "target").with("axis", new IntAttribute(0)),
            Node.of("Abs", List.of("target"), "ones"),
            Node.of("Expand", List.of("token", "ones"), "t"),
            Node.of("Mul", List.of("x", "x"), "a"),
            node("Concat", "t", "a").with("axis", new IntAttribute(1))),
        of(
            "copies, a triangle and running sums",
            "",
            new int[] {3},
            Map.of(
                "shape", NdArray.of(new long[] {-1, 1, 3}, 3),
                "three", NdArray.of(new long[] {1, 3, 3}, 3),
                "twice", NdArray.of(new long[] {1, 2, 1}, 3),
                "axis", NdArray.of(new long[] {1}, 1)),
            Node.of("Mul", List.of("x", "x"), "a"),
            Node.of("Reshape", List.of("a", "shape"), "r"),
            Node.of("Expand", List.of("r", "three"), "e"),
            Node.of("Tile", List.of("e", "twice"), "t"),
            Node.of("Trilu", List.of("t"), "u"),
            Node.of("CumSum", List.of("u", "axis"), "c"),
            node("Cast", "c").with("to", new IntAttribute(11))),
        of(
            "depth and space",
            "",
            new int[] {4, 2, 4},
            none,
            Node.of("Mul", List.of("x", "x"), "a"),
            Node.of("DepthToSpace", List.of("a"), "d").with("blocksize", new IntAttribute(2)),
            Node.of("Sin", List.of("d"), "s"),
            node("SpaceToDepth", "s").with("blocksize", new IntAttribute(2))),
        of(
            "sums and means of several",
            "",
            matrix,
            Map.of("b", SmallGraphs.random(1, 4)),
            square,
            Node.of("Sum", List.of("a", "b", "x"), "s"),
            Node.of("Mean", List.of("s", "a", "b"), "m"),
            node("CastLike", "m", "b")),
        of(
            "a choice by constants",
            "",
            matrix,
            Map.of("c", NdArray.of(new long[] {1, 0, 0, 1}, 4), "b", SmallGraphs.random(1, 4)),
            square,
            Node.of("Where", List.of("c", "a", "b"), "w"),
            node("Where", "c", "x", "w")),
        of(
            "products by an equation",
            "",
            matrix,
            none,
            square,
            node("Einsum", "a", "x").with("equation", new StringAttribute("nij,nkj->nik"))),
        of(
            "attention",
            "Softmax Transpose MatMul",
            matrix,
            Map.of("q", SmallGraphs.random(1, 4, 4), "k", SmallGraphs.random(2, 4, 4)),
            Node.of("MatMul", List.of("x", "q"), "a"),
            Node.of("MatMul", List.of("x", "k"), "b"),
            Node.of("Transpose", List.of("b"), "t").with("perm", new IntsAttribute(0L, 2L, 1L)),
            Node.of("MatMul", List.of("a", "t"), "s"),
            Node.of("Softmax", List.of("s"), "p").with("axis", new IntAttribute(-1)),
            node("MatMul", "p", "x")),
        of(
            "a matrix with what is added to it moving too",
            "",
            matrix,
            Map.of("w", SmallGraphs.random(8, 12, 4), "v", SmallGraphs.random(9, 12, 4)),
            Node.of("Flatten", List.of("x"), "f"),
            Node.of("MatMul", List.of("f", "v"), "c"),
            node("Gemm", "f", "w", "c").with("beta", new FloatAttribute(2))));
  }

  /** Attention and other operators that are made of several operations. */
  private static Stream<Case> composed() {
    int[] matrix = {3, 4};
    Map<String, NdArray> none = Map.of();
    return Stream.of(
        of(
            "attention in one node, causal, with grouped queries and a cap",
            "",
            matrix,
            Map.of("q", SmallGraphs.random(1, 4, 8), "k", SmallGraphs.random(2, 4, 4)),
            Node.of("MatMul", List.of("x", "q"), "a"),
            Node.of("MatMul", List.of("x", "k"), "b"),
            node("Attention", "a", "b", "b")
                .with("q_num_heads", new IntAttribute(2))
                .with("kv_num_heads", new IntAttribute(1))
                .with("is_causal", new IntAttribute(1))
                .with("softcap", new FloatAttribute(0.5f))),
        of(
            "attention with a row that reads nothing and one output more",
            "",
            new int[] {2, 3, 2},
            Map.of("mask", NdArray.of(new long[] {1, 0, 1, 0, 0, 0, 1, 1, 0}, 3, 3)),
            Node.of("Sin", List.of("x"), "a"),
            Node.of(
                    "Attention",
                    List.of("x", "a", "x", "mask"),
                    List.of("m", "", "", "s"),
                    Map.of())
                .with("qk_matmul_output_mode", new IntAttribute(3)),
            Node.of("Concat", List.of("m", "s"), "y").with("axis", new IntAttribute(3))),
        of(
            "rotated positions",
            "",
            new int[] {3, 8},
            Map.of("c", SmallGraphs.random(1, 1, 3, 1), "s", SmallGraphs.random(2, 1, 3, 1)),
            Node.of("Mul", List.of("x", "x"), "a"),
            Node.of("RotaryEmbedding", List.of("a", "c", "s"), "r")
                .with("num_heads", new IntAttribute(2))
                .with("rotary_embedding_dim", new IntAttribute(2)),
            node("RotaryEmbedding", "r", "c", "s")
                .with("num_heads", new IntAttribute(2))
                .with("interleaved", new IntAttribute(1))
                .with("rotary_embedding_dim", new IntAttribute(2))),
        of(
            "attention by a state",
            "",
            matrix,
            Map.of(
                "d", SmallGraphs.random(1, 4, 2),
                "h", SmallGraphs.random(2, 4, 8),
                "e", SmallGraphs.random(3, 4, 1)),
            Node.of("MatMul", List.of("x", "h"), "q"),
            Node.of("MatMul", List.of("x", "d"), "g"),
            Node.of("MatMul", List.of("x", "e"), "b"),
            node("LinearAttention", "q", "x", "x", "", "g", "b")
                .with("q_num_heads", new IntAttribute(4))
                .with("kv_num_heads", new IntAttribute(2))),
        of(
            "a causal convolution with what it leaves",
            "",
            matrix,
            Map.of("w", SmallGraphs.random(1, 3, 1, 3), "b", SmallGraphs.random(2, 3)),
            Node.of("CausalConvWithState", List.of("x", "w", "b"), List.of("c", "s"), Map.of())
                .with("activation", new StringAttribute("silu")),
            Node.of("Concat", List.of("c", "s"), "y").with("axis", new IntAttribute(2))),
        of(
            "layer normalization with its statistics",
            "",
            matrix,
            Map.of("s", SmallGraphs.random(4, 4)),
            Node.of("LayerNormalization", List.of("x", "s"), List.of("l", "m", "d"), Map.of()),
            Node.of("Mul", List.of("l", "d"), "p"),
            node("Add", "p", "m")),
        of(
            "a root of a mean square over two axes",
            "",
            matrix,
            Map.of("s", SmallGraphs.random(4, 4)),
            node("RMSNormalization", "x", "s").with("axis", new IntAttribute(1))),
        of(
            "gates and running products",
            "Swish",
            matrix,
            Map.of("axis", NdArray.of(new long[] {2})),
            Node.of("Swish", List.of("x"), "w").with("alpha", new FloatAttribute(1.5f)),
            Node.of("SwiGLU", List.of("x", "w"), "g").with("alpha", new FloatAttribute(0.5f)),
            node("CumProd", "g", "axis").with("exclusive", new IntAttribute(1))),
        of("determinant", "", new int[] {3, 3}, none, node("Det", "x")),
        of(
            "spectrum of real numbers, and back",
            "",
            new int[] {7, 1},
            none,
            Node.of("Mul", List.of("x", "x"), "a"),
            Node.of("DFT", List.of("a"), "f").with("onesided", new IntAttribute(1)),
            Node.of("Sin", List.of("f"), "s"),
            node("DFT", "s").with("inverse", new IntAttribute(1))),
        of(
            "spectra of overlapping frames",
            "",
            new int[] {9, 1},
            Map.of(
                "step", NdArray.of(new long[] {2}),
                "window", SmallGraphs.random(1, 4)),
            Node.of("Mul", List.of("x", "x"), "a"),
            node("STFT", "a", "step", "window")));
  }

  /** What reads images elsewhere than at their pixels, and what puts values in other places. */
  private static Stream<Case> sampled() {
    int[] image = {2, 5, 4};
    Map<String, NdArray> none = Map.of();
    Node square = Node.of("Mul", List.of("x", "x"), "a");
    NdArray grid = NdArray.of(new long[] {-1, 5, 4, 2}, 4);
    return Stream.of(
        of(
            "an image sampled where it says itself",
            "",
            image,
            Map.of("shape", grid, "far", NdArray.of(new double[] {3}, 1)),
            Node.of("Mul", List.of("x", "far"), "f"),
            Node.of("Reshape", List.of("f", "shape"), "g"),
            node("GridSample", "x", "g")
                .with("mode", new StringAttribute("bicubic"))
                .with("padding_mode", new StringAttribute("reflection"))),
        of(
            "a volume sampled at its border",
            "",
            new int[] {1, 2, 3, 2},
            Map.of("shape", NdArray.of(new long[] {-1, 2, 1, 2, 3}, 5)),
            Node.of("Sin", List.of("x"), "s"),
            Node.of("Reshape", List.of("s", "shape"), "g"),
            node("GridSample", "x", "g")
                .with("mode", new StringAttribute("linear"))
                .with("padding_mode", new StringAttribute("border"))
                .with("align_corners", new IntAttribute(1))),
        of(
            "a grid that is moved",
            "",
            new int[] {2, 3},
            Map.of("size", NdArray.of(new long[] {1, 1, 3, 4}, 4)),
            square,
            node("AffineGrid", "a", "size")),
        of(
            "patches put together",
            "",
            new int[] {8, 6},
            Map.of(
                "image", NdArray.of(new long[] {3, 4}, 2),
                "block", NdArray.of(new long[] {2, 2}, 2)),
            square,
            node("Col2Im", "a", "image", "block")),
        of(
            "a convolution that moves its taps",
            "",
            image,
            Map.of(
                "w", SmallGraphs.random(1, 3, 2, 2, 2),
                "o", SmallGraphs.random(2, 8, 2, 2, 2),
                "m", SmallGraphs.random(3, 4, 2, 2, 2),
                "b", SmallGraphs.random(4, 3)),
            Node.of("Conv", List.of("x", "o"), "offsets"),
            Node.of("Conv", List.of("x", "m"), "masks"),
            node("DeformConv", "x", "w", "offsets", "b", "masks")),
        of(
            "cut and padded around the middle",
            "",
            image,
            Map.of("sizes", NdArray.of(new long[] {2, 7}, 2)),
            square,
            node("CenterCropPad", "a", "sizes").with("axes", new IntsAttribute(2L, 3L))),
        of(
            "smaller images without aliasing, and a region of them",
            "",
            image,
            Map.of(
                "scales", NdArray.of(new float[] {0.6f, 0.5f}, 2),
                "region", NdArray.of(new double[] {-0.3, 0.1, 1, 0.9}, 4),
                "sizes", NdArray.of(new long[] {4, 3}, 2)),
            square,
            Node.of("Resize", List.of("a", "", "scales"), "r")
                .with("mode", new StringAttribute("cubic"))
                .with("antialias", new IntAttribute(1))
                .with("axes", new IntsAttribute(2L, 3L)),
            node("Resize", "r", "region", "", "sizes")
                .with("mode", new StringAttribute("linear"))
                .with("axes", new IntsAttribute(2L, 3L))
                .with("coordinate_transformation_mode", new StringAttribute("tf_crop_and_resize"))
                .with("extrapolation_value", new FloatAttribute(2))),
        of(
            "some rows by a condition",
            "",
            image,
            Map.of("rows", NdArray.of(new long[] {1, 0, 0, 1}, 4)),
            square,
            node("Compress", "a", "rows").with("axis", new IntAttribute(2))),
        of(
            "pooling with gaps",
            "",
            image,
            none,
            square,
            Node.of("AveragePool", List.of("a"), "p")
                .with("kernel_shape", new IntsAttribute(2L, 2L))
                .with("dilations", new IntsAttribute(2L, 1L))
                .with("pads", new IntsAttribute(1L, 0L, 0L, 1L)),
            node("LpPool", "p")
                .with("kernel_shape", new IntsAttribute(2L, 2L))
                .with("dilations", new IntsAttribute(1L, 2L))),
        of(
            "values on a grid of steps",
            "",
            image,
            Map.of("s", NdArray.of(new double[] {0.5, 2}, 2)),
            node("DequantizeLinear", "x", "s")));
  }
}
