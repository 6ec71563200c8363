package dev.nervure.glassbox.block;

import java.util.ArrayList;
import java.util.List;

/**
 * Which wavelets stand behind each other.
 *
 * @param scales j of each, increasing: their widths are about 2^j pixels
 * @param angles t of each, numbered as in {@link MorletFilters}
 */
record ScatteringPath(List<Integer> scales, List<Integer> angles) {

  /** How many wavelets: 0 to 2. */
  int order() {
    return scales.size();
  }

  /**
   * All paths up to an order: that of order 0; those of order 1, scales outside; those of order 2,
   * by their first wavelet, then by their second.
   */
  static List<ScatteringPath> all(int scale, int angles, int order) {
    List<ScatteringPath> first = new ArrayList<>();
    List<ScatteringPath> second = new ArrayList<>();
    for (int j1 = 0; j1 < scale; j1++) {
      for (int t1 = 0; t1 < angles; t1++) {
        first.add(new ScatteringPath(List.of(j1), List.of(t1)));
        for (int j2 = j1 + 1; j2 < scale; j2++) {
          for (int t2 = 0; t2 < angles; t2++) {
            second.add(new ScatteringPath(List.of(j1, j2), List.of(t1, t2)));
          }
        }
      }
    }
    List<ScatteringPath> all = new ArrayList<>();
    all.add(new ScatteringPath(List.of(), List.of()));
    if (order >= 1) {
      all.addAll(first);
    }
    if (order == 2) {
      all.addAll(second);
    }
    return List.copyOf(all);
  }
}
