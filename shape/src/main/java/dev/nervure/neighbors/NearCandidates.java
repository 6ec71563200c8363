package dev.nervure.neighbors;

import java.util.Arrays;

/**
 * What a point's neighbours may be, as far as they were seen: candidates with a lower bound of
 * their distance, of which those are let go that cannot be among the k nearest any more. Bounds are
 * keys, half the squared distance less a constant of the point. Not thread safe.
 */
final class NearCandidates {
  /** Room beyond the neighbours before candidates are let go, in multiples of k and beside it. */
  private static final int ROOM_FACTOR = 2;

  private static final int LEAST_ROOM = 64;

  /** With so many times the room still in question rounding decides, and all are measured. */
  private static final int MOST_IN_QUESTION = 4;

  private final int neighbors;
  private final int room;

  /** What lies between the lower bound and the upper bound of a candidate, for each point. */
  private final float[] uncertainty;

  /** The same on the side of the point itself. */
  private final float own;

  private float[] keys;
  private int[] indices;
  private int size;
  private float limit = Float.POSITIVE_INFINITY;
  private boolean givenUp;

  NearCandidates(int neighbors, float[] uncertainty, float own) {
    this.neighbors = neighbors;
    this.room = ROOM_FACTOR * neighbors + LEAST_ROOM;
    this.uncertainty = uncertainty;
    this.own = own;
    keys = new float[room];
    indices = new int[room];
  }

  /** Keys above it are of no interest. */
  float limit() {
    return limit;
  }

  /**
   * Takes a candidate whose key is not above the limit.
   *
   * @param index of the candidate, in the order of the search
   */
  void offer(float key, int index) {
    if (givenUp) {
      return;
    }
    if (size == keys.length) {
      letGo();
      if (size > keys.length * 3 / 4) {
        grow();
      }
      if (givenUp || key > limit) {
        return;
      }
    }
    keys[size] = key;
    indices[size++] = index;
    if (size == neighbors && limit == Float.POSITIVE_INFINITY) {
      letGo();
    }
  }

  private void grow() {
    if (keys.length > MOST_IN_QUESTION * room) {
      givenUp = true;
      limit = Float.NEGATIVE_INFINITY;
      keys = new float[0];
      indices = new int[0];
      size = 0;
      return;
    }
    keys = Arrays.copyOf(keys, 2 * keys.length);
    indices = Arrays.copyOf(indices, 2 * indices.length);
  }

  /** Lowers the limit to what the k best upper bounds allow, and lets go what lies above it. */
  private void letGo() {
    float[] upper = new float[size];
    for (int c = 0; c < size; c++) {
      upper[c] = Math.nextUp(keys[c] + uncertainty[indices[c]]);
    }
    limit = Math.min(limit, Math.nextUp(select(upper, neighbors - 1) + own));
    int kept = 0;
    for (int c = 0; c < size; c++) {
      if (keys[c] <= limit) {
        keys[kept] = keys[c];
        indices[kept++] = indices[c];
      }
    }
    size = kept;
  }

  /** Whether too many were in question to tell them apart; then there are no candidates. */
  boolean isGivenUp() {
    return givenUp;
  }

  /** Those that remain, among them the k nearest. */
  int[] remaining() {
    letGo();
    return Arrays.copyOf(indices, size);
  }

  /** The value at a rank, ascending from 0; reorders the values. */
  private static float select(float[] values, int rank) {
    int low = 0;
    int high = values.length - 1;
    while (low < high) {
      float pivot = values[(low + high) >>> 1];
      int i = low;
      int j = high;
      while (i <= j) {
        while (values[i] < pivot) {
          i++;
        }
        while (values[j] > pivot) {
          j--;
        }
        if (i <= j) {
          float swap = values[i];
          values[i++] = values[j];
          values[j--] = swap;
        }
      }
      if (rank <= j) {
        high = j;
      } else if (rank >= i) {
        low = i;
      } else {
        break;
      }
    }
    return values[rank];
  }
}
