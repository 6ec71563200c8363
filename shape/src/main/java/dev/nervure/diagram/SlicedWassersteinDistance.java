package dev.nervure.diagram;

import dev.nervure.progress.Progress;
import java.util.List;
import java.util.Map;

/**
 * The sliced Wasserstein distance (Carriere, Cuturi, Oudot, ICML 2017, arXiv 1706.03358): the mean,
 * over the directions of a half-turn, of the 1-Wasserstein distance between the projections of both
 * diagrams onto a line of that direction, each diagram with the projections of the other onto the
 * diagonal b = d added to it.
 *
 * <p>With M directions the angles are pi / 2 + i pi / M for i = 0 .. M - 1, as in persim and GUDHI
 * 3.7.1; later versions of GUDHI leave the last of their directions out, so that their values
 * differ. With {@link #EXACT} it is the integral over all directions, in closed form ({@link
 * SliceIntegral}): what the mean tends to as M grows. One bar of length l against none reads
 * sqrt(2) l / pi.
 *
 * <p>Bars without end have no projection. Their births are paired in order and the sum of the
 * differences is added, which leaves the distance a metric.
 *
 * <p>Cost with M directions: O(M m log m) a diagram of m bars, once, and O(M m) a pair or less;
 * with all directions O(m^2 log m) a pair at most and far less where the diagrams differ. Memory:
 * 68 bytes a bar of all diagrams together (with all directions 36), 42 a bar of the largest for
 * each of 16 diagrams or more (2.6 of fewer), and 16 a pair.
 */
public final class SlicedWassersteinDistance implements DiagramDistance {
  /** Measured, for each bar and direction. */
  private static final double SECONDS = 8e-8;

  /** Measured, for each pair of bars, where all directions are taken. */
  private static final double SECONDS_OF_PAIR = 4e-6;

  /** Instead of a number of directions: all of them. */
  public static final int EXACT = 0;

  /** The number of directions of the paper on activations, and of persim. */
  public static final int USUAL_DIRECTIONS = 50;

  private final int directions;

  /**
   * The distance.
   *
   * @param directions M, at least 1, or {@link #EXACT}
   */
  public SlicedWassersteinDistance(int directions) {
    if (directions < 0) {
      throw new IllegalArgumentException(
          "directions must be at least 1, or 0 for all of them, but were " + directions);
    }
    this.directions = directions;
  }

  @Override
  public String name() {
    return "sliced_wasserstein";
  }

  @Override
  public Map<String, Object> settings() {
    return Map.of("directions", directions == EXACT ? "exact" : directions);
  }

  @Override
  public int revision() {
    return 1;
  }

  @Override
  public double seconds(int degree, int bars, int others) {
    double size = 1 + ((double) bars + others) / 2;
    return directions == EXACT ? SECONDS_OF_PAIR * size * size : SECONDS * directions * size;
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
    PairLoop.requireOneDegree(diagrams);
    if (directions > 0) {
      return new SlicedPairs(diagrams, directions).distances(threads, progress);
    }
    List<double[][]> bars = diagrams.stream().map(PersistenceDiagram::finitePairs).toList();
    List<double[]> endless = diagrams.stream().map(EndlessBars::births).toList();
    return PairLoop.over(
        diagrams,
        name(),
        threads,
        progress,
        (i, j) -> {
          BoundedValue integral = SliceIntegral.of(bars.get(i), bars.get(j), progress);
          return new BoundedValue(
              integral.value() + EndlessBars.sumOfMoves(endless.get(i), endless.get(j)),
              integral.error());
        });
  }
}
