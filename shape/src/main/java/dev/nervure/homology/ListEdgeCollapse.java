package dev.nervure.homology;

import java.util.Arrays;

/**
 * Edge collapse on adjacency lists, for graphs too large for bit rows. What is computed is
 * described at {@link EdgeCollapse}; here a domination test walks one list. O(edges * degree) where
 * a dominating vertex is found at once, 28 bytes an edge. Not thread safe.
 */
final class ListEdgeCollapse {
  private static final int NEVER = RankMatrix.NONE;
  private static final int BLOCK = 64;

  private final FilteredGraph graph;
  private final WorkLimit limit;
  private final int[] start;
  private final int[] end;
  private final int[] neighbor;
  private final int[] edgeOf;

  /** Present level by edge. */
  private final int[] level;

  /** Position of a vertex among the common neighbours of the present edge, or -1. */
  private final int[] position;

  private final int[] common;
  private final int[] enters;
  private final int[] nearness;

  ListEdgeCollapse(FilteredGraph graph, WorkLimit limit) {
    this.graph = graph;
    this.limit = limit;
    NeighborLists lists = new NeighborLists(graph);
    start = lists.start;
    end = Arrays.copyOfRange(start, 1, start.length);
    neighbor = lists.neighbor;
    edgeOf = lists.rank;
    level = new int[graph.edges()];
    for (int i = 0; i < level.length; i++) {
      level[i] = i;
    }
    position = new int[graph.vertices()];
    Arrays.fill(position, -1);
    common = new int[lists.longest];
    enters = new int[lists.longest];
    nearness = new int[lists.longest];
  }

  /** The collapsed graph. */
  FilteredGraph collapse() {
    for (int rank = graph.edges() - 1; rank >= 0; rank--) {
      int u = graph.upper(rank);
      int v = graph.lower(rank);
      int count = commonNeighbours(u, v, rank);
      int moved = count == 0 ? rank : levelOf(rank, count);
      for (int i = 0; i < count; i++) {
        position[common[i]] = -1;
      }
      level[rank] = moved;
      if (moved == NEVER) {
        remove(u, v);
        remove(v, u);
      }
      if (rank % BLOCK == 0) {
        limit.worked(BLOCK);
      }
    }
    return graph.moved(level);
  }

  private void remove(int from, int vertex) {
    int at = Arrays.binarySearch(neighbor, start[from], end[from], vertex);
    int last = --end[from];
    System.arraycopy(neighbor, at + 1, neighbor, at, last - at);
    System.arraycopy(edgeOf, at + 1, edgeOf, at, last - at);
  }

  /** Lists all vertices that ever become common neighbours, with the level at which they do. */
  private int commonNeighbours(int u, int v, int rank) {
    int i = start[u];
    int j = start[v];
    int endU = end[u];
    int endV = end[v];
    int count = 0;
    while (i < endU && j < endV) {
      int a = neighbor[i];
      int b = neighbor[j];
      if (a == b) {
        int joins = Math.max(level[edgeOf[i]], level[edgeOf[j]]);
        common[count] = a;
        nearness[count] = joins;
        enters[count] = Math.max(rank, joins);
        position[a] = count++;
        i++;
        j++;
      } else if (a < b) {
        i++;
      } else {
        j++;
      }
    }
    return count;
  }

  /** First level at or after {@code rank} at which the edge is not dominated. */
  private int levelOf(int rank, int count) {
    int at = rank;
    while (true) {
      int best = at;
      // Nearest first: a vertex near the middle of the edge is near to whatever is near both ends.
      for (int candidate = nearest(count, -1, -1);
          candidate >= 0;
          candidate = nearest(count, nearness[candidate], candidate)) {
        if (enters[candidate] > at) {
          break;
        }
        best = Math.max(best, dominatesUntil(candidate, count, at));
        if (best == NEVER) {
          return NEVER;
        }
      }
      if (best == at) {
        return at;
      }
      at = best;
    }
  }

  /** The candidate that follows (nearness, position) in order, or -1. */
  private int nearest(int count, int beyond, int candidate) {
    int found = -1;
    for (int i = 0; i < count; i++) {
      int near = nearness[i];
      if ((near > beyond || (near == beyond && i > candidate))
          && (found < 0 || near < nearness[found])) {
        found = i;
      }
    }
    return found;
  }

  /** First level at or after {@code from} at which the candidate does not dominate the edge. */
  private int dominatesUntil(int candidate, int count, int from) {
    int w = common[candidate];
    int until = NEVER;
    int met = 1;
    int at = start[w];
    int last = end[w];
    for (; at < last; at++) {
      int x = position[neighbor[at]];
      if (x >= 0) {
        met++;
        int joins = Math.max(from, enters[x]);
        if (level[edgeOf[at]] > joins) {
          until = Math.min(until, joins);
          if (until == from) {
            return from;
          }
        }
      }
    }
    if (met == count) {
      return until;
    }
    return Math.min(until, firstStranger(w, candidate, count, from));
  }

  /** First level at which a common neighbour that is never joined to w is there. */
  private int firstStranger(int w, int candidate, int count, int from) {
    int until = NEVER;
    int at = start[w];
    int last = end[w];
    for (int i = 0; i < count; i++) {
      int x = common[i];
      while (at < last && neighbor[at] < x) {
        at++;
      }
      if (i != candidate && (at == last || neighbor[at] != x)) {
        until = Math.min(until, Math.max(from, enters[i]));
      }
    }
    return until;
  }
}
