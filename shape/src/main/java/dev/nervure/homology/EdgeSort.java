package dev.nervure.homology;

import dev.nervure.progress.ParallelTasks;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sorts edges into filtration order, on several threads.
 *
 * <p>An edge is one long: the bits of its non-negative float length above, an identifier below. A
 * first pass counts the edges of each bucket of lengths, a second puts every edge into its bucket,
 * and the buckets, small enough for the cache, are sorted one by one. The order is that of the
 * longs, so it depends neither on the number of threads nor on the order in which edges come.
 *
 * <p>O(edges) time; 8 bytes an edge and the largest bucket once more a thread.
 */
final class EdgeSort {
  private static final int BUCKET_BITS = 10;
  private static final int DIGIT_BITS = 8;

  /** Smaller buckets are sorted by comparisons: a pass over the digits costs more. */
  private static final int LEAST_FOR_DIGITS = 128;

  private EdgeSort() {}

  /** Edges, each handed over once; asked twice, and by all tasks at the same time. */
  interface Source {
    /** Hands over the edges that fall to task {@code task} of {@code tasks}. */
    void forEach(int task, int tasks, Sink sink);
  }

  /** Receives edges. */
  interface Sink {
    void add(long edge);
  }

  /** Edge as one long; {@code length} must not be negative. */
  static long pack(float length, int identifier) {
    return ((long) Float.floatToRawIntBits(length + 0f) << 32) | (identifier & 0xffffffffL);
  }

  static float length(long packed) {
    return Float.intBitsToFloat((int) (packed >>> 32));
  }

  static int identifier(long packed) {
    return (int) packed;
  }

  /**
   * The edges of a source in ascending order.
   *
   * @param shortest no edge is shorter
   * @param longest no edge is longer
   */
  static long[] sort(Source source, float shortest, float longest, int tasks) {
    int least = Float.floatToRawIntBits(shortest + 0f);
    int most = Float.floatToRawIntBits(longest + 0f);
    int shift = Math.max(0, 32 - Integer.numberOfLeadingZeros(most - least) - BUCKET_BITS);
    // Within a bucket the lengths differ in their lowest bits only.
    int first = least >>> shift;
    int buckets = (most >>> shift) - first + 1;
    int[][] next = new int[tasks][];
    ParallelTasks.run(
        tasks,
        task -> {
          int[] counts = new int[buckets];
          source.forEach(task, tasks, edge -> counts[(int) (edge >>> 32 >>> shift) - first]++);
          next[task] = counts;
        });
    int[] starts = starts(next, buckets);
    long[] edges = new long[starts[buckets]];
    ParallelTasks.run(
        tasks,
        task -> {
          int[] at = next[task];
          source.forEach(
              task, tasks, edge -> edges[at[(int) (edge >>> 32 >>> shift) - first]++] = edge);
        });
    AtomicInteger bucket = new AtomicInteger();
    ParallelTasks.run(
        tasks,
        task -> {
          long[] scratch = new long[0];
          for (int b = bucket.getAndIncrement(); b < buckets; b = bucket.getAndIncrement()) {
            int size = starts[b + 1] - starts[b];
            if (shift > 0 && size >= LEAST_FOR_DIGITS && size > scratch.length) {
              scratch = new long[size];
            }
            sortBucket(edges, starts[b], starts[b + 1], shift, scratch);
          }
        });
    return edges;
  }

  /**
   * Turns counts by task and bucket into the places where each task's edges begin; returns where
   * each bucket begins.
   */
  private static int[] starts(int[][] counts, int buckets) {
    int[] starts = new int[buckets + 1];
    long sum = 0;
    for (int b = 0; b < buckets; b++) {
      starts[b] = (int) sum;
      for (int[] count : counts) {
        int here = count[b];
        count[b] = (int) sum;
        sum += here;
      }
    }
    if (sum > Integer.MAX_VALUE - 8) {
      throw new RipsTooLargeException(sum + " edges are too many; lower the threshold");
    }
    starts[buckets] = (int) sum;
    return starts;
  }

  /**
   * Sorts by the lowest {@code bits} bits of the length, then edges of one length by identifier.
   */
  private static void sortBucket(long[] edges, int from, int to, int bits, long[] scratch) {
    if (to - from < LEAST_FOR_DIGITS) {
      Arrays.sort(edges, from, to);
      return;
    }
    int passes = (bits + DIGIT_BITS - 1) / DIGIT_BITS;
    for (int pass = 0; pass < passes; pass++) {
      int shift = 32 + pass * DIGIT_BITS;
      int mask = (1 << Math.min(DIGIT_BITS, bits - pass * DIGIT_BITS)) - 1;
      if ((pass & 1) == 0) {
        scatter(edges, from, to - from, scratch, 0, shift, mask);
      } else {
        scatter(scratch, 0, to - from, edges, from, shift, mask);
      }
    }
    if ((passes & 1) == 1) {
      System.arraycopy(scratch, 0, edges, from, to - from);
    }
    sortTies(edges, from, to);
  }

  private static void scatter(
      long[] source, int from, int count, long[] target, int targetFrom, int shift, int mask) {
    int[] next = new int[mask + 1];
    for (int i = from; i < from + count; i++) {
      next[(int) (source[i] >>> shift) & mask]++;
    }
    int sum = targetFrom;
    for (int digit = 0; digit <= mask; digit++) {
      int here = next[digit];
      next[digit] = sum;
      sum += here;
    }
    for (int i = from; i < from + count; i++) {
      long edge = source[i];
      target[next[(int) (edge >>> shift) & mask]++] = edge;
    }
  }

  private static void sortTies(long[] edges, int from, int to) {
    for (int i = from + 1; i < to; i++) {
      if (edges[i] < edges[i - 1]) {
        long length = edges[i] >>> 32;
        int first = i - 1;
        while (first > from && edges[first - 1] >>> 32 == length) {
          first--;
        }
        int end = i + 1;
        while (end < to && edges[end] >>> 32 == length) {
          end++;
        }
        Arrays.sort(edges, first, end);
        i = end - 1;
      }
    }
  }
}
