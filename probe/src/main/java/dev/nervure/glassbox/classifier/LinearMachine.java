package dev.nervure.glassbox.classifier;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Model;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;
import dev.nervure.glassbox.reduction.LabelledRows;
import dev.nervure.progress.Progress;
import java.util.Map;

/**
 * Linear support vector machine and L2-regularised logistic regression, both by dual coordinate
 * descent of LIBLINEAR (Fan et al. 2008), one class against the rest where there are more than two.
 * The offset is the weight of a coefficient that is always 1, and regularised with the others. The
 * order of the steps is drawn from the seed by our own numbers, which also makes it safe for
 * several threads.
 */
final class LinearMachine implements FeatureClassifier {
  private static final double TOLERANCE = 1e-3;
  private static final int MOST_SWEEPS = 2_000;

  private final String name;
  private final SolverType solver;
  private final double cost;

  static {
    Linear.disableDebugOutput();
  }

  private LinearMachine(String name, SolverType solver, double cost) {
    this.name = name;
    this.solver = solver;
    this.cost = cost;
  }

  /** The support vector machine with squared hinge loss. */
  static LinearMachine supportVectors(double cost) {
    return new LinearMachine("linear_svm", SolverType.L2R_L2LOSS_SVC_DUAL, cost);
  }

  static LinearMachine logistic(double cost) {
    return new LinearMachine("logistic", SolverType.L2R_LR_DUAL, cost);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Map<String, Object> settings() {
    return Map.of("cost", cost);
  }

  @Override
  public FittedClassifier fit(LabelledRows training, long seed, Progress progress) {
    int d = training.dimension();
    Problem problem = new Problem();
    problem.l = training.size();
    problem.n = d + 1;
    problem.bias = 1;
    problem.x = new Feature[training.size()][];
    problem.y = new double[training.size()];
    for (int i = 0; i < training.size(); i++) {
      problem.x[i] = row(training.rows()[i]);
      problem.y[i] = training.labels()[i];
    }
    Parameter parameter = new Parameter(solver, cost, TOLERANCE, MOST_SWEEPS, 0.1);
    parameter.setRandom(new LibraryRandom(seed, progress));
    Model model = Linear.train(problem, parameter);
    return scores(model, d, training.classes());
  }

  private static Feature[] row(double[] values) {
    Feature[] row = new Feature[values.length + 1];
    for (int j = 0; j < values.length; j++) {
      row[j] = new FeatureNode(j + 1, values[j]);
    }
    row[values.length] = new FeatureNode(values.length + 1, 1);
    return row;
  }

  /** The library orders classes by their first row, and has one column only for two of them. */
  private static LinearScores scores(Model model, int d, int classes) {
    int columns = classes == 2 ? 1 : classes;
    double[] found = model.getFeatureWeights();
    int[] order = model.getLabels();
    double[][] weights = new double[classes][d];
    double[] offsets = new double[classes];
    for (int column = 0; column < columns; column++) {
      for (int j = 0; j <= d; j++) {
        double weight = found[j * columns + column];
        if (j < d) {
          weights[order[column]][j] = weight;
        } else {
          offsets[order[column]] = weight;
        }
      }
    }
    if (classes == 2) {
      // Half of the one column speaks for its class, the other half against the other.
      int first = order[0];
      int second = order[1];
      for (int j = 0; j < d; j++) {
        weights[first][j] /= 2;
        weights[second][j] = -weights[first][j];
      }
      offsets[first] /= 2;
      offsets[second] = -offsets[first];
    }
    return new LinearScores(weights, offsets);
  }

  @Override
  public double seconds(int rows, int coefficients, int classes) {
    return 1e-7 * rows * coefficients * (classes == 2 ? 1 : classes);
  }

  @Override
  public long memory(int rows, int coefficients, int classes) {
    // An object of index and value, and a reference to it.
    return 32L * rows * (coefficients + 1);
  }
}
