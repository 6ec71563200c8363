package dev.nervure.homology;

import java.util.Arrays;

/**
 * Monotone radix heap of keys with coefficients in Z/2.
 *
 * <p>The pivots of a column under reduction only grow, so no key smaller than the last minimum is
 * ever pushed. A key lies in the bucket of the highest bit in which it differs from the last
 * minimum; equal keys meet in bucket 0, where a pair cancels. Push is O(1) and every key moves down
 * at most 63 buckets (Ahuja, Mehlhorn, Orlin, Tarjan, "Faster algorithms for the shortest path
 * problem", J. ACM 37, 1990). Not thread safe.
 */
final class RadixHeap {
  private static final int BUCKETS = 65;
  private final long[][] bucket = new long[BUCKETS][16];
  private final int[] size = new int[BUCKETS];
  private long occupied;
  private long last;

  void clear() {
    for (long set = occupied; set != 0; set &= set - 1) {
      size[Long.numberOfTrailingZeros(set)] = 0;
    }
    occupied = 0;
    last = 0;
  }

  /** Pushes keys, none smaller than the last minimum popped. */
  void pushAll(long[] keys, int count) {
    long minimum = last;
    for (int i = 0; i < count; i++) {
      push(keys[i], minimum);
    }
  }

  private void push(long key, long minimum) {
    // Bucket 0 holds keys equal to the minimum; numberOfLeadingZeros(0) is 64.
    int index = 64 - Long.numberOfLeadingZeros(key ^ minimum);
    // Keys are below 2^63, so index <= 63 and one long of flags suffices.
    long[] keys = bucket[index];
    int count = size[index];
    if (count == keys.length) {
      keys = Arrays.copyOf(keys, count * 2);
      bucket[index] = keys;
    }
    keys[count] = key;
    size[index] = count + 1;
    occupied |= 1L << index;
  }

  /** Removes the smallest key with coefficient 1 and returns it, or -1 if every key cancels. */
  long pop() {
    while (occupied != 0) {
      int index = Long.numberOfTrailingZeros(occupied);
      occupied &= occupied - 1;
      long[] keys = bucket[index];
      int count = size[index];
      size[index] = 0;
      if (index == 0) {
        if ((count & 1) != 0) {
          return last;
        }
        continue;
      }
      long minimum = minimum(keys, count);
      int copies = 0;
      last = minimum;
      for (int i = 0; i < count; i++) {
        if (keys[i] == minimum) {
          copies++;
        } else {
          push(keys[i], minimum);
        }
      }
      if ((copies & 1) != 0) {
        return minimum;
      }
    }
    return -1;
  }

  private static long minimum(long[] keys, int count) {
    long minimum = keys[0];
    for (int i = 1; i < count; i++) {
      minimum = Math.min(minimum, keys[i]);
    }
    return minimum;
  }

  /** Number of keys held, cancelling ones included. */
  long size() {
    long total = 0;
    for (long set = occupied; set != 0; set &= set - 1) {
      total += size[Long.numberOfTrailingZeros(set)];
    }
    return total;
  }
}
