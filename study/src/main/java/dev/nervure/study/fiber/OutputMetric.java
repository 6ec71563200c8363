package dev.nervure.study.fiber;

import dev.nervure.jacobian.OutputSpeed;
import dev.nervure.network.Layer;
import dev.nervure.network.Model;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** How changes of a layer are measured, before they are pulled back. */
public enum OutputMetric {
  /** By their Euclidean length. */
  EUCLIDEAN,
  /**
   * At the logits z, by how far the distribution softmax(z) moves: the Fisher information metric
   * diag(p) - p p^T. A fiber of constant probabilities has one dimension more than one of constant
   * logits, since adding the same to all logits leaves the probabilities alone.
   */
  FISHER;

  private static final Set<String> PROBABILITIES = Set.of("Softmax", "LogSoftmax", "Sigmoid");

  /** Its name on the command line and in JSON. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** How long a change of a layer is. */
  OutputSpeed speed() {
    return switch (this) {
      case EUCLIDEAN -> OutputSpeed.EUCLIDEAN;
      case FISHER -> OutputSpeed.FISHER;
    };
  }

  /**
   * The metric of a name.
   *
   * @throws IllegalArgumentException where there is none of that name
   */
  public static OutputMetric named(String name) {
    for (OutputMetric metric : values()) {
      if (metric.text().equals(name)) {
        return metric;
      }
    }
    throw new IllegalArgumentException(
        "'%s' is no output metric: there are %s"
            .formatted(
                name,
                Arrays.stream(values()).map(OutputMetric::text).collect(Collectors.joining(", "))));
  }

  /**
   * Refuses a layer on which this metric is not defined.
   *
   * @throws IllegalArgumentException names the layer, and says why
   */
  public void requireDefinedAt(Layer layer, Model model) {
    if (this == EUCLIDEAN) {
      return;
    }
    Layer logits = model.logits();
    if (!layer.equals(logits)) {
      throw new IllegalArgumentException(
          "the Fisher metric is that of the softmax over the logits, the layer %s: %s is another layer"
              .formatted(logits.name(), layer.name()));
    }
    if (PROBABILITIES.contains(layer.operator())) {
      throw new IllegalArgumentException(
          "the Fisher metric is that of a softmax over logits, but %s holds the values of a %s"
              .formatted(layer.name(), layer.operator()));
    }
    if (layer.size() < 2) {
      throw new IllegalArgumentException(
          "the Fisher metric is that of a softmax over at least two logits, but %s has one value: the file does not say whether it is a logit, a probability or a measured quantity"
              .formatted(layer.name()));
    }
    long longest = Arrays.stream(layer.shape()).max().orElse(0);
    if (longest != layer.size()) {
      throw new IllegalArgumentException(
          "the Fisher metric is that of one softmax, but %s has the shape %s"
              .formatted(layer.name(), Arrays.toString(layer.shape())));
    }
  }
}
