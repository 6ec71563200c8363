package dev.nervure.network.train;

import dev.nervure.network.graph.Graph;
import dev.nervure.network.train.GraphBuilder.Convolution;
import dev.nervure.network.train.GraphBuilder.Edge;
import java.util.List;

/**
 * VGG-type network of constant width, as used by Magai and Ayzenberg 2022 (arXiv 2204.08624) to
 * compare layers of equal dimension: {@code depth} blocks of two (3x3 convolution, nonlinearity,
 * batch normalisation) with {@code width} channels each; 2x2 max-pooling after every block but the
 * last; then two dense layers of 4 {@code width} units with dropout.
 */
public final class VggNetwork implements Architecture {

  @Override
  public String name() {
    return "vgg";
  }

  @Override
  public String description() {
    return "VGG type: `depth` blocks of two 3x3 convolutions with constant `width`, two dense layers";
  }

  /** 5 blocks of 128 channels, dense layers of 512 units, ReLU, dropout 0.2. */
  @Override
  public ArchitectureOptions defaults(List<Integer> inputShape, int classes) {
    return new ArchitectureOptions(inputShape, classes, 128, 5, Activation.RELU, 0.2);
  }

  @Override
  public Graph graph(ArchitectureOptions options, long seed) {
    GraphBuilder builder = new GraphBuilder(seed);
    Edge x = builder.imageInput(name(), options);
    Convolution layer = Convolution.same(options.width(), 3, 1).withBias();
    for (int i = 1; i <= options.depth(); i++) {
      for (int j = 1; j <= 2; j++) {
        String scope = "block" + i + "/conv" + j;
        x = builder.convolution(scope, x, layer, options.activation().gain());
        x = builder.activation(scope, x, options.activation());
        x = builder.batchNormalization("block" + i + "/norm" + j, x);
      }
      if (i < options.depth()) {
        x = builder.halve("block" + i, x);
      }
    }
    x = builder.flatten("flatten", x);
    for (int i = 1; i <= 2; i++) {
      String scope = "dense" + i;
      x = builder.dense(scope, x, 4 * options.width(), options.activation().gain());
      x = builder.activation(scope, x, options.activation());
      x = builder.dropout(scope + "/dropout", x, options.dropout());
    }
    return builder.finish(name(), builder.logits("classifier", x, options.classes()));
  }
}
