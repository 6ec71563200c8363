package dev.nervure.diagram;

import dev.nervure.progress.Progress;
import java.util.List;

/**
 * Sliced Wasserstein distances of all pairs of diagrams, direction by direction.
 *
 * <p>On a line the 1-Wasserstein distance is the integral of |F - G| over the distribution
 * functions of both sides. F - G is a difference of two step functions, one of each diagram alone:
 * how many of its points lie up to t, less how many of their projections from the diagonal do
 * ({@link Slice}). A pair is the integral of the difference of two such functions.
 *
 * <p>The line is cut into cells. In a cell in which the functions do not cross, the integral of the
 * difference is the difference of the integrals, which are known; only the cells in which they may
 * cross are gone through step by step. Both give the same number, so that this is exact, but for
 * rounding, in which a matrix of many diagrams may differ from that of two.
 */
final class SlicedPairs {
  private final List<PersistenceDiagram> diagrams;
  private final int directions;
  private final Slice[] slices;
  private final int cells;

  SlicedPairs(List<PersistenceDiagram> diagrams, int directions) {
    this.diagrams = diagrams;
    this.directions = directions;
    this.slices = new Slice[diagrams.size()];
    int most = 0;
    for (int i = 0; i < slices.length; i++) {
      double[][] bars = diagrams.get(i).finitePairs();
      most = Math.max(most, bars.length);
      slices[i] = new Slice(bars);
    }
    this.cells = Slice.cellsFor(most);
  }

  PairDistances distances(int threads, Progress progress) {
    int size = slices.length;
    double[] sums = new double[PairDistances.pairsOf(size)];
    try (Progress.Task task =
        progress.begin("sliced Wasserstein", (long) directions * sums.length)) {
      for (int direction = 0; direction < directions; direction++) {
        double angle = Math.PI / 2 + direction * Math.PI / directions;
        cut(StrictMath.cos(angle), StrictMath.sin(angle), threads, progress);
        PairLoop.each(
            size,
            threads,
            row -> {
              for (int column = 0; column < row; column++) {
                progress.checkCancelled();
                sums[(int) PairDistances.indexOf(row, column)] +=
                    slices[row].distanceTo(slices[column]);
              }
              task.advance(row);
            });
      }
    }
    for (int row = 0; row < size; row++) {
      double[] endless = EndlessBars.births(diagrams.get(row));
      for (int column = 0; column < row; column++) {
        double[] others = EndlessBars.births(diagrams.get(column));
        int at = (int) PairDistances.indexOf(row, column);
        sums[at] =
            endless.length == others.length
                ? sums[at] / directions + EndlessBars.sumOfMoves(endless, others)
                : Double.POSITIVE_INFINITY;
      }
    }
    return new PairDistances(size, sums, new double[sums.length]);
  }

  /** Projects all diagrams, over cells of one line. */
  private void cut(double cosine, double sine, int threads, Progress progress) {
    PairLoop.each(
        slices.length,
        threads,
        i -> {
          progress.checkCancelled();
          slices[i].project(cosine, sine);
        });
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (Slice slice : slices) {
      low = Math.min(low, slice.first());
      high = Math.max(high, slice.last());
    }
    double from = low;
    double width = high > low ? (high - low) / cells : 1;
    PairLoop.each(
        slices.length,
        threads,
        i -> {
          progress.checkCancelled();
          slices[i].fill(from, width, cells);
        });
  }
}
