package dev.nervure.glassbox.classifier;

import dev.nervure.glassbox.reduction.LabelledRows;
import dev.nervure.glassbox.reduction.PooledCovariance;
import dev.nervure.jacobian.Vectors;
import dev.nervure.progress.Progress;
import java.util.Map;

/**
 * Linear discriminant analysis: classes are normal with one covariance, which is shrunk as Ledoit
 * and Wolf find best. Priors are the shares of the training rows. Scores are logarithms of
 * densities, up to what all classes share.
 */
final class LinearDiscriminant implements FeatureClassifier {
  @Override
  public String name() {
    return "lda";
  }

  @Override
  public Map<String, Object> settings() {
    return Map.of();
  }

  @Override
  public FittedClassifier fit(LabelledRows training, long seed, Progress progress) {
    PooledCovariance within = PooledCovariance.of(training, progress);
    int[] counts = training.counts();
    double[][] weights = new double[training.classes()][];
    double[] offsets = new double[weights.length];
    for (int k = 0; k < weights.length; k++) {
      weights[k] = within.solve(within.mean(k));
      offsets[k] =
          StrictMath.log((double) counts[k] / training.size())
              - Vectors.dot(weights[k], within.mean(k)) / 2;
    }
    return new LinearScores(weights, offsets);
  }

  @Override
  public double seconds(int rows, int coefficients, int classes) {
    return 1e-9 * coefficients * coefficients * (rows / 2.0 + coefficients / 3.0);
  }

  @Override
  public long memory(int rows, int coefficients, int classes) {
    return 3L * Double.BYTES * coefficients * coefficients
        + (long) Double.BYTES * rows * coefficients;
  }
}
