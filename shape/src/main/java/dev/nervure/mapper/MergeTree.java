package dev.nervure.mapper;

import dev.nervure.homology.Forest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How points merge along a spanning tree as the length grows; all merges of one length that meet
 * are one. Node i below n is point i, the nodes from n on are merges, in the order of their
 * lengths; the last is all points.
 */
final class MergeTree {
  private final int points;
  private final List<int[]> children = new ArrayList<>();
  private final List<Double> lengths = new ArrayList<>();
  private final List<Integer> sizes = new ArrayList<>();

  private MergeTree(int points) {
    this.points = points;
  }

  /** The merges of at least one point. */
  static MergeTree of(LinkageTree tree) {
    int n = tree.size() + 1;
    MergeTree merges = new MergeTree(n);
    Forest forest = new Forest(n);
    int[] nodeOfRoot = new int[n];
    Arrays.setAll(nodeOfRoot, i -> i);
    for (int from = 0; from < tree.size(); ) {
      int to = from + 1;
      while (to < tree.size() && tree.length(to) == tree.length(from)) {
        to++;
      }
      merges.merge(tree, from, to, forest, nodeOfRoot);
      from = to;
    }
    return merges;
  }

  private void merge(LinkageTree tree, int from, int to, Forest forest, int[] nodeOfRoot) {
    int[] roots = new int[2 * (to - from)];
    for (int e = from; e < to; e++) {
      roots[2 * (e - from)] = forest.find(tree.first(e));
      roots[2 * (e - from) + 1] = forest.find(tree.second(e));
    }
    int[] before = Arrays.stream(roots).sorted().distinct().toArray();
    for (int e = from; e < to; e++) {
      forest.join(tree.first(e), tree.second(e));
    }
    // The root of a component is its smallest point, so that it is its first member here too.
    List<List<Integer>> members = new ArrayList<>();
    int[] place = new int[before.length];
    for (int b = 0; b < before.length; b++) {
      int root = forest.find(before[b]);
      if (root == before[b]) {
        place[b] = members.size();
        members.add(new ArrayList<>());
      } else {
        place[b] = place[Arrays.binarySearch(before, root)];
      }
      members.get(place[b]).add(nodeOfRoot[before[b]]);
    }
    for (int b = 0; b < before.length; b++) {
      if (forest.find(before[b]) == before[b]) {
        int[] merged = members.get(place[b]).stream().mapToInt(Integer::intValue).toArray();
        nodeOfRoot[before[b]] = points + children.size();
        children.add(merged);
        lengths.add(tree.length(from));
        sizes.add(Arrays.stream(merged).map(this::size).sum());
      }
    }
  }

  /** Number of points. */
  int points() {
    return points;
  }

  /** The node of all points. */
  int root() {
    return points + children.size() - 1;
  }

  /** What a merge joins; nothing of a point. */
  int[] children(int node) {
    return node < points ? new int[0] : children.get(node - points);
  }

  /** The length at which a merge happens; 0 of a point. */
  double length(int node) {
    return node < points ? 0 : lengths.get(node - points);
  }

  /** Number of points below. */
  int size(int node) {
    return node < points ? 1 : sizes.get(node - points);
  }
}
