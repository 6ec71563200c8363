package dev.nervure.homology;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Textbook persistent homology over Z/p: all simplices in a list, boundary matrix reduced column by
 * column from left to right (Edelsbrunner, Letscher, Zomorodian 2002; Zomorodian, Carlsson 2005).
 * Slow on purpose, shares no code with the kernel.
 */
final class NaivePersistence {
  private final float[][] distance;
  private final float threshold;
  private final int maxDimension;
  private final int prime;
  private final List<int[]> simplices = new ArrayList<>();
  private final List<Float> diameters = new ArrayList<>();

  NaivePersistence(float[][] distance, float threshold, int maxDimension, int prime) {
    this.distance = distance;
    this.threshold = threshold;
    this.maxDimension = maxDimension;
    this.prime = prime;
  }

  /** Sorted bars of positive length by dimension, each as "birth death". */
  List<List<String>> bars() {
    expand(new int[0], 0f);
    Integer[] order = new Integer[simplices.size()];
    Arrays.setAll(order, i -> i);
    Arrays.sort(
        order,
        (a, b) -> {
          int byDiameter = Float.compare(diameters.get(a), diameters.get(b));
          return byDiameter != 0
              ? byDiameter
              : simplices.get(a).length != simplices.get(b).length
                  ? Integer.compare(simplices.get(a).length, simplices.get(b).length)
                  : Arrays.compare(simplices.get(a), simplices.get(b));
        });
    Map<String, Integer> position = new HashMap<>();
    for (int i = 0; i < order.length; i++) {
      position.put(Arrays.toString(simplices.get(order[i])), i);
    }
    List<List<String>> bars = new ArrayList<>();
    for (int d = 0; d <= maxDimension; d++) {
      bars.add(new ArrayList<>());
    }
    Map<Integer, TreeMap<Integer, Integer>> byPivot = new HashMap<>();
    boolean[] paired = new boolean[order.length];
    for (int j = 0; j < order.length; j++) {
      int[] simplex = simplices.get(order[j]);
      TreeMap<Integer, Integer> column = boundary(simplex, position);
      while (!column.isEmpty()) {
        TreeMap<Integer, Integer> other = byPivot.get(column.lastKey());
        if (other == null) {
          break;
        }
        int factor =
            prime - column.lastEntry().getValue() * inverse(other.lastEntry().getValue()) % prime;
        other.forEach((row, value) -> addTo(column, row, factor * value));
      }
      if (!column.isEmpty()) {
        int birth = column.lastKey();
        byPivot.put(birth, column);
        paired[birth] = true;
        paired[j] = true;
        float from = diameters.get(order[birth]);
        float to = diameters.get(order[j]);
        if (to > from) {
          bars.get(simplex.length - 2).add(from + " " + to);
        }
      }
    }
    for (int i = 0; i < order.length; i++) {
      int dimension = simplices.get(order[i]).length - 1;
      if (!paired[i] && dimension <= maxDimension) {
        bars.get(dimension).add(diameters.get(order[i]) + " Infinity");
      }
    }
    bars.forEach(list -> list.sort(null));
    return bars;
  }

  private void expand(int[] simplex, float diameter) {
    if (simplex.length > 0) {
      simplices.add(simplex);
      diameters.add(diameter);
    }
    if (simplex.length == maxDimension + 2) {
      return;
    }
    for (int v = simplex.length == 0 ? 0 : simplex[simplex.length - 1] + 1;
        v < distance.length;
        v++) {
      float longest = diameter;
      for (int u : simplex) {
        longest = Math.max(longest, distance[u][v]);
      }
      if (longest <= threshold && longest < Float.POSITIVE_INFINITY) {
        int[] extended = Arrays.copyOf(simplex, simplex.length + 1);
        extended[simplex.length] = v;
        expand(extended, longest);
      }
    }
  }

  private TreeMap<Integer, Integer> boundary(int[] simplex, Map<String, Integer> position) {
    TreeMap<Integer, Integer> column = new TreeMap<>();
    if (simplex.length == 1) {
      return column;
    }
    for (int out = 0; out < simplex.length; out++) {
      int[] facet = new int[simplex.length - 1];
      for (int i = 0, k = 0; i < simplex.length; i++) {
        if (i != out) {
          facet[k++] = simplex[i];
        }
      }
      addTo(column, position.get(Arrays.toString(facet)), out % 2 == 0 ? 1 : prime - 1);
    }
    return column;
  }

  private void addTo(TreeMap<Integer, Integer> column, int row, int value) {
    int sum = Math.floorMod(column.getOrDefault(row, 0) + value, prime);
    if (sum == 0) {
      column.remove(row);
    } else {
      column.put(row, sum);
    }
  }

  private int inverse(int a) {
    for (int b = 1; b < prime; b++) {
      if (a * b % prime == 1) {
        return b;
      }
    }
    throw new IllegalStateException(a + " has no inverse");
  }
}
