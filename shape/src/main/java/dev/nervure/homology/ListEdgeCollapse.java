package dev.nervure.homology;

import dev.nervure.progress.ParallelTasks;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Edge collapse on adjacency lists, for graphs that are sparse or too large for bit rows, on
 * several threads. What is computed is described at {@link EdgeCollapse}; here a domination test
 * walks one list. O(edges * degree) where a dominating vertex is found at once, 36 bytes an edge.
 *
 * <p>A step takes an edge out of the complexes of those levels, from its own on, at which it is
 * dominated in the present filtration. Each of these complexes keeps its homotopy type, and the
 * inclusions among them stay what they were, so that the persistence stays too, whatever steps came
 * before: edges may be taken in any order. They are taken in bands of ranks, long edges first,
 * which keeps lists short, and within a band by a {@link NestedDissection} of the vertices: where
 * an edge, its ends and all their common neighbours lie in one part, nothing outside of the part
 * has a say, and parts are worked on at the same time. Edges that reach beyond their part wait for
 * the part above it. Within a part the longest edges come first. The result does not depend on the
 * number of threads.
 */
final class ListEdgeCollapse {
  /** A dropped edge. */
  static final int NEVER = RankMatrix.NONE;

  private static final int BLOCK = 64;

  /** Parts of the ranks, worked on one after the other: long edges go first everywhere. */
  private static final int BANDS = 16;

  /**
   * List of vertex v from start[v] to end[v]: a neighbour above, the present level of the edge to
   * it below (its rank until it is moved), in ascending order. One array, as a list is cold
   * whenever an edge gets its turn.
   */
  final long[] entries;

  final int[] start;
  final int[] end;
  final int longest;

  private final FilteredGraph graph;
  private final NestedDissection dissection;
  private final int[] level;
  private final WorkLimit limit;
  private final int threads;

  /** Edges of the present band by part, and of those the ones that wait for the part above. */
  private int[][] edges = {};

  private int[][] postponed = {};

  ListEdgeCollapse(FilteredGraph graph, int threads, WorkLimit limit) {
    this(graph, new NestedDissection(graph.vertices()), threads, limit);
  }

  /**
   * Prepares a collapse.
   *
   * @param dissection of the graph's vertices
   */
  ListEdgeCollapse(FilteredGraph graph, NestedDissection dissection, int threads, WorkLimit limit) {
    this.graph = graph;
    this.dissection = dissection;
    this.threads = threads;
    this.limit = limit;
    NeighborLists lists = new NeighborLists(graph);
    start = lists.start;
    end = Arrays.copyOfRange(start, 1, start.length);
    longest = lists.longest;
    entries = new long[lists.neighbor.length];
    for (int i = 0; i < entries.length; i++) {
      entries[i] = (long) lists.neighbor[i] << 32 | lists.rank[i];
    }
    level = new int[graph.edges()];
  }

  private int[][] edgesByPart(int bottom, int top) {
    int[] count = new int[dissection.parts()];
    for (int rank = bottom; rank < top; rank++) {
      count[dissection.partOf(graph.upper(rank), graph.lower(rank))]++;
    }
    int[][] byPart = new int[count.length][];
    for (int part = 0; part < count.length; part++) {
      byPart[part] = new int[count[part]];
      count[part] = 0;
    }
    for (int rank = bottom; rank < top; rank++) {
      int part = dissection.partOf(graph.upper(rank), graph.lower(rank));
      byPart[part][count[part]++] = rank;
    }
    return byPart;
  }

  /** The collapsed graph. */
  FilteredGraph collapse() {
    CollapseWorker[] workers = new CollapseWorker[threads];
    int edgeCount = graph.edges();
    for (int band = BANDS - 1; band >= 0; band--) {
      settleBand(
          (int) ((long) edgeCount * band / BANDS),
          (int) ((long) edgeCount * (band + 1) / BANDS),
          workers);
    }
    return graph.moved(level);
  }

  private void settleBand(int bottom, int top, CollapseWorker[] workers) {
    edges = edgesByPart(bottom, top);
    postponed = new int[edges.length][];
    for (int depth = dissection.depth(); depth >= 0; depth--) {
      int parts = 1 << depth;
      AtomicInteger next = new AtomicInteger(parts);
      ParallelTasks.run(
          Math.min(threads, parts),
          task -> {
            if (workers[task] == null) {
              workers[task] = new CollapseWorker(this);
            }
            for (int p = next.getAndIncrement(); p < 2 * parts; p = next.getAndIncrement()) {
              settle(p, workers[task]);
            }
          });
    }
  }

  private void settle(int part, CollapseWorker worker) {
    int from = dissection.from(part);
    int to = dissection.to(part);
    int[] ranks = edgesOf(part);
    int[] later = new int[ranks.length];
    int waiting = 0;
    for (int i = ranks.length - 1; i >= 0; i--) {
      int rank = ranks[i];
      int u = graph.upper(rank);
      int v = graph.lower(rank);
      int moved = worker.decide(rank, u, v, from, to);
      if (moved == CollapseWorker.OUTSIDE) {
        later[waiting++] = rank;
      } else {
        level[rank] = moved;
        if (moved != rank) {
          entries[find(u, v)] = (long) v << 32 | moved;
          entries[find(v, u)] = (long) u << 32 | moved;
        }
      }
      if (i % BLOCK == 0) {
        limit.worked(BLOCK);
      }
    }
    postponed[part] = Arrays.copyOf(later, waiting);
    edges[part] = new int[0];
    shortenLists(from, to);
  }

  /** The edges between the halves of a part, and those that had to wait in a half; ascending. */
  private int[] edgesOf(int part) {
    if (2 * part >= edges.length) {
      return edges[part];
    }
    int[] own = edges[part];
    int[] left = postponed[2 * part];
    int[] right = postponed[2 * part + 1];
    int[] all = Arrays.copyOf(own, own.length + left.length + right.length);
    System.arraycopy(left, 0, all, own.length, left.length);
    System.arraycopy(right, 0, all, own.length + left.length, right.length);
    Arrays.sort(all);
    return all;
  }

  /** Takes dropped edges out of the lists of a part. */
  private void shortenLists(int from, int to) {
    for (int v = from; v < to; v++) {
      int kept = start[v];
      for (int at = start[v]; at < end[v]; at++) {
        if ((int) entries[at] != NEVER) {
          entries[kept++] = entries[at];
        }
      }
      end[v] = kept;
    }
  }

  private int find(int vertex, int neighbour) {
    int low = start[vertex];
    int high = end[vertex] - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if ((int) (entries[middle] >>> 32) < neighbour) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
