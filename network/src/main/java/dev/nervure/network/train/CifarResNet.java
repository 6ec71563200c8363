package dev.nervure.network.train;

import dev.nervure.network.graph.Graph;
import dev.nervure.network.train.GraphBuilder.Convolution;
import dev.nervure.network.train.GraphBuilder.Edge;
import java.util.List;

/**
 * The residual networks for small images of He et al. 2016, section 4.2: a 3x3 stem, three stages
 * of {@code width}, 2 {@code width} and 4 {@code width} channels (16, 32, 64) with (depth - 2) / 6
 * basic blocks each, stride 2 between stages, global average, logits.
 */
public final class CifarResNet implements Architecture {

  /** What carries the input past a block that changes the number of channels. */
  public enum Shortcut {
    /** A 1x1 convolution and batch normalisation (option B of the paper). */
    PROJECTION,
    /**
     * Every second pixel, padded with zero channels; no parameters (option A, the paper's choice).
     */
    PADDED
  }

  private final String name;
  private final int depth;
  private final Shortcut shortcut;

  /** With the default depth, a number 6 n + 2, and shortcuts of the given kind. */
  public CifarResNet(String name, int depth, Shortcut shortcut) {
    this.name = name;
    this.depth = depth;
    this.shortcut = shortcut;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String description() {
    return "CIFAR ResNet of `depth` 6n+2 layers, "
        + (shortcut == Shortcut.PADDED ? "padded shortcuts" : "projection shortcuts")
        + ", stages of `width`, 2 and 4 `width` channels";
  }

  /** Width 16, ReLU, no dropout. */
  @Override
  public ArchitectureOptions defaults(List<Integer> inputShape, int classes) {
    return new ArchitectureOptions(inputShape, classes, 16, depth, Activation.RELU, 0);
  }

  @Override
  public Graph graph(ArchitectureOptions options, long seed) {
    if (options.depth() < 8 || options.depth() % 6 != 2) {
      throw new IllegalArgumentException(
          "depth of " + name + " must be 6 n + 2 with n >= 1 but was " + options.depth());
    }
    GraphBuilder builder = new GraphBuilder(seed);
    Edge x = builder.imageInput(name, options);
    Convolution first = Convolution.same(options.width(), 3, 1);
    x = builder.convolutionBlock("stem", x, first, options.activation());
    int blocks = (options.depth() - 2) / 6;
    for (int stage = 0; stage < 3; stage++) {
      for (int block = 0; block < blocks; block++) {
        String scope = "stage" + (stage + 1) + "/block" + (block + 1);
        int stride = stage > 0 && block == 0 ? 2 : 1;
        x = block(builder, scope, x, options.width() << stage, stride, options.activation());
      }
    }
    x = builder.flatten("pool", builder.globalAverage("pool", x));
    x = builder.dropout("dropout", x, options.dropout());
    return builder.finish(name, builder.logits("classifier", x, options.classes()));
  }

  private Edge block(
      GraphBuilder builder, String scope, Edge x, int channels, int stride, Activation activation) {
    Convolution strided = Convolution.same(channels, 3, stride);
    Edge y = builder.convolutionBlock(scope + "/part1", x, strided, activation);
    Convolution second = Convolution.same(channels, 3, 1);
    y = builder.convolution(scope + "/part2/conv", y, second, activation.gain());
    y = builder.batchNormalization(scope + "/part2/norm", y);
    Edge past = x;
    if (stride != 1 || x.channels() != channels) {
      past = past(builder, scope + "/shortcut", x, channels, stride, activation);
    }
    return builder.activation(scope, builder.sum(scope, y, past), activation);
  }

  private Edge past(
      GraphBuilder builder, String scope, Edge x, int channels, int stride, Activation activation) {
    if (shortcut == Shortcut.PADDED) {
      return builder.paddedShortcut(scope, x, channels, stride);
    }
    Convolution projection = Convolution.same(channels, 1, stride);
    Edge y = builder.convolution(scope + "/conv", x, projection, activation.gain());
    return builder.batchNormalization(scope + "/norm", y);
  }
}
