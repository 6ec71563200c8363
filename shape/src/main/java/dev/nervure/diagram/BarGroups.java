package dev.nervure.diagram;

import java.util.Arrays;

/**
 * The different bars of finite length of a diagram, in its order, and how often each is there:
 * equal bars are one thing to whoever pairs them.
 *
 * @param births of each
 * @param deaths of each
 * @param counts of each, at least 1
 */
record BarGroups(double[] births, double[] deaths, int[] counts) {

  static BarGroups of(PersistenceDiagram diagram) {
    double[] births = new double[diagram.size()];
    double[] deaths = new double[diagram.size()];
    int[] counts = new int[diagram.size()];
    int groups = 0;
    for (double[] bar : diagram.finitePairs()) {
      if (groups > 0 && births[groups - 1] == bar[0] && deaths[groups - 1] == bar[1]) {
        counts[groups - 1]++;
      } else {
        births[groups] = bar[0];
        deaths[groups] = bar[1];
        counts[groups++] = 1;
      }
    }
    return new BarGroups(
        Arrays.copyOf(births, groups),
        Arrays.copyOf(deaths, groups),
        Arrays.copyOf(counts, groups));
  }

  int size() {
    return births.length;
  }

  double length(int i) {
    return deaths[i] - births[i];
  }

  /** The greatest length; 0 without bars. */
  double longest() {
    double longest = 0;
    for (int i = 0; i < births.length; i++) {
      longest = Math.max(longest, length(i));
    }
    return longest;
  }
}
