package dev.nervure.graph;

import dev.nervure.neighbors.NearestNeighbors;
import dev.nervure.points.DistanceMatrix;
import dev.nervure.progress.Progress;
import java.util.BitSet;

/** An undirected graph without loops on n vertices. Immutable. n^2 bits. */
public final class PointGraph {
  private final BitSet[] neighbors;

  PointGraph(BitSet[] neighbors) {
    this.neighbors = neighbors;
  }

  /**
   * The graph of these edges; one given twice counts once.
   *
   * @param vertices number of vertices
   * @param edges pairs of different vertices
   */
  public static PointGraph of(int vertices, int[][] edges) {
    BitSet[] neighbors = empty(vertices);
    for (int[] edge : edges) {
      if (edge[0] == edge[1]) {
        throw new IllegalArgumentException("an edge joins vertex " + edge[0] + " with itself");
      }
      neighbors[edge[0]].set(edge[1]);
      neighbors[edge[1]].set(edge[0]);
    }
    return new PointGraph(neighbors);
  }

  /**
   * Two points are joined where one is among the k nearest neighbours of the other; ties by index.
   * O(n^2 log k).
   *
   * @param k 1 to n - 1
   * @throws IllegalArgumentException for another k
   */
  public static PointGraph ofNearest(DistanceMatrix distances, int k) {
    int[][] nearest = NearestNeighbors.of(distances, k).indices();
    BitSet[] neighbors = empty(distances.size());
    for (int i = 0; i < nearest.length; i++) {
      for (int j : nearest[i]) {
        neighbors[i].set(j);
        neighbors[j].set(i);
      }
    }
    return new PointGraph(neighbors);
  }

  /**
   * Points are joined that are at most so many steps apart in this graph. O(n e / 64) a step for e
   * edges.
   *
   * @param steps at least 1
   */
  public PointGraph withinSteps(int steps, Progress progress) {
    if (steps < 1) {
      throw new IllegalArgumentException("steps must be at least 1 but was " + steps);
    }
    BitSet[] reached = copy();
    for (int step = 1; step < steps; step++) {
      BitSet[] further = new BitSet[reached.length];
      for (int v = 0; v < reached.length; v++) {
        progress.checkCancelled();
        BitSet found = (BitSet) reached[v].clone();
        for (int w = reached[v].nextSetBit(0); w >= 0; w = reached[v].nextSetBit(w + 1)) {
          found.or(neighbors[w]);
        }
        found.clear(v);
        further[v] = found;
      }
      reached = further;
    }
    return new PointGraph(reached);
  }

  /** n, the number of vertices. */
  public int vertices() {
    return neighbors.length;
  }

  /** Number of edges. */
  public int edges() {
    long ends = 0;
    for (BitSet own : neighbors) {
      ends += own.cardinality();
    }
    return Math.toIntExact(ends / 2);
  }

  /** The share of all pairs that are joined; 0 for fewer than two vertices. */
  public double density() {
    double pairs = vertices() * (vertices() - 1.0) / 2;
    return pairs == 0 ? 0 : edges() / pairs;
  }

  /** Whether two vertices are joined. */
  public boolean isEdge(int v, int w) {
    return neighbors[v].get(w);
  }

  /** Number of connected parts, a lone vertex counted as one. */
  public int components() {
    BitSet seen = new BitSet(vertices());
    int components = 0;
    for (int v = 0; v < vertices(); v++) {
      if (!seen.get(v)) {
        components++;
        BitSet border = new BitSet(vertices());
        border.set(v);
        while (!border.isEmpty()) {
          seen.or(border);
          BitSet next = new BitSet(vertices());
          for (int w = border.nextSetBit(0); w >= 0; w = border.nextSetBit(w + 1)) {
            next.or(neighbors[w]);
          }
          next.andNot(seen);
          border = next;
        }
      }
    }
    return components;
  }

  /** The neighbours of a vertex; shared, must not be changed. */
  BitSet neighbors(int v) {
    return neighbors[v];
  }

  /** The neighbours of all vertices, to be changed. */
  BitSet[] copy() {
    BitSet[] copies = new BitSet[neighbors.length];
    for (int v = 0; v < copies.length; v++) {
      copies[v] = (BitSet) neighbors[v].clone();
    }
    return copies;
  }

  private static BitSet[] empty(int vertices) {
    BitSet[] neighbors = new BitSet[vertices];
    for (int v = 0; v < vertices; v++) {
      neighbors[v] = new BitSet(vertices);
    }
    return neighbors;
  }
}
