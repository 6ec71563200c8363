package dev.nervure.homology;

import java.util.Arrays;

/**
 * Estimates the share of edges that are dominated at their own level, from a sample spread evenly
 * over the filtration. O(sample * (edges + n * degree)) at worst; a few milliseconds.
 */
final class DominationProbe {
  private static final int SAMPLE = 48;
  private static final int TRIES = 8;
  private final FilteredGraph graph;
  private final int[] ranksU;
  private final int[] ranksV;
  private final int[] ranksW;

  DominationProbe(FilteredGraph graph) {
    this.graph = graph;
    ranksU = new int[graph.vertices()];
    ranksV = new int[graph.vertices()];
    ranksW = new int[graph.vertices()];
  }

  double share() {
    int edges = graph.edges();
    int sample = Math.min(SAMPLE, edges);
    int tested = 0;
    int dominated = 0;
    NeighborLists lists = new NeighborLists(graph);
    for (int k = 0; k < sample; k++) {
      int rank = (int) ((2L * k + 1) * edges / (2L * sample));
      tested++;
      dominated += isDominated(lists, rank) ? 1 : 0;
    }
    return tested == 0 ? 0 : (double) dominated / tested;
  }

  /** Tries the common neighbours nearest to the edge's middle. */
  private boolean isDominated(NeighborLists lists, int rank) {
    spread(lists, graph.upper()[rank], ranksU);
    spread(lists, graph.lower()[rank], ranksV);
    int last = -1;
    for (int attempt = 0; attempt < TRIES; attempt++) {
      int nearest = -1;
      int nearness = rank;
      for (int x = 0; x < ranksU.length; x++) {
        int near = Math.max(ranksU[x], ranksV[x]);
        if (near > last && near < nearness) {
          nearness = near;
          nearest = x;
        }
      }
      if (nearest < 0) {
        return false;
      }
      spread(lists, nearest, ranksW);
      if (coversLens(rank, nearest)) {
        return true;
      }
      last = nearness;
    }
    return false;
  }

  private boolean coversLens(int rank, int w) {
    for (int x = 0; x < ranksU.length; x++) {
      if (ranksU[x] < rank && ranksV[x] < rank && x != w && ranksW[x] >= rank) {
        return false;
      }
    }
    return true;
  }

  private static void spread(NeighborLists lists, int vertex, int[] ranks) {
    Arrays.fill(ranks, RankMatrix.NONE);
    for (int at = lists.start[vertex]; at < lists.start[vertex + 1]; at++) {
      ranks[lists.neighbor[at]] = lists.rank[at];
    }
  }
}
