package dev.nervure.glassbox.classifier;

import dev.nervure.glassbox.reduction.LabelledRows;
import dev.nervure.progress.Progress;
import java.util.Map;

/**
 * The class that most of the nearest training rows have, by Euclidean distance; the nearer of two
 * rows counts a little more, so that ties go to the class of the nearest. Equal distances: the
 * earlier row.
 */
final class NearestNeighborVote implements FeatureClassifier {
  private final int neighbors;

  NearestNeighborVote(int neighbors) {
    this.neighbors = neighbors;
  }

  @Override
  public String name() {
    return "knn";
  }

  @Override
  public Map<String, Object> settings() {
    return Map.of("neighbors", neighbors);
  }

  @Override
  public FittedClassifier fit(LabelledRows training, long seed, Progress progress) {
    return new Fitted(training, Math.min(neighbors, training.size()));
  }

  private record Fitted(LabelledRows training, int k) implements FittedClassifier {
    /** Votes of one neighbour more always outweigh how near they are. */
    private static final double NEARNESS = 1e-3;

    @Override
    public double[] scores(double[] row) {
      double[] nearest = new double[k];
      int[] labels = new int[k];
      int found = 0;
      for (int i = 0; i < training.size(); i++) {
        double square = square(training.rows()[i], row);
        if (found == k && square >= nearest[k - 1]) {
          continue;
        }
        int at = found < k ? found++ : k - 1;
        while (at > 0 && nearest[at - 1] > square) {
          nearest[at] = nearest[at - 1];
          labels[at] = labels[at - 1];
          at--;
        }
        nearest[at] = square;
        labels[at] = training.labels()[i];
      }
      double[] votes = new double[training.classes()];
      for (int rank = 0; rank < found; rank++) {
        votes[labels[rank]] += (1 + NEARNESS / (1 + rank)) / found;
      }
      return votes;
    }

    private static double square(double[] a, double[] b) {
      double sum = 0;
      for (int j = 0; j < a.length; j++) {
        sum += (a[j] - b[j]) * (a[j] - b[j]);
      }
      return sum;
    }

    @Override
    public long parameters() {
      return (long) training.size() * training.dimension();
    }
  }

  @Override
  public double seconds(int rows, int coefficients, int classes) {
    return 0;
  }

  @Override
  public long memory(int rows, int coefficients, int classes) {
    return 0;
  }
}
