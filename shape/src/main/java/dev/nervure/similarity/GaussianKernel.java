package dev.nervure.similarity;

import dev.nervure.progress.Progress;
import java.util.Arrays;

/**
 * exp(-d^2 / (2 s^2)) for the Euclidean distance d of two rows, where s^2 is the square of the
 * bandwidth times the median of all n^2 squared distances, those of a row from itself included
 * (Kornblith, Norouzi, Lee, Hinton, ICML 2019, and the code published with it). Memory: 4 n^2
 * bytes, and 4 n^2 of the inner products that it is made of; 16 n^2 in all while it is made.
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

  /** The median over the full matrix, with 0 on its diagonal, from the pairs below it. */
  private static double median(GramMatrix squares) {
    int n = squares.size();
    double[] pairs = new double[n * (n - 1) / 2];
    for (int i = 1, k = 0; i < n; k += i, i++) {
      System.arraycopy(squares.lower(), GramMatrix.index(i), pairs, k, i);
    }
    Arrays.sort(pairs);
    double position = 0.5 * ((double) n * n - 1);
    double below = ofFullMatrix(pairs, n, (int) position);
    double above = ofFullMatrix(pairs, n, (int) Math.ceil(position));
    return below + (position - (int) position) * (above - below);
  }

  /** A number of the full matrix by its rank: first the diagonal, then every pair twice. */
  private static double ofFullMatrix(double[] ascending, int n, int rank) {
    return rank < n ? 0 : ascending[(rank - n) / 2];
  }
}
