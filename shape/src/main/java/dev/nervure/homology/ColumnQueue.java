package dev.nervure.homology;

import java.util.concurrent.atomic.AtomicInteger;

/** Deals columns out to tasks in blocks, first come first served, in order. */
final class ColumnQueue {
  private static final int BLOCK = 16;
  private final AtomicInteger next = new AtomicInteger();
  private final int columns;

  ColumnQueue(int columns) {
    this.columns = columns;
  }

  /** Start of the next block, or -1. */
  int next() {
    int start = next.getAndAdd(BLOCK);
    return start < columns && start >= 0 ? start : -1;
  }

  int end(int start) {
    return Math.min(columns, start + BLOCK);
  }
}
