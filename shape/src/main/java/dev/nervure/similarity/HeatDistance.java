package dev.nervure.similarity;

import dev.nervure.progress.Cost;
import dev.nervure.progress.Progress;
import dev.nervure.stats.Estimate;
import java.util.List;

/**
 * IMD, the intrinsic multi-scale distance (Tsitsulin, Munkhoeva, Mottin, Karras, Bronstein,
 * Oseledets, Mueller, ICLR 2020): the largest difference of both heat traces ({@link HeatTrace})
 * over all times t, weighted by exp(-2 (t + 1/t)), times a million as published code has it. No row
 * corresponds to another.
 */
final class HeatDistance extends CheckedMeasure {
  private static final double UNIT = 1e6;

  HeatDistance(MeasureTraits traits) {
    super(traits.drawn(), HeatTrace.NEIGHBORS + 2);
  }

  @Override
  public int mostRows(int firstFeatures, int secondFeatures) {
    return Integer.MAX_VALUE;
  }

  @Override
  public Cost preparation(int rows, int features) {
    Cost neighbors = NeighborAgreement.neighbors(rows, features);
    double n = rows;
    return Cost.of(
        neighbors.seconds() + Math.min(4e-9 * n * n * n, 1e-3 + 600e-6 * n),
        neighbors.memoryBytes() + (long) Math.min(24 * n * n, 100 * n));
  }

  @Override
  public Cost comparison(int rows, int firstFeatures, int secondFeatures) {
    return Cost.NONE;
  }

  @Override
  Estimate value(Representation first, Representation second, long seed, Progress progress) {
    HeatTrace a = first.form(new HeatTrace.Diffusion(seed), progress);
    HeatTrace b = second.form(new HeatTrace.Diffusion(seed), progress);
    double largest = 0;
    double error = 0;
    for (int t = 0; t < HeatTrace.times(); t++) {
      double time = HeatTrace.time(t);
      double weight = UNIT * StrictMath.exp(-2 * (time + 1 / time));
      double difference = weight * Math.abs(a.traces()[t] - b.traces()[t]);
      if (difference > largest) {
        largest = difference;
        error = weight * Math.sqrt(a.errors()[t] * a.errors()[t] + b.errors()[t] * b.errors()[t]);
      }
    }
    return Estimate.of(largest, first == second ? 0 : error);
  }

  @Override
  public List<String> notes(Representation first, Representation second) {
    return NeighborAgreement.repeated(first, second, new RowNeighbors(HeatTrace.NEIGHBORS, false));
  }
}
