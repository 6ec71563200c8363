package dev.nervure.glassbox.classifier;

/** What a classifier has learned. Immutable and safe for use by several threads. */
public interface FittedClassifier {
  /**
   * A number for each class: the larger, the more the row looks like it. They are comparable within
   * a row; their unit is that of the classifier.
   *
   * @param row not changed
   */
  double[] scores(double[] row);

  /** How many numbers it has learned. */
  long parameters();

  /** The class of the largest score, the first among equals. */
  default int predict(double[] row) {
    double[] scores = scores(row);
    int best = 0;
    for (int k = 1; k < scores.length; k++) {
      if (scores[k] > scores[best]) {
        best = k;
      }
    }
    return best;
  }
}
