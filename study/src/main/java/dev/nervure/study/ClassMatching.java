package dev.nervure.study;

import java.util.Arrays;

/**
 * The best matching of classes with outputs: each class gets an output of its own so that the most
 * samples are right. Solved exactly, by shortest augmenting paths (the Hungarian method with
 * potentials), in O(classes^2 x outputs).
 */
final class ClassMatching {
  private ClassMatching() {}

  /**
   * The output of each class.
   *
   * @param counts classes x outputs: how often a sample of the class got the answer; at least as
   *     many outputs as classes
   */
  static int[] best(int[][] counts) {
    int classes = counts.length;
    int outputs = counts[0].length;
    long[] classPrice = new long[classes + 1];
    long[] outputPrice = new long[outputs + 1];
    int[] classOf = new int[outputs + 1]; // from 1; 0 is none
    int[] before = new int[outputs + 1];
    for (int added = 1; added <= classes; added++) {
      classOf[0] = added;
      int at = 0;
      long[] shortest = new long[outputs + 1];
      Arrays.fill(shortest, Long.MAX_VALUE);
      boolean[] done = new boolean[outputs + 1];
      do {
        done[at] = true;
        int from = classOf[at];
        long step = Long.MAX_VALUE;
        int next = 0;
        for (int output = 1; output <= outputs; output++) {
          if (done[output]) {
            continue;
          }
          long cost = -counts[from - 1][output - 1] - classPrice[from] - outputPrice[output];
          if (cost < shortest[output]) {
            shortest[output] = cost;
            before[output] = at;
          }
          if (shortest[output] < step) {
            step = shortest[output];
            next = output;
          }
        }
        for (int output = 0; output <= outputs; output++) {
          if (done[output]) {
            classPrice[classOf[output]] += step;
            outputPrice[output] -= step;
          } else {
            shortest[output] -= step;
          }
        }
        at = next;
      } while (classOf[at] != 0);
      while (at != 0) {
        classOf[at] = classOf[before[at]];
        at = before[at];
      }
    }
    int[] outputOf = new int[classes];
    for (int output = 1; output <= outputs; output++) {
      if (classOf[output] != 0) {
        outputOf[classOf[output] - 1] = output - 1;
      }
    }
    return outputOf;
  }
}
