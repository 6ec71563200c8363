package dev.nervure.mapper;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * The clusters of HDBSCAN* that live for a while: going down the merges a cluster loses points,
 * until it splits into two or more that are large enough. Lengths count by their inverse, lambda;
 * the stability of a cluster is the sum over its points of how much lambda grows while they are in
 * it, and the clusters chosen are those that do not lie within each other and have the largest sum.
 */
final class CondensedTree {
  private final MergeTree merges;
  private final int minClusterSize;

  /** Lambda of merges at length 0 and close to it, so that stabilities stay finite. */
  private final double largestLambda;

  private final List<Integer> parents = new ArrayList<>();
  private final List<Double> stabilities = new ArrayList<>();

  /** For each point the last cluster that it was in. */
  private final int[] lastCluster;

  CondensedTree(MergeTree merges, int minClusterSize) {
    this.merges = merges;
    this.minClusterSize = minClusterSize;
    lastCluster = new int[merges.points()];
    double shortest = Double.POSITIVE_INFINITY;
    for (int node = merges.points(); node <= merges.root(); node++) {
      double length = merges.length(node);
      shortest = length > 0 ? Math.min(shortest, length) : shortest;
    }
    largestLambda = Double.isInfinite(shortest) ? 1 : 1 / shortest;
    condense();
  }

  /** A merge to be looked at, and the cluster that it belongs to. */
  private record Visit(int node, int cluster, double birth) {}

  private double lambda(int node) {
    return merges.length(node) > 0 ? 1 / merges.length(node) : largestLambda;
  }

  private int add(int parent) {
    parents.add(parent);
    stabilities.add(0.0);
    return parents.size() - 1;
  }

  private void condense() {
    Deque<Visit> open = new ArrayDeque<>();
    open.push(new Visit(merges.root(), add(-1), 0));
    while (!open.isEmpty()) {
      Visit visit = open.pop();
      double lambda = lambda(visit.node());
      int large = 0;
      for (int child : merges.children(visit.node())) {
        large += merges.size(child) >= minClusterSize ? 1 : 0;
      }
      for (int child : merges.children(visit.node())) {
        int size = merges.size(child);
        if (size >= minClusterSize && large == 1) {
          open.push(new Visit(child, visit.cluster(), visit.birth()));
        } else {
          grow(visit.cluster(), size * (lambda - visit.birth()));
          if (size >= minClusterSize) {
            open.push(new Visit(child, add(visit.cluster()), lambda));
          } else {
            leave(child, visit.cluster());
          }
        }
      }
    }
  }

  private void grow(int cluster, double stability) {
    stabilities.set(cluster, stabilities.get(cluster) + stability);
  }

  private void leave(int node, int cluster) {
    Deque<Integer> open = new ArrayDeque<>();
    open.push(node);
    while (!open.isEmpty()) {
      int next = open.pop();
      if (next < merges.points()) {
        lastCluster[next] = cluster;
      }
      for (int child : merges.children(next)) {
        open.push(child);
      }
    }
  }

  /** The chosen clusters. A cluster has a lower number than those within it. */
  Clustering clustering() {
    int clusters = parents.size();
    double[] within = new double[clusters];
    double[] best = new double[clusters];
    boolean[] chosen = new boolean[clusters];
    for (int c = clusters - 1; c >= 0; c--) {
      chosen[c] = stabilities.get(c) >= within[c];
      best[c] = Math.max(stabilities.get(c), within[c]);
      if (parents.get(c) >= 0) {
        within[parents.get(c)] += best[c];
      }
    }
    int[] outermost = new int[clusters];
    for (int c = 0; c < clusters; c++) {
      int parent = parents.get(c);
      int above = parent < 0 ? Clustering.NOISE : outermost[parent];
      outermost[c] = above == Clustering.NOISE && chosen[c] ? c : above;
    }
    return Labels.ofNames(Arrays.stream(lastCluster).map(c -> outermost[c]).toArray(), clusters);
  }
}
