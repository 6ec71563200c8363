package dev.nervure.homology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.testing.FreshSeed;
import java.util.Arrays;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What holds for every {@link Coboundary}. */
@ExtendWith(FreshSeed.class)
abstract class CoboundaryContract {

  /** Of simplices of a dimension from 1 on. */
  abstract Coboundary of(FilteredGraph graph, int dimension);

  /** Any share of the pairs of up to 25 points, many edges of one length. */
  private static FilteredGraph graph(Random random) {
    int n = 4 + random.nextInt(22);
    float[] lower = new float[n * (n - 1) / 2];
    for (int k = 0; k < lower.length; k++) {
      lower[k] = random.nextBoolean() ? random.nextInt(5) : random.nextFloat() * 5;
    }
    return DenseEdges.build(lower, n, 0.5f + 4.5f * random.nextFloat(), 1);
  }

  /** Ranks of the edges between two points; -1 for none. */
  private static int[][] ranks(FilteredGraph graph) {
    int[][] ranks = new int[graph.vertices()][graph.vertices()];
    for (int[] row : ranks) {
      Arrays.fill(row, -1);
    }
    for (int rank = 0; rank < graph.edges(); rank++) {
      ranks[graph.upper(rank)][graph.lower(rank)] = rank;
      ranks[graph.lower(rank)][graph.upper(rank)] = rank;
    }
    return ranks;
  }

  /** A clique with an edge of each rank, as the code writes it; null where there is none. */
  private static int[] clique(Random random, int[][] ranks, int size) {
    int[] all = random.ints(0, ranks.length).distinct().limit(size).toArray();
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < i; j++) {
        if (ranks[all[i]][all[j]] < 0) {
          return null;
        }
      }
    }
    return written(ranks, all);
  }

  /** The ends of the longest edge, the larger first, and the others in descending order. */
  private static int[] written(int[][] ranks, int[] vertices) {
    int[] sorted = vertices.clone();
    Arrays.sort(sorted);
    int upper = -1;
    int lower = -1;
    for (int i = 0; i < sorted.length; i++) {
      for (int j = 0; j < i; j++) {
        if (upper < 0 || ranks[sorted[i]][sorted[j]] > ranks[upper][lower]) {
          upper = sorted[i];
          lower = sorted[j];
        }
      }
    }
    int[] written = new int[sorted.length];
    written[0] = upper;
    written[1] = lower;
    int at = 2;
    for (int i = sorted.length - 1; i >= 0; i--) {
      if (sorted[i] != upper && sorted[i] != lower) {
        written[at++] = sorted[i];
      }
    }
    return written;
  }

  @Test
  void cofacetsAreTheCliquesOfOneMorePoint(Random random) {
    for (int repeat = 0; repeat < 200; repeat++) {
      FilteredGraph graph = graph(random);
      int[][] ranks = ranks(graph);
      int dimension = 1 + random.nextInt(3);
      int[] vertices = clique(random, ranks, dimension + 1);
      if (vertices == null) {
        continue;
      }
      int rank = ranks[vertices[0]][vertices[1]];
      SimplexCode code = new SimplexCode(graph, dimension + 1);
      TreeSet<Long> all = new TreeSet<>();
      for (int v = 0; v < graph.vertices(); v++) {
        int[] more = Arrays.copyOf(vertices, vertices.length + 1);
        more[vertices.length] = v;
        if (isClique(ranks, vertices, v)) {
          int[] written = written(ranks, more);
          all.add(
              code.key(ranks[written[0]][written[1]], code.encode(written, 2, written.length - 2)));
        }
      }
      long after =
          all.isEmpty() || random.nextBoolean()
              ? -1
              : (Long) all.toArray()[random.nextInt(all.size())];
      int[] before = vertices.clone();
      KeyBuffer found = new KeyBuffer(0);
      of(graph, dimension).cofacets(vertices, rank, after, found);
      assertThat(Arrays.stream(found.keys, 0, found.size).sorted().boxed())
          .containsExactlyElementsOf(all.tailSet(after, false));
      assertThat(vertices).isEqualTo(before);
    }
  }

  private static boolean isClique(int[][] ranks, int[] vertices, int v) {
    for (int vertex : vertices) {
      if (vertex == v || ranks[vertex][v] < 0) {
        return false;
      }
    }
    return true;
  }

  @Test
  void theLargestJoinedPointIsTheLastThatShorterEdgesReach(Random random) {
    for (int repeat = 0; repeat < 200; repeat++) {
      FilteredGraph graph = graph(random);
      int[][] ranks = ranks(graph);
      int dimension = 1 + random.nextInt(3);
      int[] vertices = clique(random, ranks, dimension + 1);
      if (vertices == null) {
        continue;
      }
      int rank = ranks[vertices[0]][vertices[1]];
      int above = random.nextInt(graph.vertices() + 1) - 1;
      int expected = -1;
      for (int v = above + 1; v < graph.vertices(); v++) {
        boolean joined = true;
        for (int vertex : vertices) {
          joined &= vertex != v && ranks[vertex][v] >= 0 && ranks[vertex][v] < rank;
        }
        expected = joined ? v : expected;
      }
      assertThat(of(graph, dimension).largestJoined(vertices, vertices.length, rank, above))
          .isEqualTo(expected);
    }
  }
}
