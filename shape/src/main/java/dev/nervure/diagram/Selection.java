package dev.nervure.diagram;

/** Splits indices at a place of their order by a value, in linear time on average. */
final class Selection {
  private Selection() {}

  /** Puts the smaller ones before position {@code middle} and the larger ones behind it. */
  static void split(int[] order, double[] values, int from, int middle, int to) {
    int low = from;
    int high = to;
    while (low < high) {
      double pivot = values[order[(low + high) >>> 1]];
      int i = low;
      int j = high;
      while (i <= j) {
        while (values[order[i]] < pivot) {
          i++;
        }
        while (values[order[j]] > pivot) {
          j--;
        }
        if (i <= j) {
          int swapped = order[i];
          order[i++] = order[j];
          order[j--] = swapped;
        }
      }
      if (middle <= j) {
        high = j;
      } else if (middle >= i) {
        low = i;
      } else {
        return;
      }
    }
  }
}
