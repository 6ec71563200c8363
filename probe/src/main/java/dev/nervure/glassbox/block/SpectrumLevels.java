package dev.nervure.glassbox.block;

/**
 * What of the spectrum of a filter a coarser level can hold: its low frequencies. The one that the
 * level cannot tell from its negative takes the negative's value on kymatio's grid, as there, and
 * the mean of both on the centred grid, which keeps its symmetry.
 */
final class SpectrumLevels {
  private final ScatteringGrid grid;

  SpectrumLevels(ScatteringGrid grid) {
    this.grid = grid;
  }

  /** Of a filter along an axis. */
  double[] ofLine(double[] spectrum, int length) {
    double[] kept = new double[length];
    for (int f = 0; f < length; f++) {
      int[] sources = sources(f, length, spectrum.length);
      kept[f] = 0.5 * (spectrum[sources[0]] + spectrum[sources[1]]);
    }
    return kept;
  }

  /** Of a filter of the plane. */
  double[] ofPlane(double[] spectrum, ImageSize from, ImageSize to) {
    double[] kept = new double[to.pixels()];
    for (int row = 0; row < to.height(); row++) {
      int[] ofRow = sources(row, to.height(), from.height());
      for (int column = 0; column < to.width(); column++) {
        int[] ofColumn = sources(column, to.width(), from.width());
        kept[row * to.width() + column] =
            0.25
                * (spectrum[ofRow[0] * from.width() + ofColumn[0]]
                    + spectrum[ofRow[0] * from.width() + ofColumn[1]]
                    + spectrum[ofRow[1] * from.width() + ofColumn[0]]
                    + spectrum[ofRow[1] * from.width() + ofColumn[1]]);
      }
    }
    return kept;
  }

  private int[] sources(int frequency, int length, int fromLength) {
    int source = 2 * frequency < length ? frequency : frequency + fromLength - length;
    boolean opposite =
        grid == ScatteringGrid.CENTRED && 2 * frequency == length && length < fromLength;
    return new int[] {source, opposite ? frequency : source};
  }
}
