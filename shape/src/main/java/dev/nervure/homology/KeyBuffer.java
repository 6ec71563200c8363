package dev.nervure.homology;

import java.util.Arrays;

/** Growable array of simplex keys; not thread safe. Fields are open to the kernel's hot loops. */
final class KeyBuffer {
  long[] keys;
  int size;

  KeyBuffer(int capacity) {
    keys = new long[Math.max(16, capacity)];
  }

  void clear() {
    size = 0;
  }

  void add(long key) {
    if (size == keys.length) {
      reserve(1);
    }
    keys[size++] = key;
  }

  /** Makes room for {@code more} keys beyond the present size and returns the array. */
  long[] reserve(int more) {
    if (keys.length - size < more) {
      long wanted = Math.max((long) keys.length + (keys.length >> 1), (long) size + more);
      if ((long) size + more > Integer.MAX_VALUE - 8) {
        throw new RipsTooLargeException(
            "more than " + (Integer.MAX_VALUE - 8) + " simplices in one working set");
      }
      keys = Arrays.copyOf(keys, (int) Math.min(wanted, Integer.MAX_VALUE - 8));
    }
    return keys;
  }

  void sortDescending() {
    Arrays.sort(keys, 0, size);
    for (int i = 0, j = size - 1; i < j; i++, j--) {
      long swap = keys[i];
      keys[i] = keys[j];
      keys[j] = swap;
    }
  }
}
