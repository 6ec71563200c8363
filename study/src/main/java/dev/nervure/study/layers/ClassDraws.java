package dev.nervure.study.layers;

import dev.nervure.stats.RandomStream;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The same number of points of every class, drawn at random where a class has more: what depends on
 * the number of points cannot be compared otherwise.
 *
 * @param members all points of each class, ascending
 * @param each points of each class that are drawn
 * @param chosen the points drawn, ascending; a class with fewer than {@link
 *     LifespanSums#FEWEST_POINTS} is missing
 */
record ClassDraws(SortedMap<Integer, int[]> members, int each, SortedMap<Integer, int[]> chosen) {
  /**
   * Draws.
   *
   * @param most points of a class
   * @param stream of whatever is measured; the draw of a class takes its own from it
   */
  static ClassDraws of(LayerPoints points, int most, RandomStream stream) {
    SortedMap<Integer, int[]> members = points.classes();
    int each = most;
    for (int[] own : members.values()) {
      if (own.length >= LifespanSums.FEWEST_POINTS) {
        each = Math.min(each, own.length);
      }
    }
    SortedMap<Integer, int[]> chosen = new TreeMap<>();
    int n = each;
    members.forEach(
        (index, own) -> {
          if (own.length >= LifespanSums.FEWEST_POINTS) {
            int[] drawn = drawn(own.length, n, of(stream, index));
            for (int i = 0; i < n; i++) {
              drawn[i] = own[drawn[i]];
            }
            chosen.put(index, drawn);
          }
        });
    return new ClassDraws(members, each, chosen);
  }

  /** The stream of a class. */
  static RandomStream of(RandomStream stream, int index) {
    return stream.derive("class").derive(index);
  }

  /** Ascending indices of {@code n} out of {@code available}. */
  static int[] drawn(int available, int n, RandomStream stream) {
    int[] chosen = stream.derive("draw").sampleWithoutReplacement(available, n);
    Arrays.sort(chosen);
    return chosen;
  }
}
