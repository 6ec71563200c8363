package dev.nervure.network.train;

import dev.nervure.network.graph.Graph;
import dev.nervure.network.train.GraphBuilder.Convolution;
import dev.nervure.network.train.GraphBuilder.Edge;
import java.util.List;

/**
 * ResNet-type network of constant width, as used by Magai and Ayzenberg 2022 (arXiv 2204.08624): a
 * 7x7 stem of stride 2 with half the {@code width}, max-pooling, then {@code depth} groups of one
 * projection and one identity bottleneck (1x1, 3x3, 1x1 convolutions, all {@code width} channels;
 * He et al. 2016), of strides 1, 2, 2, 1, 2 (further groups: 1); global average; logits.
 */
public final class ResidualNetwork implements Architecture {

  private static final int[] STRIDES = {1, 2, 2, 1, 2};

  @Override
  public String name() {
    return "resnet";
  }

  @Override
  public String description() {
    return "ResNet type: `depth` groups of two bottleneck blocks with constant `width`";
  }

  /** 5 groups (10 residual blocks) of 128 channels, ELU, no dropout. */
  @Override
  public ArchitectureOptions defaults(List<Integer> inputShape, int classes) {
    return new ArchitectureOptions(inputShape, classes, 128, 5, Activation.ELU, 0);
  }

  @Override
  public Graph graph(ArchitectureOptions options, long seed) {
    GraphBuilder builder = new GraphBuilder(seed);
    Activation activation = options.activation();
    Edge x = builder.imageInput(name(), options);
    int stem = Math.max(1, options.width() / 2);
    x = builder.convolutionBlock("stem", x, Convolution.same(stem, 7, 2), activation);
    x = builder.halve("stem", x);
    for (int i = 0; i < options.depth(); i++) {
      int stride = i < STRIDES.length ? STRIDES[i] : 1;
      x = bottleneck(builder, "block" + (2 * i + 1), x, options, stride, true);
      x = bottleneck(builder, "block" + (2 * i + 2), x, options, 1, false);
    }
    x = builder.flatten("pool", builder.globalAverage("pool", x));
    x = builder.dropout("dropout", x, options.dropout());
    return builder.finish(name(), builder.logits("classifier", x, options.classes()));
  }

  private static Edge bottleneck(
      GraphBuilder builder,
      String scope,
      Edge x,
      ArchitectureOptions options,
      int stride,
      boolean projection) {
    Activation activation = options.activation();
    Convolution narrow = Convolution.same(options.width(), 1, 1);
    Convolution strided = Convolution.same(options.width(), 1, stride);
    Edge y = builder.convolutionBlock(scope + "/part1", x, strided, activation);
    y =
        builder.convolutionBlock(
            scope + "/part2", y, Convolution.same(options.width(), 3, 1), activation);
    y = builder.convolution(scope + "/part3/conv", y, narrow, activation.gain());
    y = builder.batchNormalization(scope + "/part3/norm", y);
    Edge shortcut = x;
    if (projection) {
      shortcut = builder.convolution(scope + "/shortcut/conv", x, strided, activation.gain());
      shortcut = builder.batchNormalization(scope + "/shortcut/norm", shortcut);
    }
    return builder.activation(scope, builder.sum(scope, y, shortcut), activation);
  }
}
