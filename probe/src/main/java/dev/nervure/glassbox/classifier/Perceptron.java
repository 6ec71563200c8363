package dev.nervure.glassbox.classifier;

import dev.nervure.array.NdArray;
import dev.nervure.glassbox.reduction.LabelledRows;
import dev.nervure.jacobian.Vectors;
import dev.nervure.network.graph.Graph;
import dev.nervure.network.train.ArchitectureOptions;
import dev.nervure.network.train.MultilayerPerceptron;
import dev.nervure.network.train.Trainer;
import dev.nervure.network.train.TrainingData;
import dev.nervure.network.train.TrainingOptions;
import dev.nervure.progress.Progress;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A multilayer perceptron with one hidden layer of rectified units, trained with cross-entropy by
 * Adam (rate 0.001 falling along half a cosine, batches of 64, weight decay 1e-4) on one thread.
 * Rows are brought to root mean square 1 before, all coefficients alike.
 */
final class Perceptron implements FeatureClassifier {
  private static final double WEIGHT_DECAY = 1e-4;

  private final int hidden;
  private final int epochs;

  Perceptron(int hidden, int epochs) {
    this.hidden = hidden;
    this.epochs = epochs;
  }

  @Override
  public String name() {
    return "mlp";
  }

  @Override
  public Map<String, Object> settings() {
    return Map.of("hidden", hidden, "epochs", epochs);
  }

  @Override
  public FittedClassifier fit(LabelledRows training, long seed, Progress progress) {
    int d = training.dimension();
    double scale = scale(training.rows());
    float[] values = new float[Math.multiplyExact(training.size(), d)];
    for (int i = 0; i < training.size(); i++) {
      for (int j = 0; j < d; j++) {
        values[i * d + j] = (float) (scale * training.rows()[i][j]);
      }
    }
    ArchitectureOptions architecture =
        new MultilayerPerceptron()
            .defaults(List.of(d), training.classes())
            .withWidth(hidden)
            .withDepth(1);
    Graph trained =
        new Trainer(
                new MultilayerPerceptron().graph(architecture, seed),
                TrainingOptions.defaults()
                    .withEpochs(epochs)
                    .withWeightDecay(WEIGHT_DECAY)
                    .withSeed(seed)
                    .withThreads(1))
            .train(
                TrainingData.labelled(
                    NdArray.of(values, training.size(), d), training.labels(), training.classes()),
                progress)
            .last()
            .graph();
    return new Fitted(
        scale,
        matrix(trained, "layer1.dense.weight"),
        vector(trained, "layer1.dense.bias"),
        matrix(trained, "classifier.weight"),
        vector(trained, "classifier.bias"));
  }

  private static double scale(double[][] rows) {
    double squares = 0;
    for (double[] row : rows) {
      squares += Vectors.dot(row, row);
    }
    return squares > 0 ? Math.sqrt((double) rows.length * rows[0].length / squares) : 1;
  }

  private static double[] vector(Graph graph, String name) {
    return Objects.requireNonNull(graph.initializers().get(name), name).doubles();
  }

  private static double[][] matrix(Graph graph, String name) {
    NdArray array = Objects.requireNonNull(graph.initializers().get(name), name);
    double[] values = array.doubles();
    int columns = array.shape()[1];
    double[][] rows = new double[array.shape()[0]][columns];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(values, i * columns, rows[i], 0, columns);
    }
    return rows;
  }

  private record Fitted(
      double scale, double[][] first, double[] firstOffsets, double[][] second, double[] offsets)
      implements FittedClassifier {
    @Override
    public double[] scores(double[] row) {
      double[] units = firstOffsets.clone();
      for (int u = 0; u < units.length; u++) {
        units[u] = Math.max(0, units[u] + scale * Vectors.dot(first[u], row));
      }
      double[] scores = offsets.clone();
      for (int k = 0; k < scores.length; k++) {
        scores[k] += Vectors.dot(second[k], units);
      }
      return scores;
    }

    @Override
    public long parameters() {
      return (long) first.length * (first[0].length + 1)
          + (long) second.length * (second[0].length + 1);
    }
  }

  @Override
  public double seconds(int rows, int coefficients, int classes) {
    return epochs * (rows / 64.0 + 1) * (3e-4 + 1e-8 * 64 * hidden * coefficients);
  }

  @Override
  public long memory(int rows, int coefficients, int classes) {
    return (long) Float.BYTES * rows * coefficients + 16L * Double.BYTES * hidden * coefficients;
  }
}
