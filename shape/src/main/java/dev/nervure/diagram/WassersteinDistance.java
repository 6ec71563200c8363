package dev.nervure.diagram;

import dev.nervure.progress.Progress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The p-Wasserstein distance: the least, over all ways to pair bars of two diagrams, of the p-th
 * root of the sum of the p-th powers of how far the bars of a pair are apart in a norm of the
 * plane; a bar without partner is as far as the nearest of length zero. Bars without end are paired
 * in the order of their births, and what these differ by is part of the sum.
 *
 * <p>Exact, or to a relative error; the error of a value is a bound that holds either way. How it
 * is found is in {@link TransportRounds}. Memory: O(m) for m bars; time grows about as m^1.5, two
 * diagrams of 10,000 bars take seconds.
 */
public final class WassersteinDistance implements DiagramDistance {
  /** Measured, for each bar to the power of 1.5. */
  private static final double SECONDS = 2e-6;

  /** Measured, for each pair of bars where all are born at once. */
  private static final double SECONDS_OF_COMPONENTS = 1e-6;

  private final double order;
  private final GroundNorm ground;
  private final double relativeError;

  /**
   * The distance.
   *
   * @param order p, finite, at least 1
   * @param ground norm of the plane
   * @param relativeError by which a value may exceed the distance, in [0, 1); 0 for exact values
   */
  public WassersteinDistance(double order, GroundNorm ground, double relativeError) {
    if (!(order >= 1) || Double.isInfinite(order)) {
      throw new IllegalArgumentException(
          "an order must be finite and at least 1 but was "
              + order
              + "; the distance of infinite order is the bottleneck distance");
    }
    if (!(relativeError >= 0 && relativeError < 1)) {
      throw new IllegalArgumentException(
          "a relative error must lie in [0, 1) but was " + relativeError);
    }
    this.order = order;
    this.ground = ground;
    this.relativeError = relativeError;
  }

  @Override
  public String name() {
    return "wasserstein";
  }

  @Override
  public Map<String, Object> settings() {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("order", order);
    settings.put("ground", ground.text());
    settings.put("relativeError", relativeError);
    return settings;
  }

  @Override
  public int revision() {
    return 1;
  }

  @Override
  public double seconds(int degree, int bars, int others) {
    double size = 1 + ((double) bars + others) / 2;
    return degree == 0 ? SECONDS_OF_COMPONENTS * size * size : SECONDS * size * Math.sqrt(size);
  }

  @Override
  public boolean isMetric() {
    return true;
  }

  @Override
  public boolean isStable() {
    return true;
  }

  @Override
  public boolean comparesEndless() {
    return true;
  }

  @Override
  public PairDistances among(List<PersistenceDiagram> diagrams, int threads, Progress progress) {
    List<BarGroups> bars = diagrams.stream().map(BarGroups::of).toList();
    List<double[]> endless = diagrams.stream().map(EndlessBars::births).toList();
    return PairLoop.over(
        diagrams,
        name(),
        threads,
        progress,
        (i, j) -> between(bars.get(i), bars.get(j), endless.get(i), endless.get(j), progress));
  }

  private BoundedValue between(
      BarGroups first, BarGroups second, double[] births, double[] others, Progress progress) {
    double longest = Math.max(first.longest(), second.longest());
    double length = Math.max(longest, EndlessBars.largestMove(births, others));
    if (length == 0) {
      return BoundedValue.exact(0);
    }
    PairCost cost = PairCost.of(order, ground, length);
    double moves = 0;
    for (int i = 0; i < births.length; i++) {
      moves += cost.power(Math.abs(births[i] - others[i]));
    }
    return new TransportRounds(first, second, cost, progress).distance(moves, relativeError);
  }
}
