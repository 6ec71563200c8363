package dev.nervure.mapper;

import dev.nervure.points.PointRows;
import dev.nervure.progress.Progress;

/**
 * The mean over all points of exp(-d^2 / (2 h^2)) for their distances d to a point: an estimate of
 * density with a Gaussian kernel, without the constant that would make it a density. Between 1/n
 * and 1; where every value is close to one of these, the bandwidth says nothing. O(n^2 d / threads)
 * time, all points in memory and laid out anew, 8 n d bytes.
 */
public final class GaussianDensity implements Lens {
  private final double bandwidth;

  /**
   * With a bandwidth.
   *
   * @param bandwidth h, in the units of the coordinates, positive and finite
   */
  public GaussianDensity(double bandwidth) {
    if (!(bandwidth > 0) || Double.isInfinite(bandwidth)) {
      throw new IllegalArgumentException(
          "the bandwidth of a density must be positive and finite but was " + bandwidth);
    }
    this.bandwidth = bandwidth;
  }

  @Override
  public String name() {
    return "density_gaussian";
  }

  @Override
  public LensValues of(PointRows points, int threads, Progress progress) {
    int n = points.size();
    double[] values =
        DistanceFold.of(
            points.read(0, n),
            (sum, distance) -> {
              double scaled = distance / bandwidth;
              return sum + StrictMath.exp(-scaled * scaled / 2);
            },
            "density",
            threads,
            progress);
    for (int i = 0; i < n; i++) {
      values[i] /= n;
    }
    return LensValues.of(name(), values);
  }
}
