package dev.nervure.glassbox.block;

/**
 * Moves images by less than a pixel, in their spectra, so that sample 0 is between two pixels. The
 * frequency that cannot be told from its negative keeps the mean of what becomes of both.
 */
final class HalfPixelShift {
  private final ImageSize size;
  private final boolean none;
  private final double[][] ofRows;
  private final double[][] ofColumns;

  /** By so many pixels down and right. */
  HalfPixelShift(ImageSize size, double down, double right) {
    this.size = size;
    this.none = down == 0 && right == 0;
    this.ofRows = turns(size.height(), down);
    this.ofColumns = turns(size.width(), right);
  }

  /** Cosine and sine by frequency. */
  private static double[][] turns(int length, double shift) {
    double[][] turns = new double[2][length];
    for (int f = 0; f < length; f++) {
      int signed = f < (length + 1) / 2 ? f : f - length;
      double angle = 2 * Math.PI * signed * shift / length;
      boolean own = 2 * f == length;
      // Of half a pixel, exactly nothing is left of that frequency.
      turns[0][f] = own && shift == 0.5 ? 0 : StrictMath.cos(angle);
      turns[1][f] = own ? 0 : StrictMath.sin(angle);
    }
    return turns;
  }

  /** The spectra of the moved images; the same object where nothing moves. */
  ComplexImages of(ComplexImages spectra) {
    if (none) {
      return spectra;
    }
    int count = spectra.count();
    ComplexImages moved = new ComplexImages(size, count);
    double[] fromRe = spectra.re();
    double[] fromIm = spectra.im();
    double[] toRe = moved.re();
    double[] toIm = moved.im();
    for (int row = 0; row < size.height(); row++) {
      for (int column = 0; column < size.width(); column++) {
        double cos = ofRows[0][row] * ofColumns[0][column] - ofRows[1][row] * ofColumns[1][column];
        double sin = ofRows[0][row] * ofColumns[1][column] + ofRows[1][row] * ofColumns[0][column];
        int at = (row * size.width() + column) * count;
        for (int i = at; i < at + count; i++) {
          toRe[i] = fromRe[i] * cos - fromIm[i] * sin;
          toIm[i] = fromRe[i] * sin + fromIm[i] * cos;
        }
      }
    }
    return moved;
  }
}
