package dev.nervure.neighbors;

/**
 * The k nearest candidates seen so far, the farthest of them on top; of equally far ones the higher
 * index is the farther. Not thread safe; reused from point to point.
 */
final class NeighborHeap {

  private final int[] indices;
  private final double[] distances;
  private int size;

  NeighborHeap(int k) {
    indices = new int[k];
    distances = new double[k];
  }

  void clear() {
    size = 0;
  }

  /** The distance that a candidate of higher index must stay below to be taken. */
  double bound() {
    return size < distances.length ? Double.POSITIVE_INFINITY : distances[0];
  }

  /** Takes the candidate if it is nearer than the farthest, or if there is room. */
  void offer(double distance, int index) {
    if (size < distances.length) {
      int at = size++;
      while (at > 0 && isFarther(distance, index, (at - 1) / 2)) {
        move((at - 1) / 2, at);
        at = (at - 1) / 2;
      }
      place(at, distance, index);
    } else if (!isFarther(distance, index, 0)) {
      sink(distance, index, size);
    }
  }

  /** Writes the candidates, nearest first, and empties the heap. */
  void drain(int[] toIndices, double[] toDistances) {
    while (size > 0) {
      int last = --size;
      toIndices[last] = indices[0];
      toDistances[last] = distances[0];
      sink(distances[last], indices[last], last);
    }
  }

  /** Puts the candidate in place of the top of a heap with the given number of entries. */
  private void sink(double distance, int index, int count) {
    int at = 0;
    while (2 * at + 1 < count) {
      int child = 2 * at + 1;
      if (child + 1 < count && isFarther(distances[child + 1], indices[child + 1], child)) {
        child++;
      }
      if (isFarther(distance, index, child)) {
        break;
      }
      move(child, at);
      at = child;
    }
    place(at, distance, index);
  }

  private boolean isFarther(double distance, int index, int entry) {
    return distance > distances[entry] || (distance == distances[entry] && index > indices[entry]);
  }

  private void move(int from, int to) {
    place(to, distances[from], indices[from]);
  }

  private void place(int at, double distance, int index) {
    distances[at] = distance;
    indices[at] = index;
  }
}
