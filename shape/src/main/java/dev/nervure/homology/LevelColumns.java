package dev.nervure.homology;

/**
 * Finds, level by level, the simplices that the reduction must look at: those in no apparent pair.
 *
 * <p>The simplices whose longest edge is e = ab are e joined with the cliques W of the level graph:
 * the vertices joined to a and b, and to one another, by edges of smaller rank. Within the level,
 * (W, W + x) is an apparent pair exactly if x is the largest vertex joined to all of W and x is
 * larger than every vertex of W (Bauer, "Ripser", J. Appl. Comput. Topol. 5, 2021, section 3.4,
 * written for this order). Everything here is an intersection of bit sets. Not thread safe.
 */
final class LevelColumns {
  private final int cliqueSize;
  private final int digitBits;
  private final WorkLimit limit;
  private final int words;
  private final long[][] candidates;
  private final long[][] pairing;
  private final int[] clique;

  /** Columns of the given dimension (at least 1) over bit sets of {@code words} words. */
  LevelColumns(FilteredGraph graph, int dimension, int words, WorkLimit limit) {
    this.limit = limit;
    cliqueSize = dimension - 1;
    digitBits = FilteredGraph.bits(graph.vertices());
    this.words = words;
    candidates = new long[Math.max(1, cliqueSize)][words];
    pairing = new long[Math.max(1, cliqueSize)][words];
    clique = new int[cliqueSize];
  }

  /**
   * Hands the level's columns to the sink.
   *
   * @param rank rank of the level's edge
   * @param level vertices of the level graph
   * @param adjacency rows of the level graph; may have bits outside the level
   * @param names vertex by bit position
   * @param used number of words in use
   */
  void append(
      int rank, long[] level, long[][] adjacency, int[] names, int used, ColumnSink target) {
    assert used <= words;
    int top = highest(level, used);
    if (cliqueSize == 0) {
      if (top < 0) {
        target.add(rank, 0);
      }
      return;
    }
    if (top < 0 || coneOver(top, level, adjacency[top], used)) {
      return;
    }
    for (int word = used - 1; word >= 0; word--) {
      long set = level[word];
      while (set != 0) {
        int bit = 63 - Long.numberOfLeadingZeros(set);
        set ^= 1L << bit;
        int w = (word << 6) + bit;
        if (w == top) {
          continue;
        }
        clique[0] = w;
        if (cliqueSize == 1) {
          if (!meetsAbove(level, adjacency[w], w, used)) {
            target.add(rank, names[w]);
          }
        } else {
          limit.worked(1);
          for (int i = 0; i <= word; i++) {
            candidates[0][i] = level[i] & adjacency[w][i];
          }
          candidates[0][word] &= (1L << bit) - 1;
          copyAbove(level, pairing[0], w, used);
          extend(1, rank, adjacency, names, used, target);
        }
      }
    }
  }

  /**
   * Extends the clique of {@code depth} vertices; partners above its largest vertex are in
   * pairing[depth - 1].
   */
  private void extend(
      int depth, int rank, long[][] adjacency, int[] names, int used, ColumnSink target) {
    int firstWord = clique[0] >>> 6;
    long[] partners = pairing[depth - 1];
    for (int word = clique[depth - 1] >>> 6; word >= 0; word--) {
      long set = candidates[depth - 1][word];
      while (set != 0) {
        int bit = 63 - Long.numberOfLeadingZeros(set);
        set ^= 1L << bit;
        int w = (word << 6) + bit;
        long[] row = adjacency[w];
        long[] narrowed = pairing[depth];
        long any = 0;
        for (int i = firstWord; i < used; i++) {
          narrowed[i] = partners[i] & row[i];
          any |= narrowed[i];
        }
        if (any == 0) {
          // No vertex above the clique's largest is joined to the others: every extension is an
          // apparent cofacet.
          continue;
        }
        clique[depth] = w;
        if (depth + 1 == cliqueSize) {
          if (!meets(narrowed, adjacency[clique[0]], firstWord, used)) {
            target.add(rank, digits(names));
          }
        } else {
          for (int i = 0; i <= word; i++) {
            candidates[depth][i] = candidates[depth - 1][i] & row[i];
          }
          candidates[depth][word] &= (1L << bit) - 1;
          extend(depth + 1, rank, adjacency, names, used, target);
        }
      }
    }
  }

  private long digits(int[] names) {
    long digits = 0;
    for (int w : clique) {
      digits = (digits << digitBits) | names[w];
    }
    return digits;
  }

  private static int highest(long[] set, int used) {
    for (int word = used - 1; word >= 0; word--) {
      if (set[word] != 0) {
        return (word << 6) + 63 - Long.numberOfLeadingZeros(set[word]);
      }
    }
    return -1;
  }

  /**
   * Whether every other vertex of the level is joined to its largest: then the level pairs off
   * completely.
   */
  private static boolean coneOver(int top, long[] level, long[] row, int used) {
    long missing = 0;
    for (int i = 0; i < used; i++) {
      missing |= level[i] & ~row[i] & (i == top >>> 6 ? ~(1L << top) : -1L);
      if (missing != 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean meetsAbove(long[] level, long[] row, int w, int used) {
    int word = w >>> 6;
    // Two shifts, as a shift by 64 would be a shift by 0.
    if ((level[word] & row[word] & (-1L << w << 1)) != 0) {
      return true;
    }
    return meets(level, row, word + 1, used);
  }

  private static boolean meets(long[] set, long[] row, int from, int used) {
    for (int i = used - 1; i >= from; i--) {
      if ((set[i] & row[i]) != 0) {
        return true;
      }
    }
    return false;
  }

  private static void copyAbove(long[] set, long[] target, int w, int used) {
    int word = w >>> 6;
    System.arraycopy(set, word, target, word, used - word);
    target[word] &= -1L << w << 1;
  }
}
