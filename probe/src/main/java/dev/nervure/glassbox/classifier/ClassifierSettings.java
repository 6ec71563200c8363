package dev.nervure.glassbox.classifier;

import org.jspecify.annotations.Nullable;

/**
 * What classifiers depend on; each takes what it knows. Start from {@link #defaults()}.
 *
 * @param radialCost C of the SVM with the Gaussian kernel, above 0. Default 10
 * @param linearCost C of the linear SVM and of logistic regression, above 0. Default 0.01
 * @param neighbors of k-NN, at least 1. Default 5
 * @param hidden units of the perceptron, at least 1. Default 64
 * @param epochs of its training, at least 1. Default 60
 * @param directions of each class of affine PCA, 0 or more; null to choose by validation, the
 *     default
 */
public record ClassifierSettings(
    double radialCost,
    double linearCost,
    int neighbors,
    int hidden,
    int epochs,
    @Nullable Integer directions) {
  /** Checks each. */
  public ClassifierSettings {
    if (!(radialCost > 0 && radialCost < Double.POSITIVE_INFINITY)
        || !(linearCost > 0 && linearCost < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "costs must be positive and finite but were %s and %s".formatted(radialCost, linearCost));
    }
    if (neighbors < 1 || hidden < 1 || epochs < 1) {
      throw new IllegalArgumentException(
          "neighbors, hidden and epochs must be at least 1 but were %d, %d and %d"
              .formatted(neighbors, hidden, epochs));
    }
    if (directions != null && directions < 0) {
      throw new IllegalArgumentException("directions must be 0 or more but were " + directions);
    }
  }

  /** The defaults. */
  public static ClassifierSettings defaults() {
    return new ClassifierSettings(10, 0.01, 5, 64, 60, null);
  }

  /** The same with another cost of the SVM with the Gaussian kernel. */
  public ClassifierSettings withRadialCost(double changed) {
    return new ClassifierSettings(changed, linearCost, neighbors, hidden, epochs, directions);
  }

  /** The same with another cost of the linear SVM and of logistic regression. */
  public ClassifierSettings withLinearCost(double changed) {
    return new ClassifierSettings(radialCost, changed, neighbors, hidden, epochs, directions);
  }

  /** The same with another number of neighbours. */
  public ClassifierSettings withNeighbors(int changed) {
    return new ClassifierSettings(radialCost, linearCost, changed, hidden, epochs, directions);
  }

  /** The same with another perceptron. */
  public ClassifierSettings withPerceptron(int changedHidden, int changedEpochs) {
    return new ClassifierSettings(
        radialCost, linearCost, neighbors, changedHidden, changedEpochs, directions);
  }

  /** The same with so many directions of each class; null to choose. */
  public ClassifierSettings withDirections(@Nullable Integer changed) {
    return new ClassifierSettings(radialCost, linearCost, neighbors, hidden, epochs, changed);
  }
}
