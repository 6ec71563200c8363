package dev.nervure.homology;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The general kernel: any prime field, simplices of two words, representatives on demand; one
 * thread. The algorithm is that of {@link RipsKernel} with a binary heap in place of the radix
 * heap.
 */
final class FieldKernel {
  private final NeighborLists lists;
  private final FilteredGraph graph;
  private final PrimeField field;
  private final FieldComplex complex;
  private final WorkLimit limit;
  private final FieldHeap working;
  private final FieldChain added = new FieldChain(64);

  FieldKernel(FilteredGraph graph, PrimeField field, WorkLimit limit) {
    this.graph = graph;
    this.field = field;
    this.limit = limit;
    lists = new NeighborLists(graph);
    complex = new FieldComplex(lists, field);
    working = new FieldHeap(field, false);
  }

  FieldComplex complex() {
    return complex;
  }

  /** Pairs of one dimension: birth and death simplices by column, with the columns themselves. */
  static final class Pairs {
    final FieldChain births = new FieldChain(64);
    final FieldChain deaths = new FieldChain(64);
    final List<FieldChain> columns = new ArrayList<>();
    final SimplexTable byDeath = new SimplexTable();
    final SimplexTable byBirth = new SimplexTable();
  }

  /**
   * Pairs of the dimensions 1 .. maxDimension; dimension 0 goes to the bars. An essential class has
   * a death of rank -1.
   */
  List<Pairs> compute(int maxDimension, Bars components) {
    List<Pairs> all = new ArrayList<>();
    Pairs below = null;
    for (int dimension = 1; dimension <= maxDimension; dimension++) {
      FieldChain columns = collect(dimension, below, components);
      below = reduce(columns, dimension);
      all.add(below);
    }
    return all;
  }

  private FieldChain collect(int dimension, @Nullable Pairs below, Bars components) {
    FieldChain columns = new FieldChain(64);
    Forest forest = new Forest(graph.vertices());
    new ListLevelWalk(lists, dimension, limit)
        .collect(
            0,
            1,
            (rank, digits) -> {
              if (below != null) {
                if (below.byDeath.get(rank, digits) < 0) {
                  columns.add(rank, digits, 1);
                }
              } else if (forest.join(graph.upper(rank), graph.lower(rank))) {
                components.add(0, graph.length(rank));
              } else {
                columns.add(rank, digits, 1);
              }
            });
    if (below == null) {
      for (int i = 0; i < forest.components(); i++) {
        components.add(0, Double.POSITIVE_INFINITY);
      }
    }
    return columns.normalised(field);
  }

  private Pairs reduce(FieldChain columns, int dimension) {
    Pairs pairs = new Pairs();
    for (int j = columns.size - 1; j >= 0; j--) {
      working.clear();
      added.clear();
      add(columns.rank[j], columns.digits[j], dimension, 1);
      int column = pairs.columns.size();
      boolean paired = false;
      while (!paired && working.pop()) {
        int rank = working.rank();
        long digits = working.digits();
        int coefficient = working.coefficient();
        int owner = pairs.byDeath.get(rank, digits);
        if (owner >= 0) {
          // The pivot was taken out; it goes back to meet its opposite.
          working.push(rank, digits, coefficient);
          int factor = field.negate(field.divide(coefficient, pairs.deaths.coefficient[owner]));
          FieldChain other = pairs.columns.get(owner);
          for (int i = 0; i < other.size; i++) {
            add(
                other.rank[i],
                other.digits[i],
                dimension,
                field.multiply(factor, other.coefficient[i]));
          }
        } else if (complex.isApparentCofacet(rank, digits, dimension + 1)) {
          working.push(rank, digits, coefficient);
          cancelByApparentFacet(rank, digits, dimension, coefficient);
        } else {
          pairs.byDeath.put(rank, digits, column);
          pairs.deaths.add(rank, digits, coefficient);
          paired = true;
        }
      }
      if (!paired) {
        pairs.deaths.add(-1, 0, 1);
      }
      pairs.byBirth.put(columns.rank[j], columns.digits[j], column);
      pairs.births.add(columns.rank[j], columns.digits[j], 1);
      pairs.columns.add(added.normalised(field));
    }
    return pairs;
  }

  private void cancelByApparentFacet(int rank, long digits, int dimension, int coefficient) {
    long facet = complex.apparentFacet(digits, dimension + 1);
    int[] larger = complex.vertices(rank, digits, dimension + 1);
    int[] smaller = complex.vertices(rank, facet, dimension);
    int missing = 0;
    while (missing < smaller.length && larger[missing] == smaller[missing]) {
      missing++;
    }
    int sign = ((smaller.length - missing) & 1) == 0 ? 1 : field.negate(1);
    add(rank, facet, dimension, field.negate(field.divide(coefficient, sign)));
  }

  private void add(int rank, long digits, int dimension, int factor) {
    complex.coboundary(rank, digits, dimension, factor, working);
    limit.worked(1);
    added.add(rank, digits, factor);
  }

  /** Bars of positive length of one dimension. */
  Bars bars(Pairs pairs) {
    Bars bars = new Bars();
    for (int i = 0; i < pairs.births.size; i++) {
      bars.add(
          graph.length(pairs.births.rank[i]),
          pairs.deaths.rank[i] < 0 ? Double.POSITIVE_INFINITY : graph.length(pairs.deaths.rank[i]));
    }
    return bars;
  }
}
