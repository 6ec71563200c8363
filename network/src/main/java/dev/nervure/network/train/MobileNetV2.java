package dev.nervure.network.train;

import dev.nervure.network.graph.Graph;
import dev.nervure.network.train.GraphBuilder.Convolution;
import dev.nervure.network.train.GraphBuilder.Edge;
import java.util.List;

/**
 * MobileNetV2-type network of constant width (inverted residuals: Sandler et al. 2018; sizes as
 * Magai and Ayzenberg 2022, arXiv 2204.08624): a 3x3 stem of stride 2 with a quarter of the {@code
 * width}, {@code depth} groups of three inverted residuals with {@code width} channels, the first
 * of each group of stride 2, expansion 1 in the first group and 6 in the others; a 1x1 convolution,
 * global average, dropout, a 1x1 convolution to the logits.
 */
public final class MobileNetV2 implements Architecture {

  private static final int EXPANSION = 6;

  @Override
  public String name() {
    return "mobilenetv2";
  }

  @Override
  public String description() {
    return "MobileNetV2 type: `depth` groups of three inverted residuals with constant `width`";
  }

  /** 5 groups (15 inverted residuals) of 128 channels, ReLU6, dropout 0.3. */
  @Override
  public ArchitectureOptions defaults(List<Integer> inputShape, int classes) {
    return new ArchitectureOptions(inputShape, classes, 128, 5, Activation.RELU6, 0.3);
  }

  @Override
  public Graph graph(ArchitectureOptions options, long seed) {
    GraphBuilder builder = new GraphBuilder(seed);
    Activation activation = options.activation();
    Edge x = builder.imageInput(name(), options);
    int stem = Math.max(1, options.width() / 4);
    x = builder.convolutionBlock("stem", x, Convolution.same(stem, 3, 2), activation);
    for (int i = 0; i < options.depth(); i++) {
      int expansion = i == 0 ? 1 : EXPANSION;
      for (int j = 0; j < 3; j++) {
        String scope = "block" + (3 * i + j + 1);
        x = invertedResidual(builder, scope, x, options, expansion, j == 0 ? 2 : 1);
      }
    }
    x = builder.convolutionBlock("head", x, Convolution.same(options.width(), 1, 1), activation);
    x = builder.dropout("dropout", builder.globalAverage("pool", x), options.dropout());
    x =
        builder.convolution(
            "classifier", x, Convolution.same(options.classes(), 1, 1).withBias(), 1);
    return builder.finish(name(), builder.flattenToLogits("classifier", x));
  }

  private static Edge invertedResidual(
      GraphBuilder builder,
      String scope,
      Edge x,
      ArchitectureOptions options,
      int expansion,
      int stride) {
    Activation activation = options.activation();
    Edge y = x;
    int hidden = x.channels() * expansion;
    if (expansion > 1) {
      y =
          builder.convolutionBlock(
              scope + "/expand", y, Convolution.same(hidden, 1, 1), activation);
    }
    y =
        builder.convolutionBlock(
            scope + "/depthwise", y, Convolution.depthwise(hidden, stride), activation);
    y = builder.convolution(scope + "/project/conv", y, Convolution.same(options.width(), 1, 1), 1);
    y = builder.batchNormalization(scope + "/project/norm", y);
    return stride == 1 && x.channels() == options.width() ? builder.sum(scope, x, y) : y;
  }
}
