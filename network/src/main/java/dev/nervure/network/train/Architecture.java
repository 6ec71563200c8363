package dev.nervure.network.train;

import dev.nervure.network.graph.Graph;
import java.util.List;

/** A family of networks that can be made to measure: {@link Architectures} lists them. */
public interface Architecture {

  /** What the command line and the graph call it, such as {@code resnet20}. */
  String name();

  /** One line: what it is made of and what width and depth count. */
  String description();

  /**
   * The settings of the source this architecture follows.
   *
   * @param inputShape one sample without the batch
   * @param classes number of logits
   */
  ArchitectureOptions defaults(List<Integer> inputShape, int classes);

  /**
   * The network with seeded initial weights: weights normal with standard deviation gain /
   * sqrt(fan-in) ({@link Activation#gain}), biases 0, batch normalisation the identity. One float
   * input {@code input} (free batch) and one output {@code logits}. The weights of a layer depend
   * on the seed and the layer's name only: the same bits on every machine. O(number of parameters).
   *
   * @throws IllegalArgumentException if the options do not fit this architecture; the message says
   *     which and why
   */
  Graph graph(ArchitectureOptions options, long seed);
}
