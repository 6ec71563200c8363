package dev.nervure.homology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.stats.RandomStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class EdgeSortTest {

  private static long[] sorted(long[] edges, float shortest, float longest, int tasks) {
    EdgeSort.Source source =
        (task, of, sink) -> {
          // Dealt out in turn, so that buckets get edges of all tasks.
          for (int i = task; i < edges.length; i += of) {
            sink.add(edges[i]);
          }
        };
    return EdgeSort.sort(source, shortest, longest, tasks);
  }

  private static void assertSorted(String what, float[] lengths) {
    long[] edges = new long[lengths.length];
    float shortest = Float.MAX_VALUE;
    float longest = 0;
    for (int i = 0; i < edges.length; i++) {
      // Identifiers use all 32 bits, in an order of their own.
      edges[i] = EdgeSort.pack(lengths[i], i * 0x9E3779B1);
      shortest = Math.min(shortest, lengths[i]);
      longest = Math.max(longest, lengths[i]);
    }
    long[] expected = edges.clone();
    Arrays.sort(expected);
    for (int tasks : new int[] {1, 2, 5}) {
      assertThat(sorted(edges, Math.min(shortest, longest), longest, tasks))
          .as("%s, %d tasks", what, tasks)
          .isEqualTo(expected);
    }
  }

  @Test
  void isTheOrderOfTheLongs() {
    for (long seed = 0; seed < 8; seed++) {
      RandomStream random = RandomStream.seeded(seed);
      int n = seed == 0 ? 0 : seed == 1 ? 1 : 30_000;
      float[] even = new float[n];
      float[] tied = new float[n];
      float[] skewed = new float[n];
      for (int i = 0; i < n; i++) {
        even[i] = (float) random.nextDouble();
        tied[i] = random.nextInt(7) * 0.5f;
        skewed[i] = (float) Math.exp(60 * random.nextDouble() - 30);
      }
      assertSorted("even, seed " + seed, even);
      assertSorted("ties, seed " + seed, tied);
      assertSorted("sixty powers of e, seed " + seed, skewed);
    }
  }

  @Test
  void manyEdgesInOneBucketAreSortedByAllBitsOfTheirLengths() {
    float[] lengths = new float[5000];
    for (int i = 0; i < lengths.length; i++) {
      // One long edge among short ones that differ in their last bits only.
      lengths[i] = i == 0 ? 1e30f : Float.intBitsToFloat(0x3f800000 + (i * 7919) % 1000);
    }
    assertSorted("last bits", lengths);
  }

  @Test
  void minusZeroIsZero() {
    assertThat(EdgeSort.pack(-0f, 3)).isEqualTo(EdgeSort.pack(0f, 3));
  }
}
