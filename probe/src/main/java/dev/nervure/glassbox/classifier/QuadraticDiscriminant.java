package dev.nervure.glassbox.classifier;

import dev.nervure.glassbox.reduction.LabelledRows;
import dev.nervure.glassbox.reduction.ShrunkCovariance;
import dev.nervure.jacobian.Vectors;
import dev.nervure.progress.Progress;
import java.util.Map;

/**
 * Quadratic discriminant analysis: classes are normal, each with a covariance of its own, shrunk as
 * Ledoit and Wolf find best. Scores are logarithms of densities times priors, up to a constant.
 */
final class QuadraticDiscriminant implements FeatureClassifier {
  @Override
  public String name() {
    return "qda";
  }

  @Override
  public Map<String, Object> settings() {
    return Map.of();
  }

  @Override
  public FittedClassifier fit(LabelledRows training, long seed, Progress progress) {
    int classes = training.classes();
    int[] counts = training.counts();
    double[][] means = new double[classes][training.dimension()];
    ShrunkCovariance[] own = new ShrunkCovariance[classes];
    double[] offsets = new double[classes];
    for (int k = 0; k < classes; k++) {
      double[][] rows = training.ofClass(k);
      if (rows.length < 2) {
        throw new IllegalArgumentException(
            "qda needs at least two training images of each class but class %d has one; take more, or another classifier"
                .formatted(k));
      }
      for (double[] row : rows) {
        Vectors.addScaled(means[k], 1.0 / rows.length, row);
      }
      double[][] centred = new double[rows.length][];
      for (int i = 0; i < rows.length; i++) {
        centred[i] = Vectors.minus(rows[i], means[k]);
      }
      own[k] = ShrunkCovariance.of(centred, progress);
      offsets[k] =
          StrictMath.log((double) counts[k] / training.size()) - own[k].logDeterminant() / 2;
    }
    return new Fitted(means, own, offsets);
  }

  private record Fitted(double[][] means, ShrunkCovariance[] own, double[] offsets)
      implements FittedClassifier {
    @Override
    public double[] scores(double[] row) {
      double[] scores = new double[means.length];
      for (int k = 0; k < scores.length; k++) {
        double[] white = own[k].whiten(Vectors.minus(row, means[k]));
        scores[k] = offsets[k] - Vectors.dot(white, white) / 2;
      }
      return scores;
    }

    @Override
    public long parameters() {
      long d = means[0].length;
      return means.length * (d + d * (d + 1) / 2 + 1);
    }
  }

  @Override
  public double seconds(int rows, int coefficients, int classes) {
    return 1e-9 * coefficients * coefficients * (rows / 2.0 + classes * coefficients / 3.0);
  }

  @Override
  public long memory(int rows, int coefficients, int classes) {
    return (classes + 3L) * Double.BYTES * coefficients * coefficients
        + (long) Double.BYTES * rows * coefficients;
  }
}
