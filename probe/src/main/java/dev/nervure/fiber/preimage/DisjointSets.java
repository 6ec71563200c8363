package dev.nervure.fiber.preimage;

/** Disjoint sets of numbers; each is known by the smallest of its members. */
final class DisjointSets {

  private final int[] parent;

  DisjointSets(int size) {
    parent = new int[size];
    for (int k = 0; k < size; k++) {
      parent[k] = k;
    }
  }

  int of(int member) {
    int root = member;
    while (parent[root] != root) {
      parent[root] = parent[parent[root]];
      root = parent[root];
    }
    return root;
  }

  void join(int one, int other) {
    int a = of(one);
    int b = of(other);
    parent[Math.max(a, b)] = Math.min(a, b);
  }
}
