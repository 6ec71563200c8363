package dev.nervure.dimension;

/** Finds the k-th smallest of some numbers (Hoare's selection). */
final class OrderStatistics {
  private OrderStatistics() {}

  /**
   * The number that would stand at a place if the first {@code length} were sorted. O(length) on
   * average. Numbers are moved: those before the place are no larger afterwards, those behind it no
   * smaller.
   *
   * @param place 0 for the smallest
   */
  static double smallest(double[] numbers, int length, int place) {
    int low = 0;
    int high = length - 1;
    while (low < high) {
      double pivot = middle(numbers[low], numbers[(low + high) >>> 1], numbers[high]);
      int left = low;
      int right = high;
      while (left <= right) {
        while (numbers[left] < pivot) {
          left++;
        }
        while (numbers[right] > pivot) {
          right--;
        }
        if (left <= right) {
          double swapped = numbers[left];
          numbers[left++] = numbers[right];
          numbers[right--] = swapped;
        }
      }
      if (place <= right) {
        high = right;
      } else if (place >= left) {
        low = left;
      } else {
        return numbers[place];
      }
    }
    return numbers[place];
  }

  private static double middle(double a, double b, double c) {
    return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
  }
}
