package dev.nervure.network.train;

import dev.nervure.network.graph.Graph;
import dev.nervure.network.train.GraphBuilder.Convolution;
import dev.nervure.network.train.GraphBuilder.Edge;
import java.util.List;

/**
 * A small plain convolutional network that trains in seconds on a CPU: {@code depth} blocks of 3x3
 * convolution, batch normalisation and nonlinearity with a constant {@code width}, so that every
 * block has a point cloud of the same dimension; 2x2 max-pooling after the first, second and fourth
 * block; global average; logits.
 */
public final class ConvolutionalNetwork implements Architecture {

  @Override
  public String name() {
    return "cnn";
  }

  @Override
  public String description() {
    return "small plain CNN: `depth` blocks of 3x3 convolution with constant `width`";
  }

  /** 5 blocks of 32 channels, ReLU, no dropout. */
  @Override
  public ArchitectureOptions defaults(List<Integer> inputShape, int classes) {
    return new ArchitectureOptions(inputShape, classes, 32, 5, Activation.RELU, 0);
  }

  @Override
  public Graph graph(ArchitectureOptions options, long seed) {
    GraphBuilder builder = new GraphBuilder(seed);
    Edge x = builder.imageInput(name(), options);
    Convolution layer = Convolution.same(options.width(), 3, 1);
    for (int i = 1; i <= options.depth(); i++) {
      String scope = "block" + i;
      x = builder.convolutionBlock(scope, x, layer, options.activation());
      if (i == 1 || i == 2 || i == 4) {
        x = builder.halve(scope, x);
      }
    }
    x = builder.flatten("pool", builder.globalAverage("pool", x));
    x = builder.dropout("dropout", x, options.dropout());
    return builder.finish(name(), builder.logits("classifier", x, options.classes()));
  }
}
