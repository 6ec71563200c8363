package dev.nervure.homology;

/**
 * Binary heap of simplices with coefficients in Z/p; equal simplices are added up as they come out.
 * Not thread safe.
 */
final class FieldHeap {
  private final PrimeField field;
  private final boolean latestFirst;
  private final FieldChain heap = new FieldChain(256);
  private int rank;
  private long digits;
  private int coefficient;

  /** Heap that gives the earliest simplex first, or the latest. */
  FieldHeap(PrimeField field, boolean latestFirst) {
    this.field = field;
    this.latestFirst = latestFirst;
  }

  void clear() {
    heap.clear();
  }

  private boolean ahead(int i, int j) {
    return latestFirst ? heap.before(j, i) : heap.before(i, j);
  }

  void push(int simplexRank, long simplexDigits, int value) {
    heap.add(simplexRank, simplexDigits, value);
    int i = heap.size - 1;
    while (i > 0) {
      int parent = (i - 1) >>> 1;
      if (!ahead(i, parent)) {
        break;
      }
      heap.swap(i, parent);
      i = parent;
    }
  }

  /** Removes the first simplex with a coefficient other than 0; false if there is none. */
  boolean pop() {
    while (heap.size > 0) {
      rank = heap.rank[0];
      digits = heap.digits[0];
      int sum = 0;
      while (heap.size > 0 && heap.rank[0] == rank && heap.digits[0] == digits) {
        sum = field.add(sum, heap.coefficient[0]);
        removeFirst();
      }
      if (sum != 0) {
        coefficient = sum;
        return true;
      }
    }
    return false;
  }

  private void removeFirst() {
    heap.swap(0, --heap.size);
    int i = 0;
    while (true) {
      int child = 2 * i + 1;
      if (child >= heap.size) {
        return;
      }
      if (child + 1 < heap.size && ahead(child + 1, child)) {
        child++;
      }
      if (!ahead(child, i)) {
        return;
      }
      heap.swap(i, child);
      i = child;
    }
  }

  /** Rank of the simplex popped last. */
  int rank() {
    return rank;
  }

  /** Digits of the simplex popped last. */
  long digits() {
    return digits;
  }

  /** Coefficient of the simplex popped last. */
  int coefficient() {
    return coefficient;
  }
}
