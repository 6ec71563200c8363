package dev.nervure.similarity;

import dev.nervure.progress.Progress;
import dev.nervure.stats.Quantiles;
import java.util.Arrays;

/**
 * exp(-d^2 / (2 s^2)) for the Euclidean distance d of two rows, where s^2 is the square of the
 * bandwidth times the median of all n^2 squared distances, those of a row from itself included
 * (Kornblith, Norouzi, Lee, Hinton, ICML 2019, and the code published with it).
 *
 * @param bandwidth in units of the root of the median
 */
record GaussianKernel(double bandwidth) implements Kernel, Form<GramMatrix> {
  @Override
  public CenteredKernel of(Representation representation, boolean inFull, Progress progress) {
    return representation.form(this, progress);
  }

  @Override
  public boolean isMatrix() {
    return true;
  }

  @Override
  public GramMatrix of(Representation representation, Progress progress) {
    GramMatrix squares =
        representation.form(GramMatrix.LINEAR, progress).squaredDistances(progress);
    double width = 2 * bandwidth * bandwidth * median(squares);
    // Where more than half of all pairs are equal only equal rows are alike.
    return squares
        .map(
            (i, j, square) -> width > 0 ? StrictMath.exp(-square / width) : square == 0 ? 1 : 0,
            progress)
        .centered(progress);
  }

  /** The median over the full matrix. */
  private static double median(GramMatrix matrix) {
    double[] all = new double[matrix.size() * matrix.size()];
    int count = 0;
    for (int i = 0; i < matrix.size(); i++) {
      for (int j = 0; j < i; j++) {
        double entry = matrix.entry(i, j);
        all[count++] = entry;
        all[count++] = entry;
      }
      all[count++] = matrix.entry(i, i);
    }
    Arrays.sort(all);
    return Quantiles.ofAscending(all, 0.5);
  }
}
