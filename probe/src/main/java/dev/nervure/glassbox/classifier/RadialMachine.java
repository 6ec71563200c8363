package dev.nervure.glassbox.classifier;

import dev.nervure.glassbox.reduction.LabelledRows;
import dev.nervure.progress.Progress;
import java.util.Map;
import libsvm.svm;
import libsvm.svm_model;
import libsvm.svm_node;
import libsvm.svm_parameter;
import libsvm.svm_problem;
import org.jspecify.annotations.Nullable;

/**
 * Support vector machine with the Gaussian kernel exp(-gamma |x - y|^2) by LIBSVM (Chang and Lin
 * 2011, doi 10.1145/1961189.1961199), each pair of classes by itself, with a vote. Gamma is one
 * over the number of coefficients times the variance of all their values. The library draws nothing
 * as it is used here.
 */
final class RadialMachine implements FeatureClassifier {
  private static final double CACHE_MEGABYTES = 100;
  private static final double TOLERANCE = 1e-3;

  /** Votes of one pair more always outweigh the margins. */
  private static final double MARGINS = 1e-3;

  /** Whoever trains in this thread: the library reports its steps to one place for all. */
  private static final ThreadLocal<@Nullable Progress> TRAINING = new ThreadLocal<>();

  private final double cost;

  static {
    svm.svm_set_print_string_function(
        step -> {
          Progress progress = TRAINING.get();
          if (progress != null) {
            progress.checkCancelled();
          }
        });
  }

  RadialMachine(double cost) {
    this.cost = cost;
  }

  @Override
  public String name() {
    return "rbf_svm";
  }

  @Override
  public Map<String, Object> settings() {
    return Map.of("cost", cost);
  }

  @Override
  public FittedClassifier fit(LabelledRows training, long seed, Progress progress) {
    svm_problem problem = new svm_problem();
    problem.l = training.size();
    problem.x = new svm_node[training.size()][];
    problem.y = new double[training.size()];
    for (int i = 0; i < training.size(); i++) {
      problem.x[i] = row(training.rows()[i]);
      problem.y[i] = training.labels()[i];
    }
    svm_parameter parameter = new svm_parameter();
    parameter.svm_type = svm_parameter.C_SVC;
    parameter.kernel_type = svm_parameter.RBF;
    parameter.gamma = gamma(training.rows());
    parameter.C = cost;
    parameter.eps = TOLERANCE;
    parameter.cache_size = CACHE_MEGABYTES;
    parameter.shrinking = 1;
    parameter.probability = 0;
    parameter.nr_weight = 0;
    parameter.weight_label = new int[0];
    parameter.weight = new double[0];
    TRAINING.set(progress);
    try {
      return new Fitted(svm.svm_train(problem, parameter), training.classes());
    } finally {
      TRAINING.remove();
    }
  }

  private static double gamma(double[][] rows) {
    double sum = 0;
    double squares = 0;
    long count = (long) rows.length * rows[0].length;
    for (double[] row : rows) {
      for (double value : row) {
        sum += value;
      }
    }
    double mean = sum / count;
    for (double[] row : rows) {
      for (double value : row) {
        squares += (value - mean) * (value - mean);
      }
    }
    return squares > 0 ? count / (rows[0].length * squares) : 1;
  }

  private static svm_node[] row(double[] values) {
    svm_node[] row = new svm_node[values.length];
    for (int j = 0; j < values.length; j++) {
      row[j] = new svm_node();
      row[j].index = j + 1;
      row[j].value = values[j];
    }
    return row;
  }

  private record Fitted(svm_model model, int classes) implements FittedClassifier {
    @Override
    public double[] scores(double[] row) {
      int[] order = new int[classes];
      svm.svm_get_labels(model, order);
      double[] margins = new double[classes * (classes - 1) / 2];
      svm.svm_predict_values(model, row(row), margins);
      double[] scores = new double[classes];
      int pair = 0;
      for (int i = 0; i < classes; i++) {
        for (int j = i + 1; j < classes; j++, pair++) {
          double margin = margins[pair];
          scores[margin > 0 ? order[i] : order[j]] += 1;
          double bounded = MARGINS * margin / (1 + Math.abs(margin)) / classes;
          scores[order[i]] += bounded;
          scores[order[j]] -= bounded;
        }
      }
      return scores;
    }

    @Override
    public long parameters() {
      return (long) model.l * (model.SV[0].length + classes - 1)
          + (long) classes * (classes - 1) / 2;
    }
  }

  @Override
  public double seconds(int rows, int coefficients, int classes) {
    return 3e-9 * rows * rows * coefficients;
  }

  @Override
  public long memory(int rows, int coefficients, int classes) {
    return 32L * rows * coefficients + (long) (CACHE_MEGABYTES * (1 << 20));
  }
}
