package dev.nervure.homology;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Turns the columns of the general kernel into representatives of bars. */
final class Representatives {
  private Representatives() {}

  /**
   * Representatives of all bars of positive length of one dimension, sorted by birth and then by
   * death.
   */
  static List<Representative> of(
      FilteredGraph graph,
      FieldComplex complex,
      PrimeField field,
      FieldKernel.Pairs pairs,
      int dimension,
      WorkLimit limit) {
    CycleFinder finder = new CycleFinder(graph, complex, field, pairs, dimension, limit);
    List<Representative> found = new ArrayList<>();
    for (int column = 0; column < pairs.births.size; column++) {
      double birth = graph.length(pairs.births.rank[column]);
      int deathRank = pairs.deaths.rank[column];
      double death = deathRank < 0 ? Double.POSITIVE_INFINITY : graph.length(deathRank);
      if (death > birth) {
        Chain cocycle = chain(pairs.columns.get(column), complex, dimension);
        Chain cycle = chain(finder.cycle(column), complex, dimension);
        found.add(new Representative(dimension, birth, death, cocycle, cycle));
      }
    }
    found.sort(
        Comparator.comparingDouble(Representative::birth)
            .thenComparingDouble(Representative::death));
    return found;
  }

  private static Chain chain(FieldChain chain, FieldComplex complex, int dimension) {
    List<int[]> simplices = new ArrayList<>(chain.size);
    int[] coefficients = new int[chain.size];
    for (int i = 0; i < chain.size; i++) {
      int[] descending = complex.vertices(chain.rank[i], chain.digits[i], dimension);
      int[] ascending = new int[descending.length];
      for (int k = 0; k < descending.length; k++) {
        ascending[k] = descending[descending.length - 1 - k];
      }
      simplices.add(ascending);
      coefficients[i] = chain.coefficient[i];
    }
    return new Chain(simplices, coefficients);
  }
}
