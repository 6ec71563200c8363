package dev.nervure.homology;

import java.util.Arrays;

/** Open-addressing table from simplices of two words to numbers >= 0. Not thread safe. */
final class SimplexTable {
  private int[] rank = new int[64];
  private long[] digits = new long[64];
  private int[] number = new int[64];
  private int size;

  SimplexTable() {
    Arrays.fill(number, -1);
  }

  private static int hash(int rank, long digits) {
    long mixed = (digits + rank * 0xC2B2AE3D27D4EB4FL) * 0x9E3779B97F4A7C15L;
    return (int) (mixed >>> 32);
  }

  /** Number of a simplex, or -1. */
  int get(int simplexRank, long simplexDigits) {
    return number[slot(simplexRank, simplexDigits)];
  }

  private int slot(int simplexRank, long simplexDigits) {
    int mask = number.length - 1;
    int slot = hash(simplexRank, simplexDigits) & mask;
    while (number[slot] >= 0 && (rank[slot] != simplexRank || digits[slot] != simplexDigits)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  void put(int simplexRank, long simplexDigits, int value) {
    if (2 * (size + 1) > number.length) {
      grow();
    }
    int slot = slot(simplexRank, simplexDigits);
    size += number[slot] < 0 ? 1 : 0;
    rank[slot] = simplexRank;
    digits[slot] = simplexDigits;
    number[slot] = value;
  }

  private void grow() {
    int[] oldRank = rank;
    long[] oldDigits = digits;
    int[] oldNumber = number;
    int capacity = Math.multiplyExact(number.length, 2);
    rank = new int[capacity];
    digits = new long[capacity];
    number = new int[capacity];
    Arrays.fill(number, -1);
    for (int i = 0; i < oldNumber.length; i++) {
      if (oldNumber[i] >= 0) {
        int slot = slot(oldRank[i], oldDigits[i]);
        rank[slot] = oldRank[i];
        digits[slot] = oldDigits[i];
        number[slot] = oldNumber[i];
      }
    }
  }
}
