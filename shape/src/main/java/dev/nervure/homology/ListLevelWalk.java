package dev.nervure.homology;

import java.util.Arrays;

/**
 * Collects the columns of one dimension level by level from adjacency lists; the level graph of
 * each edge gets bit rows of its own. O(sum over edges of the degrees met).
 */
final class ListLevelWalk {
  private static final int BLOCK = 64;
  private final NeighborLists lists;
  private final FilteredGraph graph;
  private final int dimension;
  private final WorkLimit limit;
  private final int[] names;
  private final int[] position;
  private final long[][] rows;
  private final long[] level;

  ListLevelWalk(NeighborLists lists, int dimension, WorkLimit limit) {
    this.lists = lists;
    graph = lists.graph;
    this.dimension = dimension;
    this.limit = limit;
    int words = (lists.mostCommon + 63) >>> 6;
    names = new int[lists.mostCommon];
    position = new int[graph.vertices()];
    Arrays.fill(position, -1);
    rows = new long[dimension == 1 ? 0 : lists.mostCommon][words];
    level = new long[words];
  }

  /** Appends the columns of the blocks of ranks that fall to task {@code task} of {@code tasks}. */
  void collect(int task, int tasks, ColumnSink target) {
    LevelColumns columns = new LevelColumns(graph, dimension, level.length, limit);
    int edges = graph.edges();
    for (int block = task; (long) block * BLOCK < edges; block += tasks) {
      int end = Math.min(edges, (block + 1) * BLOCK);
      for (int rank = block * BLOCK; rank < end; rank++) {
        append(rank, columns, target);
      }
      limit.worked(BLOCK);
    }
  }

  private void append(int rank, LevelColumns columns, ColumnSink target) {
    int count = common(graph.upper(rank), graph.lower(rank), rank);
    if (dimension == 1 || count == 0) {
      if (dimension == 1 && count == 0) {
        target.add(rank, 0);
      }
      return;
    }
    int used = (count + 63) >>> 6;
    Arrays.fill(level, 0, used, -1L);
    if ((count & 63) != 0) {
      level[used - 1] = (1L << count) - 1;
    }
    for (int i = 0; i < count; i++) {
      position[names[i]] = i;
    }
    // The row of the largest vertex tells whether the whole level pairs off; only if not are the
    // others needed.
    if (fillRow(count - 1, rank, used) < count - 1) {
      for (int i = 0; i < count - 1; i++) {
        fillRow(i, rank, used);
      }
      columns.append(rank, level, rows, names, used, target);
    }
    for (int i = 0; i < count; i++) {
      position[names[i]] = -1;
    }
  }

  /** Common neighbours by edges of smaller rank, ascending, into {@code names}. */
  private int common(int u, int v, int below) {
    int[] neighbor = lists.neighbor;
    int[] ranks = lists.rank;
    int i = lists.start[u];
    int j = lists.start[v];
    int endU = lists.start[u + 1];
    int endV = lists.start[v + 1];
    int count = 0;
    while (i < endU && j < endV) {
      int a = neighbor[i];
      int b = neighbor[j];
      if (a == b) {
        if (ranks[i] < below && ranks[j] < below) {
          names[count++] = a;
          if (dimension == 1) {
            return 1;
          }
        }
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

  /** Bit row of a level vertex; returns its number of neighbours within the level. */
  private int fillRow(int local, int below, int used) {
    long[] row = rows[local];
    Arrays.fill(row, 0, used, 0);
    int vertex = names[local];
    int found = 0;
    for (int at = lists.start[vertex]; at < lists.start[vertex + 1]; at++) {
      int other = position[lists.neighbor[at]];
      if (other >= 0 && lists.rank[at] < below) {
        row[other >>> 6] |= 1L << other;
        found++;
      }
    }
    return found;
  }
}
