package dev.nervure.study.generalization;

import dev.nervure.array.ElementType;
import dev.nervure.array.MatrixNorms;
import dev.nervure.array.NdArray;
import dev.nervure.data.LabelledSamples;
import dev.nervure.network.Model;
import dev.nervure.network.WeightMatrices;
import dev.nervure.progress.Progress;
import dev.nervure.run.StageRows;
import dev.nervure.stats.Estimate;
import dev.nervure.stats.RandomStream;
import dev.nervure.study.AdaptedSamples;
import dev.nervure.study.Key;
import dev.nervure.study.layers.ValueRows;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How much the mean training loss rises when the weights change at random: to every weight of a
 * matrix a normal number is added whose deviation is a tenth of the root mean square of the matrix.
 * Relative to each matrix, as in sharpness that takes account of magnitudes (Jiang et al. 2020,
 * arXiv 1912.02178).
 */
final class Sharpness {
  static final String NAME = "sharpness";

  /** Raised by one whenever the same network comes to give other values. */
  private static final int REVISION = 2;

  /** Deviation of the noise over the root mean square of a matrix. */
  static final double NOISE = 0.1;

  private Sharpness() {}

  /** What the values depend on beside the network and the samples: its method. */
  static Key key() {
    return Key.of(NAME, REVISION);
  }

  /**
   * Measures.
   *
   * @param samples some of its training samples, the same number for all networks
   * @param draws of the noise, at least 2
   * @param stream of the noise
   */
  static StageRows rows(
      Model model,
      LabelledSamples samples,
      int draws,
      RandomStream stream,
      ValueRows values,
      Progress progress) {
    Map<String, NdArray> matrices = WeightMatrices.of(model.graph());
    if (matrices.isEmpty()) {
      return none(
          values, "the network has no convolution and no dense layer with constant weights");
    }
    int[] labels = samples.labels();
    double loss = TrainingFit.meanLoss(model, AdaptedSamples.of(samples, model), labels);
    double sum = 0;
    double squares = 0;
    for (int draw = 0; draw < draws; draw++) {
      progress.checkCancelled();
      RandomStream ofDraw = stream.derive(draw);
      Map<String, NdArray> changed = new LinkedHashMap<>();
      matrices.forEach((name, matrix) -> changed.put(name, changed(model, name, matrix, ofDraw)));
      try (Model noisy = model.withWeights(changed)) {
        double rise = TrainingFit.meanLoss(noisy, AdaptedSamples.of(samples, noisy), labels) - loss;
        sum += rise;
        squares += rise * rise;
      }
    }
    double mean = sum / draws;
    double error = Math.sqrt(Math.max(0, squares / draws - mean * mean) / (draws - 1));
    if (!Double.isFinite(mean) || !Double.isFinite(error)) {
      return none(values, "the loss is not finite with or without noise");
    }
    return new StageRows()
        .add(
            values.overall(
                NAME,
                Estimate.of(mean, error),
                labels.length,
                Map.of("noise", NOISE, "draws", draws, "loss", loss)));
  }

  private static StageRows none(ValueRows values, String why) {
    return new StageRows().add(values.overall(NAME, Estimate.notEstimable(why), 0, Map.of()));
  }

  /** The tensor of a matrix with noise, in its own shape and type. */
  private static NdArray changed(Model model, String name, NdArray matrix, RandomStream stream) {
    double deviation = NOISE * MatrixNorms.frobenius(matrix) / Math.sqrt(matrix.size());
    RandomStream ofMatrix = stream.derive(name);
    double[] weights = matrix.doubles().clone();
    for (int i = 0; i < weights.length; i++) {
      weights[i] += deviation * ofMatrix.nextGaussian();
    }
    NdArray given = model.weights().getOrDefault(name, matrix);
    NdArray wide = NdArray.of(weights, given.shape());
    return given.type() == ElementType.FLOAT64 ? wide : NdArray.of(wide.floats(), given.shape());
  }
}
