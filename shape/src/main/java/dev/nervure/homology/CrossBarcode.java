package dev.nervure.homology;

import dev.nervure.diagram.DiagramSource;
import dev.nervure.diagram.PersistenceDiagram;
import dev.nervure.points.DistanceMatrix;
import dev.nervure.progress.Progress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The cross-barcode of degree 1 (Barannikov, Trofimov, Sotnikov, Trimbach, Korotin, Filippov,
 * Burnaev, "Manifold Topology Divergence", NeurIPS 2021; with other distances the R-cross-barcode
 * of "Representation Topology Divergence", ICML 2022): the loops of the Rips filtration of points
 * together with a base whose members all are at distance 0 from each other. A loop of it is a loop
 * of the points that the base does not have at the same scale, or a way from the base to itself
 * through the points that is not yet filled. Over Z/2, exactly.
 *
 * <p>The published algorithm puts points and base, n + q vertices, into a program for persistent
 * homology. Here the base is a single vertex: it is one simplex from scale 0 on, so that the
 * complex has the homology of the points' complex with a cone over those simplices that some member
 * of the base is near to as a whole (the members near to a simplex are a simplex or nothing). Of
 * that cone degree 1 needs the edges and triangles only ({@link ConedFiltration}). Its loops are
 * found by persistent cohomology with clearing; an edge whose first triangle has it as its last
 * edge is paired without looking at others.
 *
 * <p>Cost: O(n^2 q + n^3) time at least, a quarter of a second for n = q = 500, and what is left
 * for reduction; 24 n^2 bytes.
 */
public final class CrossBarcode {
  private static final int EDGES_A_LOOK = 512;

  private final ConedFiltration filtration;
  private final Progress progress;
  private final long[] coboundary;
  private final RadixHeap heap = new RadixHeap();

  /** Of each edge by number: the key of its first triangle, once its loop has been filled. */
  private final long[] first;

  /** The edges whose columns add up to the one with this pivot, by number. */
  private final Map<Long, int[]> reduced = new HashMap<>();

  private CrossBarcode(ConedFiltration filtration, Progress progress) {
    this.filtration = filtration;
    this.progress = progress;
    this.coboundary = new long[filtration.vertices() - 2];
    this.first = new long[filtration.edges()];
  }

  /**
   * The bars.
   *
   * @param within distances of the points, all finite; at least two points and at most 2900
   * @param toBase one row a point: its distances from the members of the base, at least one, finite
   *     and at least 0
   * @throws IllegalArgumentException for anything else
   */
  public static PersistenceDiagram of(DistanceMatrix within, float[][] toBase, Progress progress) {
    int n = within.size();
    if (n < 2 || n > ConedFiltration.MOST_POINTS) {
      throw new IllegalArgumentException(
          "a cross-barcode takes 2 to %d points but got %d"
              .formatted(ConedFiltration.MOST_POINTS, n));
    }
    if (toBase.length != n) {
      throw new IllegalArgumentException(
          "%d points have distances from the base of %d".formatted(n, toBase.length));
    }
    for (float[] row : toBase) {
      requireDistances(row, toBase[0].length);
    }
    requireDistances(within.lower(), within.lower().length);
    return new CrossBarcode(new ConedFiltration(within, toBase, progress), progress).diagram(n);
  }

  private static void requireDistances(float[] row, int length) {
    if (row.length != length || length == 0) {
      throw new IllegalArgumentException(
          "every point needs %d distances from the base, at least one, but one has %d"
              .formatted(length, row.length));
    }
    for (float distance : row) {
      if (!(distance >= 0) || Float.isInfinite(distance)) {
        throw new IllegalArgumentException(
            "distances must be finite and at least 0 but one is " + distance);
      }
    }
  }

  private PersistenceDiagram diagram(int n) {
    int edges = filtration.edges();
    boolean[] joins = joins(edges);
    List<double[]> bars = new ArrayList<>();
    for (int position = edges - 1; position >= 0; position--) {
      if (position % EDGES_A_LOOK == 0) {
        progress.checkCancelled();
      }
      if (!joins[position]) {
        long edge = filtration.edgeAt(position);
        long death = death(edge);
        float born = ConedFiltration.value(edge);
        float dead = ConedFiltration.value(death);
        if (dead > born) {
          bars.add(new double[] {born, dead});
        }
      }
    }
    double[] births = bars.stream().mapToDouble(bar -> bar[0]).toArray();
    double[] deaths = bars.stream().mapToDouble(bar -> bar[1]).toArray();
    return PersistenceDiagram.ofUnsorted(
        1, births, deaths, DiagramSource.exact(2, "cross distances", Double.POSITIVE_INFINITY, n));
  }

  /** Which edges join components, by position: they end a bar of degree 0 and begin none. */
  private boolean[] joins(int edges) {
    boolean[] joins = new boolean[edges];
    Forest forest = new Forest(filtration.vertices());
    for (int position = 0; position < edges; position++) {
      int number = ConedFiltration.edgeNumber(filtration.edgeAt(position));
      int v = ConedFiltration.larger(number);
      joins[position] = forest.join(v, ConedFiltration.smaller(number, v));
    }
    return joins;
  }

  /** The triangle that fills the loop which an edge closes. */
  private long death(long edge) {
    int number = ConedFiltration.edgeNumber(edge);
    int v = ConedFiltration.larger(number);
    long pivot = filtration.firstTriangle(v, ConedFiltration.smaller(number, v));
    first[number] = pivot;
    if (filtration.lastEdge(pivot) == edge) {
      return pivot;
    }
    heap.clear();
    push(number, -1);
    int[] chain = {number};
    int length = 1;
    while (true) {
      pivot = heap.pop();
      int[] column = columnOf(pivot);
      if (column.length == 0) {
        break;
      }
      if (length + column.length > chain.length) {
        chain = Arrays.copyOf(chain, Math.max(2 * chain.length, length + column.length));
      }
      for (int other : column) {
        push(other, pivot);
        chain[length++] = other;
      }
    }
    reduced.put(pivot, odd(Arrays.copyOf(chain, length)));
    return pivot;
  }

  /** The edges whose columns add up to the one with this pivot; empty where there is none. */
  private int[] columnOf(long pivot) {
    int[] known = reduced.get(pivot);
    if (known != null) {
      return known;
    }
    int last = ConedFiltration.edgeNumber(filtration.lastEdge(pivot));
    return first[last] == pivot ? new int[] {last} : new int[0];
  }

  /** Adds the triangles of an edge after one that cancels, and with it all before it. */
  private void push(int edgeNumber, long after) {
    int v = ConedFiltration.larger(edgeNumber);
    filtration.coboundary(v, ConedFiltration.smaller(edgeNumber, v), coboundary);
    int kept = 0;
    for (long triangle : coboundary) {
      if (triangle > after) {
        coboundary[kept++] = triangle;
      }
    }
    heap.pushAll(coboundary, kept);
  }

  /** The numbers that occur an odd number of times. */
  private static int[] odd(int[] numbers) {
    Arrays.sort(numbers);
    int kept = 0;
    for (int i = 0; i < numbers.length; i++) {
      if (kept > 0 && numbers[kept - 1] == numbers[i]) {
        kept--;
      } else {
        numbers[kept++] = numbers[i];
      }
    }
    return Arrays.copyOf(numbers, kept);
  }
}
