package dev.nervure.data.distances;

import dev.nervure.data.BadDataException;
import dev.nervure.data.table.NumberTable;
import dev.nervure.points.SparseDistances;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A table whose lines are pairs of points: two indices from 0 and a distance. */
final class SparsePairs {

  /** Beyond 2^24 a float32 does not hold every whole number. */
  private static final int INDICES = 1 << 24;

  /** A list of pairs with a mistake; of points with whole coordinates, more lines are no pairs. */
  private static final double MOST_ODD = 0.1;

  private final NumberTable table;

  SparsePairs(NumberTable table) {
    this.table = table;
  }

  /**
   * Whether every line is a pair of whole numbers that no other line has in this order, and in the
   * other order with the same distance only, as a symmetric matrix gives. Points with whole
   * coordinates hardly ever are.
   *
   * @throws BadDataException if nearly every line is, and third columns are real
   */
  boolean arePlausible() {
    if (table.sameColumns() != 3) {
      return false;
    }
    Map<Long, Float> distances = new HashMap<>();
    boolean positive = false;
    boolean real = false;
    int odd = 0;
    int firstOdd = -1;
    for (int row = 0; row < table.rows(); row++) {
      float first = table.value(row, 0);
      float second = table.value(row, 1);
      float distance = table.value(row, 2);
      if (!isIndex(first) || !isIndex(second) || !(distance >= 0)) {
        return false;
      }
      Float other = distances.get(key(second, first));
      boolean again = distances.put(key(first, second), distance) != null;
      if (again || (other != null && other != distance) || (first == second && distance != 0)) {
        firstOdd = odd == 0 ? row : firstOdd;
        odd++;
      }
      positive |= distance > 0;
      real |= distance != Math.rint(distance);
    }
    if (odd > 0 && odd <= table.rows() * MOST_ODD && real && table.firstTwoWhole()) {
      throw new BadDataException(
          "repeats a pair of indices or gives it another distance, while nearly all other lines are pairs, two indices and a distance",
          table.where(firstOdd),
          "Remove it if lines are pairs; --format point-cloud reads points.");
    }
    return positive && odd == 0;
  }

  private static long key(float first, float second) {
    return (long) first << 32 | (long) second;
  }

  private static boolean isIndex(float value) {
    return value >= 0 && value < INDICES && value == (int) value;
  }

  /**
   * The distances.
   *
   * @param notes takes what to say about points that occur in no pair
   */
  SparseDistances distances(List<String> notes) {
    int pairs = table.rows();
    int[] first = new int[pairs];
    int[] second = new int[pairs];
    float[] distances = new float[pairs];
    BitSet met = new BitSet();
    for (int k = 0; k < pairs; k++) {
      if (table.columns(k) != 3) {
        throw new BadDataException(
            "has " + table.columns(k) + " numbers",
            table.where(k),
            "A sparse file has lines of two indices and a distance.");
      }
      first[k] = index(k, 0);
      second[k] = index(k, 1);
      distances[k] = table.value(k, 2);
      met.set(first[k]);
      met.set(second[k]);
    }
    int alone = met.length() - met.cardinality();
    if (alone > 0) {
      notes.add(
          "%d of %d points occur in no pair and stand alone, the first of them point %d; indices begin at 0"
              .formatted(alone, met.length(), met.nextClearBit(0)));
    }
    return SparseDistances.of(met.length(), first, second, distances);
  }

  private int index(int row, int column) {
    float value = table.value(row, column);
    if (!isIndex(value)) {
      throw new BadDataException(
          value + " is not an index",
          table.where(row),
          "Indices are whole numbers from 0 to " + (INDICES - 1) + ".");
    }
    return (int) value;
  }
}
