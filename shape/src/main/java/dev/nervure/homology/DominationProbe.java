package dev.nervure.homology;

import java.util.Arrays;

/**
 * Estimates the share of edges that are dominated from their own level on, from a sample spread
 * evenly over the filtration. O(edges + sample * n): two passes over the edges.
 */
final class DominationProbe {
  private static final int SAMPLE = 48;

  /** Common neighbours tried for each edge: those nearest to its middle. */
  private static final int TRIES = 4;

  private final FilteredGraph graph;

  DominationProbe(FilteredGraph graph) {
    this.graph = graph;
  }

  double share() {
    int edges = graph.edges();
    int sample = Math.min(SAMPLE, edges);
    if (sample == 0) {
      return 0;
    }
    int[] ranks = new int[sample];
    int[] ends = new int[2 * sample];
    for (int k = 0; k < sample; k++) {
      ranks[k] = (int) ((2L * k + 1) * edges / (2L * sample));
      ends[2 * k] = graph.upper(ranks[k]);
      ends[2 * k + 1] = graph.lower(ranks[k]);
    }
    int[][] endRows = rows(ends);
    int[] tried = new int[TRIES * sample];
    for (int k = 0; k < sample; k++) {
      nearest(ranks[k], endRows[2 * k], endRows[2 * k + 1], tried, TRIES * k);
    }
    int[][] triedRows = rows(tried);
    int dominated = 0;
    for (int k = 0; k < sample; k++) {
      boolean found = false;
      for (int i = TRIES * k; i < TRIES * (k + 1) && !found; i++) {
        found =
            tried[i] >= 0
                && covers(ranks[k], tried[i], endRows[2 * k], endRows[2 * k + 1], triedRows[i]);
      }
      dominated += found ? 1 : 0;
    }
    return (double) dominated / sample;
  }

  /** Ranks of the edges of each given vertex; -1 stands for no vertex. */
  private int[][] rows(int[] vertices) {
    int n = graph.vertices();
    int[] slot = new int[n];
    Arrays.fill(slot, -1);
    int[][] distinct = new int[vertices.length][];
    int count = 0;
    for (int vertex : vertices) {
      if (vertex >= 0 && slot[vertex] < 0) {
        slot[vertex] = count;
        distinct[count] = new int[n];
        Arrays.fill(distinct[count++], RankMatrix.NONE);
      }
    }
    for (int rank = 0; rank < graph.edges(); rank++) {
      int u = graph.upper(rank);
      int v = graph.lower(rank);
      if (slot[u] >= 0) {
        distinct[slot[u]][v] = rank;
      }
      if (slot[v] >= 0) {
        distinct[slot[v]][u] = rank;
      }
    }
    int[][] rows = new int[vertices.length][];
    for (int i = 0; i < vertices.length; i++) {
      rows[i] = vertices[i] < 0 ? new int[0] : distinct[slot[vertices[i]]];
    }
    return rows;
  }

  /** Writes the common neighbours nearest to an edge's middle, -1 where there are no more. */
  private static void nearest(int rank, int[] rowU, int[] rowV, int[] target, int from) {
    int last = -1;
    for (int i = from; i < from + TRIES; i++) {
      int nearest = -1;
      int nearness = rank;
      for (int x = 0; x < rowU.length; x++) {
        int near = Math.max(rowU[x], rowV[x]);
        if (near > last && near < nearness) {
          nearness = near;
          nearest = x;
        }
      }
      target[i] = nearest;
      last = nearness;
    }
  }

  /** Whether w is joined to every common neighbour by the time that it becomes one. */
  private static boolean covers(int rank, int w, int[] rowU, int[] rowV, int[] rowW) {
    for (int x = 0; x < rowU.length; x++) {
      int joins = Math.max(rank, Math.max(rowU[x], rowV[x]));
      if (joins < RankMatrix.NONE && x != w && rowW[x] > joins) {
        return false;
      }
    }
    return true;
  }
}
