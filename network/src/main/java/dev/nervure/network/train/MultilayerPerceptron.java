package dev.nervure.network.train;

import dev.nervure.network.graph.Graph;
import dev.nervure.network.train.GraphBuilder.Edge;
import java.util.List;

/**
 * Fully connected layers on the flattened input: {@code depth} hidden layers of {@code width}
 * units, then the logits.
 */
public final class MultilayerPerceptron implements Architecture {

  @Override
  public String name() {
    return "mlp";
  }

  @Override
  public String description() {
    return "multilayer perceptron: `depth` hidden layers of `width` units";
  }

  /** Two hidden layers of 128 units, ReLU, no dropout. */
  @Override
  public ArchitectureOptions defaults(List<Integer> inputShape, int classes) {
    return new ArchitectureOptions(inputShape, classes, 128, 2, Activation.RELU, 0);
  }

  @Override
  public Graph graph(ArchitectureOptions options, long seed) {
    GraphBuilder builder = new GraphBuilder(seed);
    Edge x = builder.input(options);
    if (options.inputShape().size() > 1) {
      x = builder.flatten("flatten", x);
    }
    for (int i = 1; i <= options.depth(); i++) {
      String scope = "layer" + i;
      x = builder.dense(scope + "/dense", x, options.width(), options.activation().gain());
      x = builder.activation(scope, x, options.activation());
      x = builder.dropout(scope + "/dropout", x, options.dropout());
    }
    return builder.finish(name(), builder.logits("classifier", x, options.classes()));
  }
}
