package dev.nervure.glassbox.classifier;

import dev.nervure.jacobian.Vectors;

/**
 * Scores that are affine in the row, so that each coefficient has a share in a decision that can be
 * read off: score k = weights k . row + offset k.
 */
public final class LinearScores implements FittedClassifier {
  private final double[][] weights;
  private final double[] offsets;

  LinearScores(double[][] weights, double[] offsets) {
    this.weights = weights;
    this.offsets = offsets;
  }

  @Override
  public double[] scores(double[] row) {
    double[] scores = new double[weights.length];
    for (int k = 0; k < scores.length; k++) {
      scores[k] = Vectors.dot(weights[k], row) + offsets[k];
    }
    return scores;
  }

  @Override
  public long parameters() {
    return (long) weights.length * (weights[0].length + 1);
  }

  /** The weights of a class. */
  public double[] weights(int label) {
    return weights[label].clone();
  }

  /** What is added to the score of a class. */
  public double offset(int label) {
    return offsets[label];
  }
}
