package dev.nervure.diagram;

import dev.nervure.progress.ParallelTasks;
import dev.nervure.progress.Progress;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Goes through all pairs of diagrams, rows of the lower triangle on several threads. */
final class PairLoop {
  private PairLoop() {}

  /** The distance of a pair, {@code i > j}; called by several threads. */
  @FunctionalInterface
  interface PairValue {
    BoundedValue of(int i, int j);
  }

  /** What is done with a diagram or a row of pairs; called by several threads. */
  @FunctionalInterface
  interface Step {
    void at(int number);
  }

  /**
   * The distances of all pairs; infinite, without a question, where diagrams do not have equally
   * many bars without end.
   *
   * @throws IllegalArgumentException when the diagrams are of different degrees
   */
  static PairDistances over(
      List<PersistenceDiagram> diagrams,
      String label,
      int threads,
      Progress progress,
      PairValue value) {
    requireOneDegree(diagrams);
    int size = diagrams.size();
    int[] endless = diagrams.stream().mapToInt(PersistenceDiagram::essential).toArray();
    double[] values = new double[PairDistances.pairsOf(size)];
    double[] errors = new double[values.length];
    try (Progress.Task task = progress.begin(label, values.length)) {
      each(
          size,
          threads,
          row -> {
            for (int column = 0; column < row; column++) {
              progress.checkCancelled();
              int at = (int) PairDistances.indexOf(row, column);
              if (endless[row] == endless[column]) {
                BoundedValue found = value.of(row, column);
                values[at] = found.value();
                errors[at] = found.error();
              } else {
                values[at] = Double.POSITIVE_INFINITY;
              }
              task.advance(1);
            }
          });
    }
    return new PairDistances(size, values, errors);
  }

  /** A step for each number below {@code size}, the largest first, as rows get longer. */
  static void each(int size, int threads, Step step) {
    AtomicInteger left = new AtomicInteger(size);
    ParallelTasks.run(
        Math.max(1, Math.min(threads, size)),
        worker -> {
          for (int next = left.decrementAndGet(); next >= 0; next = left.decrementAndGet()) {
            step.at(next);
          }
        });
  }

  /**
   * Refuses diagrams of different degrees.
   *
   * @throws IllegalArgumentException naming two degrees
   */
  static void requireOneDegree(List<PersistenceDiagram> diagrams) {
    for (PersistenceDiagram diagram : diagrams) {
      if (diagram.dimension() != diagrams.get(0).dimension()) {
        throw new IllegalArgumentException(
            "diagrams must be of one degree but are H%d and H%d"
                .formatted(diagrams.get(0).dimension(), diagram.dimension()));
      }
    }
  }
}
