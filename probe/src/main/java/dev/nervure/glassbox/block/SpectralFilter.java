package dev.nervure.glassbox.block;

import java.util.Arrays;

/**
 * A filter between two levels of scattering: a spectrum is weighted, and frequencies that the
 * coarser level cannot tell apart are added up, which is sampling in the plane.
 */
final class SpectralFilter {
  /** Weights below this share of the largest are below the rounding of the others. */
  private static final double NEGLIGIBLE = 1e-17;

  private final int[] sources;
  private final int[] targets;
  private final double[] weights;

  /**
   * A filter.
   *
   * @param weights a value for each frequency of {@code from}
   * @param to sides that divide those of {@code from}
   */
  SpectralFilter(double[] weights, ImageSize from, ImageSize to) {
    double largest = 0;
    for (double weight : weights) {
      largest = Math.max(largest, Math.abs(weight));
    }
    int kept = 0;
    int[] source = new int[weights.length];
    int[] target = new int[weights.length];
    double[] weight = new double[weights.length];
    for (int i = 0; i < weights.length; i++) {
      if (Math.abs(weights[i]) > NEGLIGIBLE * largest) {
        source[kept] = i;
        target[kept] = i / from.width() % to.height() * to.width() + i % from.width() % to.width();
        // Of the inverse transform and of the mean over frequencies that are folded.
        weight[kept++] = weights[i] / from.pixels();
      }
    }
    this.sources = Arrays.copyOf(source, kept);
    this.targets = Arrays.copyOf(target, kept);
    this.weights = Arrays.copyOf(weight, kept);
  }

  /**
   * Makes images of the coarser level.
   *
   * @param spectra of as many images as {@code filtered}
   */
  void apply(ComplexImages spectra, ComplexImages filtered) {
    int count = spectra.count();
    double[] fromRe = spectra.re();
    double[] fromIm = spectra.im();
    double[] toRe = filtered.re();
    double[] toIm = filtered.im();
    Arrays.fill(toRe, 0);
    Arrays.fill(toIm, 0);
    for (int entry = 0; entry < sources.length; entry++) {
      int from = sources[entry] * count;
      int to = targets[entry] * count;
      double weight = weights[entry];
      for (int i = 0; i < count; i++) {
        toRe[to + i] += weight * fromRe[from + i];
        toIm[to + i] += weight * fromIm[from + i];
      }
    }
    filtered.transformBack();
  }
}
