package dev.nervure.fiber;

import dev.nervure.box.Box;

/**
 * How a class is sampled.
 *
 * @param samples points wanted
 * @param thinning proposals between two points that are kept, at least 1
 * @param burnIn proposals made before the first point is kept; the scale is tuned during them and
 *     fixed from then on
 * @param scale standard deviation of a proposal along every direction of the class, in input units,
 *     before tuning
 * @param coordinatesAtOnce how many coordinates, drawn anew for every proposal, may move; the
 *     others stand still. More than outputs are held; {@link #ALL_COORDINATES} for all
 * @param tolerance largest allowed change of any output, relative to max(1, largest output at the
 *     start)
 * @param rankTolerance singular values up to this fraction of the largest count as zero
 * @param box allowed range of every coordinate
 */
public record SamplerOptions(
    int samples,
    int thinning,
    int burnIn,
    double scale,
    int coordinatesAtOnce,
    double tolerance,
    double rankTolerance,
    Box box) {

  /** Every proposal may move every coordinate. */
  public static final int ALL_COORDINATES = Integer.MAX_VALUE;

  /**
   * Checks the options.
   *
   * @throws IllegalArgumentException when a count, the scale or a tolerance is not positive
   */
  public SamplerOptions {
    if (samples < 1 || thinning < 1 || burnIn < 0 || coordinatesAtOnce < 2) {
      throw new IllegalArgumentException(
          "samples and thinning must be at least 1, burnIn 0, coordinatesAtOnce 2 but were "
              + samples
              + ", "
              + thinning
              + ", "
              + burnIn
              + ", "
              + coordinatesAtOnce);
    }
    if (!(scale > 0 && scale < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("scale must be positive and finite but was " + scale);
    }
    if (!(tolerance > 0) || !(rankTolerance > 0 && rankTolerance < 1)) {
      throw new IllegalArgumentException(
          "tolerances must be positive (rank below 1) but were "
              + tolerance
              + ", "
              + rankTolerance);
    }
  }

  /**
   * Defaults for so many points without a box: ten proposals a point, as many proposals as points
   * but at least 500 as burn-in, scale 0.1, all coordinates at once.
   */
  public static SamplerOptions ofSamples(int samples) {
    return new SamplerOptions(
        samples,
        10,
        Math.max(500, samples),
        0.1,
        ALL_COORDINATES,
        WalkOptions.DEFAULT_TOLERANCE,
        WalkOptions.DEFAULT_RANK_TOLERANCE,
        Box.NONE);
  }

  /**
   * The same within a box. A proposal of many coordinates nearly always leaves a box by one of
   * them; give {@link #withCoordinatesAtOnce} a few more than outputs are held.
   */
  public SamplerOptions withBox(Box newBox) {
    return new SamplerOptions(
        samples, thinning, burnIn, scale, coordinatesAtOnce, tolerance, rankTolerance, newBox);
  }

  /** The same with another thinning and burn-in. */
  public SamplerOptions withThinning(int proposalsBetween, int proposalsBefore) {
    return new SamplerOptions(
        samples,
        proposalsBetween,
        proposalsBefore,
        scale,
        coordinatesAtOnce,
        tolerance,
        rankTolerance,
        box);
  }

  /** The same with another first scale. */
  public SamplerOptions withScale(double newScale) {
    return new SamplerOptions(
        samples, thinning, burnIn, newScale, coordinatesAtOnce, tolerance, rankTolerance, box);
  }

  /** The same with proposals that move so many coordinates. */
  public SamplerOptions withCoordinatesAtOnce(int coordinates) {
    return new SamplerOptions(
        samples, thinning, burnIn, scale, coordinates, tolerance, rankTolerance, box);
  }
}
