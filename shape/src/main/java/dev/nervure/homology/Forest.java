package dev.nervure.homology;

/**
 * Union-find over vertices with path halving; decides which edges join components. Not thread safe.
 */
public final class Forest {
  private final int[] parent;
  private int components;

  /** Every vertex a component of its own. */
  public Forest(int vertices) {
    parent = new int[vertices];
    for (int i = 0; i < vertices; i++) {
      parent[i] = i;
    }
    components = vertices;
  }

  /** The vertex that stands for a component: the smallest of it. */
  public int find(int vertex) {
    int v = vertex;
    while (parent[v] != v) {
      parent[v] = parent[parent[v]];
      v = parent[v];
    }
    return v;
  }

  /** Joins the components of two vertices; false if they were one already. */
  public boolean join(int a, int b) {
    int rootA = find(a);
    int rootB = find(b);
    if (rootA == rootB) {
      return false;
    }
    // The smaller name becomes the root: the result does not depend on the order of arguments.
    parent[Math.max(rootA, rootB)] = Math.min(rootA, rootB);
    components--;
    return true;
  }

  /** Number of components. */
  public int components() {
    return components;
  }
}
