package dev.nervure.cli;

import dev.nervure.glassbox.block.BlockSettings;
import dev.nervure.glassbox.block.FeatureBlock;
import dev.nervure.glassbox.block.FilterKind;
import dev.nervure.glassbox.block.ScatteringGrid;
import java.util.Map;
import java.util.TreeSet;
import picocli.CommandLine.Option;

/** What blocks depend on; each takes those options that are among its settings. */
final class BlockOptions {
  private static final String[] NAMES = {
    "scale",
    "angles",
    "order",
    "grid",
    "degree",
    "turns",
    "flips",
    "templates",
    "bins",
    "cells",
    "filters"
  };

  private static final BlockSettings DEFAULTS = BlockSettings.defaults();

  @Option(
      names = "--scale",
      paramLabel = "J",
      description = "Scattering: averages over 2^J pixels. Default: 3.")
  private int scale = DEFAULTS.scale();

  @Option(
      names = "--angles",
      paramLabel = "L",
      description = "Scattering: directions of wavelets over half a turn. Default: 8.")
  private int angles = DEFAULTS.angles();

  @Option(
      names = "--order",
      paramLabel = "N",
      description = "Scattering: up to so many wavelets behind each other, 0 to 2. Default: 2.")
  private int order = DEFAULTS.order();

  @Option(
      names = "--grid",
      paramLabel = "GRID",
      description =
          "Scattering: kymatio (its values), or centred (quarter turns and flips permute the values exactly). Default: kymatio.")
  private ScatteringGrid grid = DEFAULTS.grid();

  @Option(
      names = "--degree",
      paramLabel = "N",
      description = "Moments and harmonics on the disc: the largest degree. Default: 12.")
  private int degree = DEFAULTS.degree();

  @Option(
      names = "--turns",
      paramLabel = "N",
      description =
          "Templates and filters are turned in so many directions, a multiple of 4. Default: 16.")
  private int turns = DEFAULTS.turns();

  @Option(
      names = "--flips",
      fallbackValue = "true",
      description = "Templates and filters are also flipped. Default: they are not.")
  private boolean flips = DEFAULTS.flips();

  @Option(
      names = "--templates",
      paramLabel = "N",
      description = "Orbit pooling: random templates. Default: 384.")
  private int templates = DEFAULTS.templates();

  @Option(
      names = "--bins",
      paramLabel = "N",
      description =
          "Orbit pooling: thresholds at which the distribution of an orbit is read too. Default: 0.")
  private int bins = DEFAULTS.bins();

  @Option(
      names = "--cells",
      paramLabel = "N",
      description = "Lifted maps: cells along a side, over which they are averaged. Default: 4.")
  private int cells = DEFAULTS.cells();

  @Option(
      names = "--filters",
      paramLabel = "KIND",
      description = "Lifted maps: filters, derivatives or random. Default: derivatives.")
  private FilterKind filters = DEFAULTS.filters();

  /**
   * What the options say.
   *
   * @param seed of what is random
   */
  BlockSettings settings(long seed) {
    return DEFAULTS
        .withScale(scale)
        .withAngles(angles)
        .withOrder(order)
        .withGrid(grid)
        .withDegree(degree)
        .withTurns(turns)
        .withFlips(flips)
        .withTemplates(templates)
        .withBins(bins)
        .withCells(cells)
        .withFilters(filters)
        .withSeed(seed);
  }

  /** Refuses options that a block does not take. */
  static void refuseOthers(UnusedOptions unused, FeatureBlock block) {
    Map<String, Object> own = block.settings();
    TreeSet<String> taken = new TreeSet<>();
    for (String name : NAMES) {
      if (own.containsKey(name)) {
        taken.add("--" + name);
      }
    }
    String why =
        "is nothing that block %s depends on; it takes %s"
            .formatted(block.name(), taken.isEmpty() ? "no such option" : String.join(", ", taken));
    for (String name : NAMES) {
      unused.refuse(!own.containsKey(name), why, "--" + name);
    }
  }
}
