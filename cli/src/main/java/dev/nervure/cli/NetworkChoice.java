package dev.nervure.cli;

import dev.nervure.network.graph.Graph;
import dev.nervure.network.onnx.OnnxReader;
import dev.nervure.network.train.Activation;
import dev.nervure.network.train.Architecture;
import dev.nervure.network.train.ArchitectureOptions;
import dev.nervure.network.train.Architectures;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which network is trained: a built-in architecture made to measure, or one from a file. */
final class NetworkChoice {
  @Option(
      names = "--arch",
      paramLabel = "NAME",
      description =
          "Built-in architecture: mlp, lenet, cnn, vgg, resnet, mobilenetv2, se-resnet, resnet8, resnet20, resnet32, resnet20-padded, resnet32-padded. Default: cnn for images, mlp for tables.")
  @Nullable String architecture;

  @Option(
      names = "--model",
      paramLabel = "FILE",
      description =
          "Continue from the weights of this ONNX file instead of starting from a built-in architecture.")
  @Nullable Path model;

  @Option(
      names = "--width",
      paramLabel = "N",
      description = "Channels or hidden units. Default: the architecture's own.")
  @Nullable Integer width;

  @Option(
      names = "--depth",
      paramLabel = "N",
      description = "Blocks or hidden layers. Default: the architecture's own.")
  @Nullable Integer depth;

  @Option(
      names = "--activation",
      paramLabel = "NAME",
      description =
          "relu, elu, tanh, sigmoid, swish, relu6, leaky_relu. Default: the architecture's own.")
  @Nullable Activation activation;

  @Option(
      names = "--dropout",
      paramLabel = "P",
      description =
          "Probability of dropout in front of dense layers. Default: the architecture's own.")
  @Nullable Double dropout;

  /** What the network is called: its architecture or its file. */
  String name(int[] sampleShape) {
    if (model != null) {
      return model.getFileName().toString().replaceFirst("\\.onnx$", "");
    }
    return architecture(sampleShape).name();
  }

  /** The network before training. */
  Graph graph(int[] sampleShape, int outputs, long seed) {
    if (model != null) {
      if (architecture != null || width != null || depth != null || activation != null) {
        throw new WrongUsageException(
            "--model brings its own architecture; leave out --arch, --width, --depth and --activation");
      }
      return OnnxReader.read(model);
    }
    Architecture chosen = architecture(sampleShape);
    List<Integer> shape = Arrays.stream(sampleShape).boxed().toList();
    ArchitectureOptions options = chosen.defaults(shape, outputs);
    if (width != null) {
      options = options.withWidth(width);
    }
    if (depth != null) {
      options = options.withDepth(depth);
    }
    if (activation != null) {
      options = options.withActivation(activation);
    }
    if (dropout != null) {
      options = options.withDropout(dropout);
    }
    return chosen.graph(options, seed);
  }

  private Architecture architecture(int[] sampleShape) {
    if (architecture != null) {
      return Architectures.named(architecture.toLowerCase(Locale.ROOT));
    }
    return Architectures.named(sampleShape.length == 3 ? "cnn" : "mlp");
  }
}
