package dev.nervure.glassbox.block;

/**
 * What blocks depend on; each takes what it knows.
 *
 * @param scale J of scattering: the largest wavelet is 2^J pixels wide, 1 at least. Default 3
 * @param angles L, directions of wavelets over half a turn, 1 at least. Default 8
 * @param order of scattering, 0 to 2: how many wavelets stand behind each other. Default 2
 * @param degree of moments and of harmonics on the disc, 1 at least. Default 12
 * @param turns in how many directions templates and filters are turned: n of C_n and D_n, a
 *     multiple of 4, so that quarter turns are among them and exact. Default 16
 * @param flips whether templates and filters are also flipped: D_n in place of C_n. Default false
 * @param templates how many random templates orbits are pooled of, 1 at least. Default 384
 * @param bins at how many thresholds orbit pooling also reads the distribution of an orbit; 0 for
 *     its mean and maximum alone. Default 0
 * @param cells of lifted maps along each side, over which they are averaged, 1 at least. Default 4
 * @param filters with which images are lifted. Default Gaussian derivatives
 * @param grid where scattering is sampled. Default that of kymatio
 * @param seed of random templates and filters. Default 1
 */
public record BlockSettings(
    int scale,
    int angles,
    int order,
    int degree,
    int turns,
    boolean flips,
    int templates,
    int bins,
    int cells,
    FilterKind filters,
    ScatteringGrid grid,
    long seed) {
  /** Checks each. */
  public BlockSettings {
    require("scale", scale, 1, 12);
    require("angles", angles, 1, 256);
    require("order", order, 0, 2);
    require("degree", degree, 1, 60);
    require("turns", turns, 4, 64);
    if (turns % 4 != 0) {
      throw new IllegalArgumentException(
          "turns must be a multiple of 4, so that quarter turns are among them, but is %d; try %d"
              .formatted(turns, (turns + 3) / 4 * 4));
    }
    require("templates", templates, 1, 100_000);
    require("bins", bins, 0, 1000);
    require("cells", cells, 1, 64);
  }

  private static void require(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "%s must be %d to %d but is %d".formatted(name, least, most, value));
    }
  }

  /** The defaults. */
  public static BlockSettings defaults() {
    return new BlockSettings(
        3, 8, 2, 12, 16, false, 384, 0, 4, FilterKind.DERIVATIVES, ScatteringGrid.KYMATIO, 1);
  }

  /** With another largest wavelet. */
  public BlockSettings withScale(int value) {
    return new BlockSettings(
        value, angles, order, degree, turns, flips, templates, bins, cells, filters, grid, seed);
  }

  /** With another number of directions of wavelets. */
  public BlockSettings withAngles(int value) {
    return new BlockSettings(
        scale, value, order, degree, turns, flips, templates, bins, cells, filters, grid, seed);
  }

  /** With another order of scattering. */
  public BlockSettings withOrder(int value) {
    return new BlockSettings(
        scale, angles, value, degree, turns, flips, templates, bins, cells, filters, grid, seed);
  }

  /** With another degree of moments and harmonics. */
  public BlockSettings withDegree(int value) {
    return new BlockSettings(
        scale, angles, order, value, turns, flips, templates, bins, cells, filters, grid, seed);
  }

  /** With another number of directions of templates and filters. */
  public BlockSettings withTurns(int value) {
    return new BlockSettings(
        scale, angles, order, degree, value, flips, templates, bins, cells, filters, grid, seed);
  }

  /** With or without flipped templates and filters. */
  public BlockSettings withFlips(boolean value) {
    return new BlockSettings(
        scale, angles, order, degree, turns, value, templates, bins, cells, filters, grid, seed);
  }

  /** With another number of random templates. */
  public BlockSettings withTemplates(int value) {
    return new BlockSettings(
        scale, angles, order, degree, turns, flips, value, bins, cells, filters, grid, seed);
  }

  /** With another number of thresholds of the distribution of an orbit. */
  public BlockSettings withBins(int value) {
    return new BlockSettings(
        scale, angles, order, degree, turns, flips, templates, value, cells, filters, grid, seed);
  }

  /** With another number of cells along a side. */
  public BlockSettings withCells(int value) {
    return new BlockSettings(
        scale, angles, order, degree, turns, flips, templates, bins, value, filters, grid, seed);
  }

  /** With other filters. */
  public BlockSettings withFilters(FilterKind value) {
    return new BlockSettings(
        scale, angles, order, degree, turns, flips, templates, bins, cells, value, grid, seed);
  }

  /** With another grid of scattering. */
  public BlockSettings withGrid(ScatteringGrid value) {
    return new BlockSettings(
        scale, angles, order, degree, turns, flips, templates, bins, cells, filters, value, seed);
  }

  /** With another seed. */
  public BlockSettings withSeed(long value) {
    return new BlockSettings(
        scale, angles, order, degree, turns, flips, templates, bins, cells, filters, grid, value);
  }
}
