package dev.nervure.diagram;

import dev.nervure.progress.Progress;
import java.util.List;
import java.util.Map;

/**
 * The L^p distance of the persistence landscapes of two diagrams with all their levels (Bubenik,
 * JMLR 16, 2015, 77-102), exactly: levels are linear between their corners, and what is between two
 * lines is integrated in closed form. Of power p its unit is that of the bars to the power 1 + 1 /
 * p; that of the supremum is the unit of the bars.
 *
 * <p>Bars without end have no tent and are left out. Time: O(m^2) a pair of diagrams of m bars at
 * most, about the number of pairs of bars that overlap; memory O(m).
 */
public final class LandscapeDistance implements DiagramDistance {
  /** Measured, for each pair of bars. */
  private static final double SECONDS = 1e-8;

  private final double power;

  /**
   * The distance.
   *
   * @param power p: 1, 2, or infinity for the supremum
   */
  public LandscapeDistance(double power) {
    if (power != 1 && power != 2 && power != Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException(
          "the power of a landscape distance is 1, 2 or infinity but was " + power);
    }
    this.power = power;
  }

  @Override
  public String name() {
    return "landscape";
  }

  @Override
  public Map<String, Object> settings() {
    return Map.of("power", Double.isInfinite(power) ? "inf" : power);
  }

  @Override
  public int revision() {
    return 1;
  }

  @Override
  public double seconds(int degree, int bars, int others) {
    return SECONDS * ((1.0 + bars) * (1.0 + others));
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
    return false;
  }

  @Override
  public PairDistances among(List<PersistenceDiagram> diagrams, int threads, Progress progress) {
    List<double[][]> bars = diagrams.stream().map(PersistenceDiagram::finitePairs).toList();
    return PairLoop.over(
        diagrams,
        name(),
        threads,
        progress,
        (i, j) -> BoundedValue.exact(between(bars.get(i), bars.get(j), progress)));
  }

  private double between(double[][] first, double[][] second, Progress progress) {
    LandscapeLevels levels = new LandscapeLevels(first);
    LandscapeLevels others = new LandscapeLevels(second);
    double total = 0;
    levels.next();
    others.next();
    while (levels.corners() + others.corners() > 0) {
      progress.checkCancelled();
      double ofLevel = ofLevel(levels, others);
      total = Double.isInfinite(power) ? Math.max(total, ofLevel) : total + ofLevel;
      levels.next();
      others.next();
    }
    return power == 2 ? Math.sqrt(total) : total;
  }

  /** The integral of the power of the difference, or its supremum. */
  private double ofLevel(LandscapeLevels levels, LandscapeLevels others) {
    int own = 0;
    int other = 0;
    double total = 0;
    double scale = 0;
    double apart = 0;
    for (int step = 0; step < levels.corners() + others.corners(); step++) {
      boolean isOwn =
          other == others.corners()
              || (own < levels.corners() && levels.scale(own) <= others.scale(other));
      double next = isOwn ? levels.scale(own) : others.scale(other);
      double nextApart =
          isOwn
              ? levels.height(own) - heightAt(others, other, next)
              : heightAt(levels, own, next) - others.height(other);
      double between =
          Double.isInfinite(power)
              ? Math.abs(nextApart)
              : step == 0 ? 0 : (next - scale) * meanPower(apart, nextApart);
      total = Double.isInfinite(power) ? Math.max(total, between) : total + between;
      scale = next;
      apart = nextApart;
      if (isOwn) {
        own++;
      } else {
        other++;
      }
    }
    return total;
  }

  /** The height of a level between the corner before {@code corner} and that one. */
  private static double heightAt(LandscapeLevels level, int corner, double scale) {
    if (corner == 0 || corner == level.corners()) {
      return 0;
    }
    double from = level.scale(corner - 1);
    double to = level.scale(corner);
    double low = level.height(corner - 1);
    if (scale == to) {
      // from the other corner it would be rounded, and equal landscapes would differ
      return level.height(corner);
    }
    // sides of tents rise or fall by as much as they are wide, or stay at 0
    return low + (level.height(corner) - low) * ((scale - from) / (to - from));
  }

  /** The mean of |x|^p between two values. */
  private double meanPower(double low, double high) {
    if (power == 2) {
      return (low * low + low * high + high * high) / 3;
    }
    double sizes = Math.abs(low) + Math.abs(high);
    if (low * high >= 0) {
      return sizes / 2;
    }
    return (low * low + high * high) / (2 * sizes);
  }
}
