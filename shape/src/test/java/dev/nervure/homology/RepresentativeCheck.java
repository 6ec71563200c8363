package dev.nervure.homology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Checks of a bar's chains straight from the definitions. */
final class RepresentativeCheck {
  private RepresentativeCheck() {}

  static void check(Representative bar, float[][] distance, float threshold, int prime) {
    float last = Math.min(Math.nextDown((float) bar.death()), threshold);
    cycleIsBornAtTheBirth(bar, distance, prime);
    cocycleVanishesOnCofacets(bar, distance, last, prime);
    if (bar.cycle().size() > 0) {
      assertThat(pairing(bar, prime)).as("cocycle on cycle of %s", bar).isNotZero();
    }
  }

  private static void cycleIsBornAtTheBirth(Representative bar, float[][] distance, int prime) {
    Map<String, Integer> boundary = new HashMap<>();
    float longest = 0;
    for (int k = 0; k < bar.cycle().size(); k++) {
      int[] simplex = bar.cycle().simplices().get(k);
      longest = Math.max(longest, diameter(simplex, distance));
      for (int out = 0; out < simplex.length; out++) {
        int sign = out % 2 == 0 ? 1 : -1;
        boundary.merge(without(simplex, out), sign * bar.cycle().coefficients()[k], Integer::sum);
      }
    }
    boundary.forEach(
        (facet, sum) -> assertThat(Math.floorMod(sum, prime)).as("%s in %s", facet, bar).isZero());
    if (bar.cycle().size() > 0) {
      assertThat((double) longest).isEqualTo(bar.birth());
    }
  }

  private static void cocycleVanishesOnCofacets(
      Representative bar, float[][] distance, float last, int prime) {
    Map<String, Integer> cochain = new HashMap<>();
    for (int k = 0; k < bar.cocycle().size(); k++) {
      cochain.put(
          Arrays.toString(bar.cocycle().simplices().get(k)), bar.cocycle().coefficients()[k]);
    }
    // Simplices at the death itself may enter before the death simplex: only strictly smaller ones
    // are sure.
    everyCofacet(new int[0], bar, distance, last, cochain, prime);
  }

  private static void everyCofacet(
      int[] simplex,
      Representative bar,
      float[][] distance,
      float last,
      Map<String, Integer> cochain,
      int prime) {
    if (simplex.length == bar.dimension() + 2) {
      int sum = 0;
      for (int out = 0; out < simplex.length; out++) {
        sum += (out % 2 == 0 ? 1 : -1) * cochain.getOrDefault(without(simplex, out), 0);
      }
      assertThat(Math.floorMod(sum, prime)).as("%s in %s", Arrays.toString(simplex), bar).isZero();
      return;
    }
    for (int v = simplex.length == 0 ? 0 : simplex[simplex.length - 1] + 1;
        v < distance.length;
        v++) {
      int[] extended = Arrays.copyOf(simplex, simplex.length + 1);
      extended[simplex.length] = v;
      if (diameter(extended, distance) <= last) {
        everyCofacet(extended, bar, distance, last, cochain, prime);
      }
    }
  }

  private static int pairing(Representative bar, int prime) {
    Map<String, Integer> cochain = new HashMap<>();
    for (int k = 0; k < bar.cocycle().size(); k++) {
      cochain.put(
          Arrays.toString(bar.cocycle().simplices().get(k)), bar.cocycle().coefficients()[k]);
    }
    int sum = 0;
    for (int k = 0; k < bar.cycle().size(); k++) {
      sum +=
          bar.cycle().coefficients()[k]
              * cochain.getOrDefault(Arrays.toString(bar.cycle().simplices().get(k)), 0);
    }
    return Math.floorMod(sum, prime);
  }

  private static float diameter(int[] simplex, float[][] distance) {
    float longest = 0;
    for (int i = 0; i < simplex.length; i++) {
      for (int j = 0; j < i; j++) {
        longest = Math.max(longest, distance[simplex[i]][simplex[j]]);
      }
    }
    return longest;
  }

  private static String without(int[] simplex, int out) {
    int[] facet = new int[simplex.length - 1];
    for (int i = 0, k = 0; i < simplex.length; i++) {
      if (i != out) {
        facet[k++] = simplex[i];
      }
    }
    return Arrays.toString(facet);
  }
}
