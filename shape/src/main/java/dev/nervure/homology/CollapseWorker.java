package dev.nervure.homology;

import java.util.Arrays;

/** Decides about edges of a {@link ListEdgeCollapse}. One a thread. */
final class CollapseWorker {
  /** Answer to an edge that must wait for a larger part of the graph. */
  static final int OUTSIDE = -1;

  private static final int NEVER = ListEdgeCollapse.NEVER;

  private final int[] start;
  private final int[] end;
  private final long[] entries;

  /** Position of a vertex among the common neighbours of the present edge, or -1. */
  private final int[] position;

  private final int[] common;
  private final int[] enters;
  private final int[] nearness;

  CollapseWorker(ListEdgeCollapse collapse) {
    start = collapse.start;
    end = collapse.end;
    entries = collapse.entries;
    position = new int[start.length - 1];
    Arrays.fill(position, -1);
    common = new int[collapse.longest];
    enters = new int[collapse.longest];
    nearness = new int[collapse.longest];
  }

  /**
   * The level to which an edge moves, or {@link #OUTSIDE} where one of its common neighbours does
   * not lie in the range from (inclusive) to (exclusive).
   */
  int decide(int rank, int u, int v, int from, int to) {
    int count = commonNeighbours(u, v, rank);
    int moved = rank;
    if (count > 0) {
      boolean within = common[0] >= from && common[count - 1] < to;
      moved = within ? levelOf(rank, count) : OUTSIDE;
      for (int i = 0; i < count; i++) {
        position[common[i]] = -1;
      }
    }
    return moved;
  }

  /** Lists all vertices that ever become common neighbours, with the level at which they do. */
  private int commonNeighbours(int u, int v, int rank) {
    int i = start[u];
    int j = start[v];
    int endU = end[u];
    int endV = end[v];
    int count = 0;
    while (i < endU && j < endV) {
      long entryU = entries[i];
      long entryV = entries[j];
      int a = (int) (entryU >>> 32);
      int b = (int) (entryV >>> 32);
      if (a == b) {
        int joins = Math.max((int) entryU, (int) entryV);
        if (joins != NEVER) {
          common[count] = a;
          nearness[count] = joins;
          enters[count] = Math.max(rank, joins);
          position[a] = count++;
        }
      }
      i += a <= b ? 1 : 0;
      j += b <= a ? 1 : 0;
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
      long entry = entries[at];
      int x = position[(int) (entry >>> 32)];
      if (x >= 0) {
        met++;
        int joins = Math.max(from, enters[x]);
        if ((int) entry > joins) {
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
      while (at < last && (int) (entries[at] >>> 32) < x) {
        at++;
      }
      if (i != candidate && (at == last || (int) (entries[at] >>> 32) != x)) {
        until = Math.min(until, Math.max(from, enters[i]));
      }
    }
    return until;
  }
}
