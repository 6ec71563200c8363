package dev.nervure.network.train;

import java.util.List;

/**
 * What a built-in architecture leaves open. Take an {@linkplain Architecture#defaults
 * architecture's own defaults} and change what should differ.
 *
 * @param inputShape one sample without the batch: (channels, height, width) for convolutional
 *     networks; any shape for the multilayer perceptron
 * @param classes number of outputs (logits), at least 1
 * @param width channels or hidden units of a layer; what exactly is counted says the architecture
 * @param depth number of blocks or hidden layers; what exactly is counted says the architecture
 * @param activation the nonlinearity
 * @param dropout probability in [0, 1) that a value in front of a dense layer is dropped during
 *     training; 0 leaves dropout out
 */
public record ArchitectureOptions(
    List<Integer> inputShape,
    int classes,
    int width,
    int depth,
    Activation activation,
    double dropout) {

  public ArchitectureOptions {
    inputShape = List.copyOf(inputShape);
    if (inputShape.isEmpty() || inputShape.stream().anyMatch(size -> size < 1)) {
      throw new IllegalArgumentException(
          "input shape must hold positive sizes but was " + inputShape);
    }
    if (classes < 1) {
      throw new IllegalArgumentException("classes must be at least 1 but was " + classes);
    }
    if (width < 1) {
      throw new IllegalArgumentException("width must be at least 1 but was " + width);
    }
    if (depth < 0) {
      throw new IllegalArgumentException("depth must not be negative but was " + depth);
    }
    if (!(dropout >= 0 && dropout < 1)) {
      throw new IllegalArgumentException("dropout must be in [0, 1) but was " + dropout);
    }
  }

  /** The same with another width. */
  public ArchitectureOptions withWidth(int changed) {
    return new ArchitectureOptions(inputShape, classes, changed, depth, activation, dropout);
  }

  /** The same with another depth. */
  public ArchitectureOptions withDepth(int changed) {
    return new ArchitectureOptions(inputShape, classes, width, changed, activation, dropout);
  }

  /** The same with another nonlinearity. */
  public ArchitectureOptions withActivation(Activation changed) {
    return new ArchitectureOptions(inputShape, classes, width, depth, changed, dropout);
  }

  /** The same with another dropout probability. */
  public ArchitectureOptions withDropout(double changed) {
    return new ArchitectureOptions(inputShape, classes, width, depth, activation, changed);
  }
}
