package dev.nervure.network.train;

import dev.nervure.network.graph.Graph;
import dev.nervure.network.train.GraphBuilder.Convolution;
import dev.nervure.network.train.GraphBuilder.Edge;
import java.util.List;

/**
 * Residual network with channel attention (squeeze and excitation: Hu et al. 2018; sizes as Magai
 * and Ayzenberg 2022, arXiv 2204.08624): a 3x3 stem of an eighth of the {@code width}, {@code
 * depth} residual blocks of {@code width} channels (two 3x3 convolutions, each followed by squeeze
 * and excitation of ratio 8), 2x2 max-pooling after the first five blocks; flattened; logits.
 */
public final class SqueezeExcitationResNet implements Architecture {

  private static final int RATIO = 8;
  private static final int POOLED_BLOCKS = 5;

  @Override
  public String name() {
    return "se-resnet";
  }

  @Override
  public String description() {
    return "SE-ResNet type: `depth` residual blocks with channel attention and constant `width`";
  }

  /** 6 blocks of 128 channels, ReLU, no dropout. */
  @Override
  public ArchitectureOptions defaults(List<Integer> inputShape, int classes) {
    return new ArchitectureOptions(inputShape, classes, 128, 6, Activation.RELU, 0);
  }

  @Override
  public Graph graph(ArchitectureOptions options, long seed) {
    GraphBuilder builder = new GraphBuilder(seed);
    Activation activation = options.activation();
    Edge x = builder.imageInput(name(), options);
    int stem = Math.max(1, options.width() / RATIO);
    x = builder.convolutionBlock("stem", x, Convolution.same(stem, 3, 1), activation);
    x = attention(builder, "stem/attention", x, activation);
    for (int i = 1; i <= options.depth(); i++) {
      String scope = "block" + i;
      x = residual(builder, scope, x, options);
      if (i <= POOLED_BLOCKS) {
        x = builder.halve(scope, x);
      }
    }
    x = builder.dropout("dropout", builder.flatten("flatten", x), options.dropout());
    return builder.finish(name(), builder.logits("classifier", x, options.classes()));
  }

  private static Edge residual(
      GraphBuilder builder, String scope, Edge x, ArchitectureOptions options) {
    Activation activation = options.activation();
    Convolution layer = Convolution.same(options.width(), 3, 1);
    Edge y = builder.convolutionBlock(scope + "/part1", x, layer, activation);
    y = attention(builder, scope + "/part1/attention", y, activation);
    y = builder.convolution(scope + "/part2/conv", y, layer, activation.gain());
    y = builder.batchNormalization(scope + "/part2/norm", y);
    y = attention(builder, scope + "/part2/attention", y, activation);
    Edge shortcut = x;
    if (x.channels() != options.width()) {
      Convolution projection = Convolution.same(options.width(), 1, 1);
      shortcut = builder.convolution(scope + "/shortcut/conv", x, projection, activation.gain());
      shortcut = builder.batchNormalization(scope + "/shortcut/norm", shortcut);
    }
    return builder.activation(scope, builder.sum(scope, y, shortcut), activation);
  }

  private static Edge attention(GraphBuilder builder, String scope, Edge x, Activation activation) {
    int squeezed = Math.max(1, x.channels() / RATIO);
    Edge y = builder.globalAverage(scope, x);
    Convolution squeeze = Convolution.same(squeezed, 1, 1).withBias();
    y = builder.convolution(scope + "/squeeze", y, squeeze, activation.gain());
    y = builder.activation(scope, y, activation);
    Convolution excite = Convolution.same(x.channels(), 1, 1).withBias();
    y = builder.convolution(scope + "/excite", y, excite, 1);
    return builder.gate(scope, x, builder.activation(scope + "/gate", y, Activation.SIGMOID));
  }
}
