package dev.nervure.diagram;

import java.util.Arrays;
import java.util.Comparator;

/**
 * The levels of a {@link PersistenceLandscape}, one after the other from the first, each as the
 * corners of its graph (Bubenik, Dlotko, J. Symbolic Computation 78, 2017, 91-114, algorithm 1). A
 * level takes O(m) time for what is left of m bars, so that all take O(m^2) at most; memory is
 * O(m). Not thread safe.
 */
final class LandscapeLevels {
  /** What is left, by birth, and the longer first where births are equal. */
  private double[] births;

  private double[] deaths;
  private int size;
  private double[] spareBirths;
  private double[] spareDeaths;

  private double[] scales = new double[16];
  private double[] heights = new double[16];
  private int corners;

  LandscapeLevels(double[][] bars) {
    double[][] sorted = bars.clone();
    Arrays.sort(
        sorted,
        Comparator.<double[]>comparingDouble(bar -> bar[0]).thenComparingDouble(bar -> -bar[1]));
    size = sorted.length;
    births = new double[size];
    deaths = new double[size];
    spareBirths = new double[size];
    spareDeaths = new double[size];
    for (int i = 0; i < size; i++) {
      births[i] = sorted[i][0];
      deaths[i] = sorted[i][1];
    }
  }

  /** Goes to the next level; where there is none it has no corners. */
  void next() {
    corners = 0;
    if (size == 0) {
      return;
    }
    int left = 0;
    double birth = births[0];
    double death = deaths[0];
    add(birth, 0);
    add(birth / 2 + death / 2, (death - birth) / 2);
    double pendingBirth = 0;
    double pendingDeath = 0;
    boolean isPending = false;
    for (int i = 1; i < size; i++) {
      double nextBirth = births[i];
      double nextDeath = deaths[i];
      if (isPending
          && (pendingBirth < nextBirth
              || (pendingBirth == nextBirth && pendingDeath >= nextDeath))) {
        spareBirths[left] = pendingBirth;
        spareDeaths[left++] = pendingDeath;
        isPending = false;
      }
      if (nextDeath <= death) {
        spareBirths[left] = nextBirth;
        spareDeaths[left++] = nextDeath;
        continue;
      }
      if (nextBirth > death) {
        add(death, 0);
      }
      if (nextBirth >= death) {
        add(nextBirth, 0);
      } else {
        add(nextBirth / 2 + death / 2, (death - nextBirth) / 2);
        // what the tent that was left and the one that was entered share is of the next level
        pendingBirth = nextBirth;
        pendingDeath = death;
        isPending = true;
      }
      birth = nextBirth;
      death = nextDeath;
      add(birth / 2 + death / 2, (death - birth) / 2);
    }
    if (isPending) {
      spareBirths[left] = pendingBirth;
      spareDeaths[left++] = pendingDeath;
    }
    add(death, 0);
    double[] swapped = births;
    births = spareBirths;
    spareBirths = swapped;
    swapped = deaths;
    deaths = spareDeaths;
    spareDeaths = swapped;
    size = left;
  }

  private void add(double scale, double height) {
    if (corners == scales.length) {
      scales = Arrays.copyOf(scales, 2 * corners);
      heights = Arrays.copyOf(heights, 2 * corners);
    }
    scales[corners] = scale;
    heights[corners++] = height;
  }

  /** Number of corners of this level; 0 behind the last level. */
  int corners() {
    return corners;
  }

  /** Where a corner is; ascending. */
  double scale(int corner) {
    return scales[corner];
  }

  /** How high a corner is. */
  double height(int corner) {
    return heights[corner];
  }
}
