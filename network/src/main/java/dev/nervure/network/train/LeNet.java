package dev.nervure.network.train;

import dev.nervure.network.graph.Graph;
import dev.nervure.network.train.GraphBuilder.Convolution;
import dev.nervure.network.train.GraphBuilder.Edge;
import java.util.List;

/**
 * LeNet-5 in its usual modern form (after LeCun et al. 1998): two 5x5 convolutions of {@code width}
 * and 8/3 {@code width} channels (6 and 16), each followed by 2x2 max-pooling, then dense layers of
 * 120 and 84 units. The first convolution is padded by 2 for inputs below 32 pixels, so that 28x28
 * digits give the 61,706 parameters of the original layout. The depth is fixed at 2 convolutions.
 */
public final class LeNet implements Architecture {

  private static final int CONVOLUTIONS = 2;

  @Override
  public String name() {
    return "lenet";
  }

  @Override
  public String description() {
    return "LeNet-5: 5x5 convolutions of `width` and 8/3 `width` channels, dense 120 and 84";
  }

  /** 6 and 16 channels, ReLU, no dropout. */
  @Override
  public ArchitectureOptions defaults(List<Integer> inputShape, int classes) {
    return new ArchitectureOptions(inputShape, classes, 6, CONVOLUTIONS, Activation.RELU, 0);
  }

  @Override
  public Graph graph(ArchitectureOptions options, long seed) {
    if (options.depth() != CONVOLUTIONS) {
      throw new IllegalArgumentException(
          "depth of lenet must be " + CONVOLUTIONS + " but was " + options.depth());
    }
    GraphBuilder builder = new GraphBuilder(seed);
    Edge x = builder.imageInput(name(), options);
    int padding = Math.min(x.height(), x.width()) < 32 ? 2 : 0;
    int[] channels = {options.width(), (int) Math.round(options.width() * 8 / 3.0)};
    for (int i = 0; i < channels.length; i++) {
      String scope = "block" + (i + 1);
      Convolution layer = new Convolution(channels[i], 5, 1, i == 0 ? padding : 0, 1, true);
      x = builder.convolution(scope + "/conv", x, layer, options.activation().gain());
      x = builder.activation(scope, x, options.activation());
      x = builder.halve(scope, x);
    }
    x = builder.flatten("flatten", x);
    int[] units = {120, 84};
    for (int i = 0; i < units.length; i++) {
      String scope = "dense" + (i + 1);
      x = builder.dense(scope, x, units[i], options.activation().gain());
      x = builder.activation(scope, x, options.activation());
      x = builder.dropout(scope + "/dropout", x, options.dropout());
    }
    return builder.finish(name(), builder.logits("classifier", x, options.classes()));
  }
}
