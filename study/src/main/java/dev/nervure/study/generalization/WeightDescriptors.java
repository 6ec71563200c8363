package dev.nervure.study.generalization;

import dev.nervure.array.MatrixNorms;
import dev.nervure.array.NdArray;
import dev.nervure.homology.NeuralPersistence;
import dev.nervure.network.Model;
import dev.nervure.network.WeightMatrices;
import dev.nervure.progress.Progress;
import dev.nervure.run.StageRows;
import dev.nervure.stats.Estimate;
import dev.nervure.study.Key;
import dev.nervure.study.layers.ValueRows;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the weights of a network say without any data: norms, size, neural persistence. */
final class WeightDescriptors {
  static final String PARAMETERS = "parameter_count";
  static final String NORM = "weight_norm";
  static final String FROBENIUS = "log_frobenius_product";
  static final String SPECTRAL = "log_spectral_product";
  static final String PERSISTENCE = "neural_persistence";

  /** What it gives. */
  static final List<String> MEASURES = List.of(PARAMETERS, NORM, FROBENIUS, SPECTRAL, PERSISTENCE);

  /** Raised by one whenever the same network comes to give other values. */
  private static final int REVISION = 2;

  private WeightDescriptors() {}

  /** What the values depend on beside the network and the samples: its method and what it gives. */
  static Key key() {
    return Key.of("weights", REVISION).with("measures", MEASURES);
  }

  /** Measures. */
  static StageRows rows(Model model, ValueRows values, Progress progress) {
    StageRows rows = new StageRows();
    rows.add(
        values.overallWithoutError(
            PARAMETERS,
            StrictMath.log10(Math.max(1, model.graph().parameterCount())),
            0,
            Map.of()));
    List<NdArray> matrices = List.copyOf(WeightMatrices.of(model.graph()).values());
    String obstacle = obstacle(matrices);
    if (obstacle != null) {
      for (String measure : MEASURES.subList(1, MEASURES.size())) {
        rows.add(values.overall(measure, Estimate.notEstimable(obstacle), 0, Map.of()));
      }
      return rows;
    }
    double squares = 0;
    double frobenius = 0;
    double spectral = 0;
    for (NdArray matrix : matrices) {
      progress.checkCancelled();
      double norm = MatrixNorms.frobenius(matrix);
      squares += norm * norm;
      frobenius += StrictMath.log(norm);
      spectral += StrictMath.log(MatrixNorms.spectral(matrix));
    }
    Map<String, Object> parameters = Map.of("matrices", matrices.size());
    rows.add(values.overallWithoutError(NORM, Math.sqrt(squares), 0, parameters));
    rows.add(values.overallWithoutError(FROBENIUS, frobenius, 0, parameters));
    rows.add(values.overallWithoutError(SPECTRAL, spectral, 0, parameters));
    rows.add(
        values.overallWithoutError(
            PERSISTENCE,
            NeuralPersistence.ofNetwork(matrices, false),
            0,
            Map.of(
                "matrices",
                matrices.size(),
                "withUnpairedVertex",
                NeuralPersistence.ofNetwork(matrices, true))));
    return rows;
  }

  private static @Nullable String obstacle(List<NdArray> matrices) {
    if (matrices.isEmpty()) {
      return "the network has no convolution and no dense layer with constant weights";
    }
    for (NdArray matrix : matrices) {
      double norm = MatrixNorms.frobenius(matrix);
      if (!Double.isFinite(norm)) {
        return "a weight is NaN or infinite";
      }
      if (norm == 0) {
        return "all weights of a layer are 0";
      }
    }
    return null;
  }
}
