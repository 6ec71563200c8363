package dev.nervure.homology;

/**
 * Edge collapse of a filtered flag complex: a smaller filtered graph with the same persistence.
 *
 * <p>An edge uv is dominated at a level if some w is joined to u, to v and to every common
 * neighbour of u and v there; then the complexes with and without uv are homotopy equivalent
 * (Boissonnat, Pritam, "Edge collapse and persistence of flag complexes", SoCG 2020). Edges are
 * taken from the longest to the shortest, so that {@code now} is the complex just below the edge.
 * One that is dominated at every level from its own on is dropped; one that is dominated only up to
 * some level is delayed to it (Glisse, Pritam, "Swap, shift and trim to edge collapse a
 * filtration", SoCG 2022). As each step replaces the filtration by a levelwise equivalent one, the
 * diagrams stay the same to the last bit: lengths are never computed, only moved along the given
 * ones.
 *
 * <p>Neighbourhoods are bit sets; a domination test is a handful of word operations per 64
 * vertices. O(edges * n / 64) where dominating vertices are found at once, 4 n^2 + n^2 / 4 bytes.
 * Not thread safe.
 */
final class EdgeCollapse {
  private static final int NEVER = RankMatrix.NONE;
  private static final int BLOCK = 64;

  private final FilteredGraph graph;
  private final WorkLimit limit;
  private final int words;

  /** Present level of every edge: its rank, a later one, or {@link #NEVER}. */
  private final int[][] level;

  /** Adjacency of the edges not yet looked at: those shorter than the present one. */
  private final long[][] now;

  /** Adjacency of these and of the longer edges that stayed. */
  private final long[][] ever;

  /** Last vertex that dominated an edge of each vertex: a good first guess for its next edge. */
  private final int[] guess;

  private final long[] commonNow;
  private final long[] commonEver;
  private final long[] candidates;

  EdgeCollapse(FilteredGraph graph, WorkLimit limit) {
    this.graph = graph;
    this.limit = limit;
    int n = graph.vertices();
    words = (n + 63) >>> 6;
    level = new RankMatrix(graph, 1).rows;
    now = new long[n][words];
    ever = new long[n][words];
    guess = new int[n];
    commonNow = new long[words];
    commonEver = new long[words];
    candidates = new long[words];
    for (int rank = 0; rank < graph.edges(); rank++) {
      int u = graph.upper(rank);
      int v = graph.lower(rank);
      set(now, u, v);
      set(ever, u, v);
    }
  }

  private static void set(long[][] rows, int u, int v) {
    rows[u][v >>> 6] |= 1L << v;
    rows[v][u >>> 6] |= 1L << u;
  }

  private static void unset(long[][] rows, int u, int v) {
    rows[u][v >>> 6] &= ~(1L << v);
    rows[v][u >>> 6] &= ~(1L << u);
  }

  /** The collapsed graph. */
  FilteredGraph collapse() {
    int edges = graph.edges();
    int[] newLevel = new int[edges];
    for (int rank = edges - 1; rank >= 0; rank--) {
      int u = graph.upper(rank);
      int v = graph.lower(rank);
      unset(now, u, v);
      int moved = levelOf(u, v, rank);
      newLevel[rank] = moved;
      if (moved != rank) {
        level[u][v] = moved;
        level[v][u] = moved;
        if (moved == NEVER) {
          unset(ever, u, v);
        }
      }
      if (rank % BLOCK == 0) {
        limit.worked(BLOCK);
      }
    }
    return graph.moved(newLevel);
  }

  /** First level at or after {@code rank} at which the edge is not dominated. */
  private int levelOf(int u, int v, int rank) {
    if (!intersect(now[u], now[v], commonNow)) {
      return rank;
    }
    intersect(ever[u], ever[v], commonEver);
    if (dominatesForEver(guess[u]) || dominatesForEver(guess[v])) {
      return NEVER;
    }
    int best = search(u, v, rank);
    while (best != rank && best != NEVER) {
      int next = furthest(u, v, best);
      if (next == best) {
        return best;
      }
      best = next;
    }
    return best;
  }

  /** Whether w is joined now to u, v and to all that will ever be common neighbours. */
  private boolean dominatesForEver(int w) {
    return (commonNow[w >>> 6] & 1L << w) != 0 && lastMissing(commonEver, w) < 0;
  }

  /** The last of these vertices, w itself left out, that is not joined to w now; or -1. */
  private int lastMissing(long[] vertices, int w) {
    long[] row = now[w];
    int own = w >>> 6;
    for (int i = words - 1; i >= 0; i--) {
      long missing = vertices[i] & ~row[i];
      if (i == own) {
        missing &= ~(1L << w);
      }
      if (missing != 0) {
        return (i << 6) + 63 - Long.numberOfLeadingZeros(missing);
      }
    }
    return -1;
  }

  /**
   * Tries the vertices that dominate at the edge's own level. Each one that fails there leaves a
   * witness, and whoever is not joined to the witness fails too: the candidates melt away fast.
   */
  private int search(int u, int v, int rank) {
    System.arraycopy(commonNow, 0, candidates, 0, words);
    int best = rank;
    for (int word = 0; word < words; word++) {
      while (candidates[word] != 0) {
        int w = (word << 6) + Long.numberOfTrailingZeros(candidates[word]);
        candidates[word] &= candidates[word] - 1;
        int witness = lastMissing(commonNow, w);
        if (witness >= 0) {
          long[] joined = now[witness];
          for (int i = word; i < words; i++) {
            candidates[i] &= joined[i];
          }
          continue;
        }
        int until = dominatesUntil(w, u, v, rank);
        if (until == NEVER) {
          guess[u] = w;
          guess[v] = w;
          return NEVER;
        }
        best = Math.max(best, until);
      }
    }
    return best;
  }

  /**
   * First level at or after {@code from} at which w does not dominate uv: some x is a common
   * neighbour there and not yet joined to w.
   */
  private int dominatesUntil(int w, int u, int v, int from) {
    int until = NEVER;
    int[] rowU = level[u];
    int[] rowV = level[v];
    int[] rowW = level[w];
    long[] joined = now[w];
    for (int i = 0; i < words; i++) {
      long missing = commonEver[i] & ~joined[i];
      while (missing != 0) {
        int x = (i << 6) + Long.numberOfTrailingZeros(missing);
        missing &= missing - 1;
        int enters = Math.max(from, Math.max(rowU[x], rowV[x]));
        if (x != w && rowW[x] > enters) {
          until = Math.min(until, enters);
        }
      }
    }
    return until;
  }

  /** Furthest level to which any vertex present at {@code from} dominates uv from there on. */
  private int furthest(int u, int v, int from) {
    int best = from;
    int[] rowU = level[u];
    int[] rowV = level[v];
    for (int i = 0; i < words; i++) {
      long present = commonEver[i];
      while (present != 0) {
        int w = (i << 6) + Long.numberOfTrailingZeros(present);
        present &= present - 1;
        if (rowU[w] <= from && rowV[w] <= from) {
          best = Math.max(best, dominatesUntil(w, u, v, from));
          if (best == NEVER) {
            return NEVER;
          }
        }
      }
    }
    return best;
  }

  /** Writes a & b to the target; whether anything is left. */
  private static boolean intersect(long[] a, long[] b, long[] target) {
    long any = 0;
    for (int i = 0; i < target.length; i++) {
      long both = a[i] & b[i];
      target[i] = both;
      any |= both;
    }
    return any != 0;
  }
}
