package dev.nervure.homology;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Which column owns which pivot: an open-addressing table, safe for concurrent claims. Its capacity
 * is fixed, as no more pivots appear than there are columns.
 */
final class PivotTable {
  private static final long EMPTY = -1;
  private final AtomicLongArray keys;
  private final AtomicReferenceArray<@Nullable ReducedColumn> owners;
  private final int mask;

  PivotTable(int columns) {
    if (columns > 1 << 28) {
      throw new RipsTooLargeException(
          columns + " columns remain after the apparent pairs, more than " + (1 << 28));
    }
    int capacity = Math.max(16, Integer.highestOneBit(Math.max(1, columns)) << 2);
    mask = capacity - 1;
    keys = new AtomicLongArray(capacity);
    for (int i = 0; i < capacity; i++) {
      keys.setPlain(i, EMPTY);
    }
    owners = new AtomicReferenceArray<>(capacity);
  }

  private static int hash(long key) {
    long mixed = key * 0x9E3779B97F4A7C15L;
    return (int) (mixed >>> 32) ^ (int) (mixed >>> 11);
  }

  @Nullable ReducedColumn owner(long pivot) {
    for (int slot = hash(pivot) & mask; ; slot = (slot + 1) & mask) {
      long key = keys.getAcquire(slot);
      if (key == pivot) {
        return owners.getAcquire(slot);
      }
      if (key == EMPTY) {
        return null;
      }
    }
  }

  /** Replaces the owner of a pivot if it still is {@code expected}. */
  boolean claim(long pivot, @Nullable ReducedColumn expected, ReducedColumn column) {
    for (int slot = hash(pivot) & mask; ; slot = (slot + 1) & mask) {
      long key = keys.getAcquire(slot);
      if (key == EMPTY) {
        key = keys.compareAndExchange(slot, EMPTY, pivot);
        if (key == EMPTY) {
          key = pivot;
        }
      }
      if (key == pivot) {
        return owners.compareAndSet(slot, expected, column);
      }
    }
  }

  int capacity() {
    return mask + 1;
  }

  /** Pivot in a slot, meaningful where {@link #ownerAt} is not null. */
  long pivotAt(int slot) {
    return keys.getAcquire(slot);
  }

  @Nullable ReducedColumn ownerAt(int slot) {
    return owners.getAcquire(slot);
  }
}
