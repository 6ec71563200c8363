package dev.nervure.glassbox.classifier;

import dev.nervure.glassbox.reduction.LabelledRows;
import dev.nervure.jacobian.Vectors;
import dev.nervure.progress.Progress;
import java.util.Map;

/** The class whose mean is nearest: score = mean . row - |mean|^2 / 2. */
final class NearestMean implements FeatureClassifier {
  @Override
  public String name() {
    return "nearest_mean";
  }

  @Override
  public Map<String, Object> settings() {
    return Map.of();
  }

  @Override
  public FittedClassifier fit(LabelledRows training, long seed, Progress progress) {
    int[] counts = training.counts();
    double[][] means = new double[training.classes()][training.dimension()];
    for (int i = 0; i < training.size(); i++) {
      int label = training.labels()[i];
      Vectors.addScaled(means[label], 1.0 / counts[label], training.rows()[i]);
    }
    double[] offsets = new double[means.length];
    for (int k = 0; k < means.length; k++) {
      offsets[k] = -Vectors.dot(means[k], means[k]) / 2;
    }
    return new LinearScores(means, offsets);
  }

  @Override
  public double seconds(int rows, int coefficients, int classes) {
    return 1e-9 * rows * coefficients;
  }

  @Override
  public long memory(int rows, int coefficients, int classes) {
    return (long) Double.BYTES * classes * coefficients;
  }
}
