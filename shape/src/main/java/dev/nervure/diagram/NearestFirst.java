package dev.nervure.diagram;

import java.util.Arrays;

/**
 * Numbers with distances, taken out from the nearest on, the smaller number first where distances
 * are equal: a binary heap. A number may be in it several times.
 */
final class NearestFirst {
  private int[] numbers;
  private double[] distances;
  private int size;

  NearestFirst(int expected) {
    numbers = new int[expected];
    distances = new double[expected];
  }

  void clear() {
    size = 0;
  }

  /** The least distance; infinite when empty. */
  double nearest() {
    return size == 0 ? Double.POSITIVE_INFINITY : distances[0];
  }

  void add(int number, double distance) {
    if (size == numbers.length) {
      numbers = Arrays.copyOf(numbers, 2 * size);
      distances = Arrays.copyOf(distances, 2 * size);
    }
    int at = size++;
    while (at > 0 && isBefore(number, distance, (at - 1) / 2)) {
      numbers[at] = numbers[(at - 1) / 2];
      distances[at] = distances[(at - 1) / 2];
      at = (at - 1) / 2;
    }
    numbers[at] = number;
    distances[at] = distance;
  }

  /** Takes the nearest out; not when empty. */
  int take() {
    int taken = numbers[0];
    int number = numbers[--size];
    double distance = distances[size];
    int at = 0;
    while (2 * at + 1 < size) {
      int child = 2 * at + 1;
      if (child + 1 < size && isBefore(numbers[child + 1], distances[child + 1], child)) {
        child++;
      }
      if (isBefore(number, distance, child)) {
        break;
      }
      numbers[at] = numbers[child];
      distances[at] = distances[child];
      at = child;
    }
    numbers[at] = number;
    distances[at] = distance;
    return taken;
  }

  private boolean isBefore(int number, double distance, int place) {
    return distance != distances[place] ? distance < distances[place] : number < numbers[place];
  }
}
