package dev.nervure.neighbors;

import dev.nervure.points.PointTile;

/**
 * The k nearest of the points offered so far, in a heap with the farthest on top; of two at the
 * same distance the one with the larger index counts as farther. Points must come in the order of
 * their index. Not thread safe; one per query.
 */
final class NearestQueue {

  private final double[] distance;
  private final int[] index;
  private int size;

  NearestQueue(int k) {
    this.distance = new double[k];
    this.index = new int[k];
  }

  void offerAll(PointTile tile, double[] distances, int query) {
    for (int w = 0; w < tile.width(); w++) {
      int candidate = tile.from() + w;
      boolean open = size < distance.length || distances[w] < distance[0];
      if (open && candidate != query) {
        offer(distances[w], candidate);
      }
    }
  }

  private void offer(double newDistance, int newIndex) {
    if (size < distance.length) {
      int at = size++;
      while (at > 0) {
        int parent = (at - 1) / 2;
        if (!farther(newDistance, newIndex, distance[parent], index[parent])) {
          break;
        }
        distance[at] = distance[parent];
        index[at] = index[parent];
        at = parent;
      }
      distance[at] = newDistance;
      index[at] = newIndex;
    } else {
      siftDown(newDistance, newIndex, size);
    }
  }

  private void siftDown(double newDistance, int newIndex, int end) {
    int at = 0;
    while (true) {
      int child = 2 * at + 1;
      if (child >= end) {
        break;
      }
      if (child + 1 < end
          && farther(distance[child + 1], index[child + 1], distance[child], index[child])) {
        child++;
      }
      if (!farther(distance[child], index[child], newDistance, newIndex)) {
        break;
      }
      distance[at] = distance[child];
      index[at] = index[child];
      at = child;
    }
    distance[at] = newDistance;
    index[at] = newIndex;
  }

  private static boolean farther(double a, int indexA, double b, int indexB) {
    return a > b || (a == b && indexA > indexB);
  }

  /** Indices, nearest first. Call once, when all points were offered. */
  int[] sortedIndices() {
    for (int end = size - 1; end > 0; end--) {
      double lastDistance = distance[end];
      int lastIndex = index[end];
      distance[end] = distance[0];
      index[end] = index[0];
      siftDown(lastDistance, lastIndex, end);
    }
    return index;
  }

  /** Distances, ascending, after {@link #sortedIndices()}. */
  double[] sortedDistances() {
    return distance;
  }
}
