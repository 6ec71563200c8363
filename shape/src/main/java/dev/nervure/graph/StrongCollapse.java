package dev.nervure.graph;

import dev.nervure.progress.Progress;
import java.util.ArrayDeque;
import java.util.BitSet;

/**
 * Removes vertices that do not matter to the shape of the complex of cliques (Barmak, Minian,
 * Discrete and Computational Geometry 47, 2012): one whose neighbours all are neighbours of another
 * vertex, itself joined to it, until there is none. What is left has the same Betti numbers.
 * Vertices are tried by index.
 */
final class StrongCollapse {
  private final BitSet[] neighbors;
  private final BitSet left;

  private StrongCollapse(BitSet[] neighbors) {
    this.neighbors = neighbors;
    this.left = new BitSet(neighbors.length);
    left.set(0, neighbors.length);
  }

  /** The graph without such vertices, the others numbered anew in their order. */
  static PointGraph of(PointGraph graph, Progress progress) {
    StrongCollapse collapse = new StrongCollapse(graph.copy());
    collapse.run(progress);
    return collapse.rest();
  }

  private void run(Progress progress) {
    ArrayDeque<Integer> queue = new ArrayDeque<>();
    BitSet queued = new BitSet(neighbors.length);
    for (int v = 0; v < neighbors.length; v++) {
      queue.add(v);
      queued.set(v);
    }
    while (!queue.isEmpty()) {
      progress.checkCancelled();
      int v = queue.remove();
      queued.clear(v);
      if (!left.get(v) || !isDominated(v)) {
        continue;
      }
      left.clear(v);
      BitSet own = neighbors[v];
      for (int w = own.nextSetBit(0); w >= 0; w = own.nextSetBit(w + 1)) {
        neighbors[w].clear(v);
        if (!queued.get(w)) {
          queue.add(w);
          queued.set(w);
        }
      }
    }
  }

  /** Whether all neighbours of a vertex are those of one of them, or that one itself. */
  private boolean isDominated(int v) {
    BitSet own = neighbors[v];
    for (int w = own.nextSetBit(0); w >= 0; w = own.nextSetBit(w + 1)) {
      BitSet missing = (BitSet) own.clone();
      missing.andNot(neighbors[w]);
      missing.clear(w);
      if (missing.isEmpty()) {
        return true;
      }
    }
    return false;
  }

  private PointGraph rest() {
    int[] names = left.stream().toArray();
    int[] numbers = new int[neighbors.length];
    for (int i = 0; i < names.length; i++) {
      numbers[names[i]] = i;
    }
    BitSet[] rest = new BitSet[names.length];
    for (int i = 0; i < names.length; i++) {
      rest[i] = new BitSet(names.length);
      BitSet own = neighbors[names[i]];
      for (int w = own.nextSetBit(0); w >= 0; w = own.nextSetBit(w + 1)) {
        if (left.get(w)) {
          rest[i].set(numbers[w]);
        }
      }
    }
    return new PointGraph(rest);
  }
}
