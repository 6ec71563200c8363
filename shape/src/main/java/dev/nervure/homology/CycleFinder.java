package dev.nervure.homology;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Cycles of the bars that cohomology found: the boundary of a death simplex, reduced by the
 * boundaries of earlier death simplices until its latest simplex is the birth (Cufar, Virk, "Fast
 * computation of persistent homology representatives with involuted persistent homology", 2021).
 * Only the columns that are met get reduced. Not thread safe.
 */
final class CycleFinder {
  private final FilteredGraph graph;
  private final FieldComplex complex;
  private final PrimeField field;
  private final FieldKernel.Pairs pairs;
  private final int dimension;
  private final WorkLimit limit;
  private final Map<Integer, FieldChain> reduced = new HashMap<>();

  CycleFinder(
      FilteredGraph graph,
      FieldComplex complex,
      PrimeField field,
      FieldKernel.Pairs pairs,
      int dimension,
      WorkLimit limit) {
    this.graph = graph;
    this.complex = complex;
    this.field = field;
    this.pairs = pairs;
    this.dimension = dimension;
    this.limit = limit;
  }

  /** A column under reduction. */
  private record Frame(int column, FieldHeap heap) {}

  /** Cycle of the bar of a column. */
  FieldChain cycle(int column) {
    if (pairs.deaths.rank[column] < 0) {
      return dimension == 1 ? essentialLoop(pairs.births.rank[column]) : new FieldChain(0);
    }
    Deque<Frame> frames = new ArrayDeque<>();
    frames.push(open(column));
    while (true) {
      Frame frame = frames.peek();
      int needed = advance(frame);
      limit.worked(1);
      if (needed >= 0) {
        frames.push(open(needed));
        continue;
      }
      FieldChain drained = drain(frame.heap());
      reduced.put(frame.column(), drained);
      frames.pop();
      if (frames.isEmpty()) {
        return drained;
      }
    }
  }

  private Frame open(int column) {
    FieldHeap heap = new FieldHeap(field, true);
    complex.boundary(
        pairs.deaths.rank[column], pairs.deaths.digits[column], dimension + 1, 1, heap);
    return new Frame(column, heap);
  }

  /**
   * Reduces until the birth is the latest simplex (-1), or a column is needed that is not reduced
   * yet (its number).
   */
  private int advance(Frame frame) {
    FieldHeap heap = frame.heap();
    int birthRank = pairs.births.rank[frame.column()];
    long birthDigits = pairs.births.digits[frame.column()];
    while (heap.pop()) {
      int rank = heap.rank();
      long digits = heap.digits();
      int coefficient = heap.coefficient();
      heap.push(rank, digits, coefficient);
      if (rank == birthRank && digits == birthDigits) {
        return -1;
      }
      long cofacet = complex.apparentCofacet(rank, digits, dimension);
      if (cofacet >= 0) {
        cancelByApparentCofacet(rank, digits, cofacet, coefficient, heap);
        continue;
      }
      int owner = pairs.byBirth.get(rank, digits);
      FieldChain other = reduced.get(owner);
      if (other == null) {
        return owner;
      }
      // The latest simplex of a reduced chain is its last entry.
      int factor = field.negate(field.divide(coefficient, other.coefficient[other.size - 1]));
      for (int i = 0; i < other.size; i++) {
        heap.push(other.rank[i], other.digits[i], field.multiply(factor, other.coefficient[i]));
      }
    }
    throw new IllegalStateException("a death simplex bounds nothing");
  }

  private void cancelByApparentCofacet(
      int rank, long digits, long cofacet, int coefficient, FieldHeap heap) {
    int[] larger = complex.vertices(rank, cofacet, dimension + 1);
    int[] smaller = complex.vertices(rank, digits, dimension);
    int extra = 0;
    while (extra < smaller.length && larger[extra] == smaller[extra]) {
      extra++;
    }
    int sign = ((smaller.length - extra) & 1) == 0 ? 1 : field.negate(1);
    complex.boundary(
        rank, cofacet, dimension + 1, field.negate(field.divide(coefficient, sign)), heap);
  }

  private FieldChain drain(FieldHeap heap) {
    FieldChain latestFirst = new FieldChain(16);
    while (heap.pop()) {
      latestFirst.add(heap.rank(), heap.digits(), heap.coefficient());
    }
    FieldChain chain = new FieldChain(latestFirst.size);
    for (int i = latestFirst.size - 1; i >= 0; i--) {
      chain.add(latestFirst.rank[i], latestFirst.digits[i], latestFirst.coefficient[i]);
    }
    return chain;
  }

  /** An edge closed by a path of earlier edges with the fewest steps. */
  private FieldChain essentialLoop(int rank) {
    int[] via = new int[graph.vertices()];
    Arrays.fill(via, -1);
    int goal = graph.upper(rank);
    int start = graph.lower(rank);
    NeighborLists lists = new NeighborLists(graph);
    Deque<Integer> queue = new ArrayDeque<>();
    queue.add(start);
    while (!queue.isEmpty() && via[goal] < 0) {
      int v = queue.remove();
      for (int at = lists.start[v]; at < lists.start[v + 1]; at++) {
        int next = lists.neighbor[at];
        if (lists.rank[at] < rank && via[next] < 0 && next != start) {
          via[next] = lists.rank[at];
          queue.add(next);
        }
      }
    }
    FieldChain loop = new FieldChain(16);
    loop.add(rank, 0, field.negate(1));
    for (int v = goal; v != start; ) {
      int edge = via[v];
      // Edges point from the smaller to the larger vertex; the path runs from start to goal.
      boolean along = graph.upper(edge) == v;
      loop.add(edge, 0, along ? 1 : field.negate(1));
      v = along ? graph.lower(edge) : graph.upper(edge);
    }
    return loop;
  }
}
