package dev.nervure.homology;

import java.util.Arrays;

/**
 * Growable list of simplices with coefficients. A simplex is the rank of its longest edge and its
 * other vertices as digits: two words, so that it fits where one does not. Order: by rank, then by
 * digits, larger digits first. Not thread safe.
 */
final class FieldChain {
  int[] rank;
  long[] digits;
  int[] coefficient;
  int size;

  FieldChain(int capacity) {
    rank = new int[capacity];
    digits = new long[capacity];
    coefficient = new int[capacity];
  }

  void clear() {
    size = 0;
  }

  void add(int simplexRank, long simplexDigits, int value) {
    if (size == rank.length) {
      int larger = Math.max(16, size * 2);
      rank = Arrays.copyOf(rank, larger);
      digits = Arrays.copyOf(digits, larger);
      coefficient = Arrays.copyOf(coefficient, larger);
    }
    rank[size] = simplexRank;
    digits[size] = simplexDigits;
    coefficient[size] = value;
    size++;
  }

  /** Whether entry i comes before entry j in filtration order. */
  boolean before(int i, int j) {
    return rank[i] != rank[j] ? rank[i] < rank[j] : digits[i] > digits[j];
  }

  boolean same(int i, int j) {
    return rank[i] == rank[j] && digits[i] == digits[j];
  }

  void swap(int i, int j) {
    int r = rank[i];
    rank[i] = rank[j];
    rank[j] = r;
    long d = digits[i];
    digits[i] = digits[j];
    digits[j] = d;
    int c = coefficient[i];
    coefficient[i] = coefficient[j];
    coefficient[j] = c;
  }

  /** Copy in filtration order with equal simplices added up and zeros dropped. */
  FieldChain normalised(PrimeField field) {
    FieldHeap heap = new FieldHeap(field, false);
    for (int i = 0; i < size; i++) {
      heap.push(rank[i], digits[i], coefficient[i]);
    }
    FieldChain chain = new FieldChain(size);
    while (heap.pop()) {
      chain.add(heap.rank(), heap.digits(), heap.coefficient());
    }
    return chain;
  }
}
