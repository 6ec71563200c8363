package dev.nervure.homology;

import dev.nervure.progress.ParallelTasks;
import dev.nervure.progress.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Vietoris-Rips persistence of a filtered graph over Z/2, dimension by dimension.
 *
 * <p>For each dimension: collect the simplices in no apparent pair (level by level), drop those
 * that are pivots of the dimension below (clearing; Chen, Kerber 2011), reduce the rest in
 * descending filtration order.
 */
final class RipsKernel {
  private final FilteredGraph graph;
  private final int threads;
  private final WorkLimit limit;
  private final Progress progress;
  private final boolean square;
  private @Nullable RankMatrix matrix;
  private @Nullable NeighborLists lists;

  /**
   * Prepares a computation.
   *
   * @param square whether to hold the graph as a square matrix, else as adjacency lists
   */
  RipsKernel(FilteredGraph graph, boolean square, int threads, WorkLimit limit, Progress progress) {
    this.progress = progress;
    this.graph = graph;
    this.square = square;
    this.threads = threads;
    this.limit = limit;
  }

  /** Bars of the dimensions 0 .. maxDimension. */
  List<Bars> compute(int maxDimension) {
    List<Bars> diagrams = new ArrayList<>();
    Bars components = new Bars();
    diagrams.add(components);
    if (maxDimension == 0) {
      Forest forest = new Forest(graph.vertices());
      for (int rank = 0; rank < graph.edges(); rank++) {
        if (forest.join(graph.upper(rank), graph.lower(rank))) {
          components.add(0, graph.length(rank));
        }
      }
      addEssential(components, forest.components());
      return diagrams;
    }
    if (square) {
      matrix = new RankMatrix(graph, threads);
    } else {
      lists = new NeighborLists(graph);
    }
    KeyBuffer columns = collect(1);
    columns.sortDescending();
    columns = joinComponents(columns, components);
    for (int dimension = 1; dimension <= maxDimension; dimension++) {
      Bars bars = new Bars();
      diagrams.add(bars);
      PivotTable pivots = reduce(dimension, columns, bars);
      if (dimension < maxDimension) {
        columns = collect(dimension + 1);
        clear(columns, pivots);
        columns.sortDescending();
      }
    }
    return diagrams;
  }

  private void addEssential(Bars bars, int count) {
    for (int i = 0; i < count; i++) {
      bars.add(0, Double.POSITIVE_INFINITY);
    }
  }

  /**
   * Kruskal's algorithm on the edges with an empty level. No other edge can join components: with a
   * vertex x in its level, the path over x is already there.
   */
  private KeyBuffer joinComponents(KeyBuffer edges, Bars components) {
    Forest forest = new Forest(graph.vertices());
    KeyBuffer cycles = new KeyBuffer(edges.size);
    for (int i = edges.size - 1; i >= 0; i--) {
      int rank = (int) edges.keys[i];
      if (forest.join(graph.upper(rank), graph.lower(rank))) {
        components.add(0, graph.length(rank));
      } else {
        cycles.add(rank);
      }
    }
    addEssential(components, forest.components());
    cycles.sortDescending();
    return cycles;
  }

  private KeyBuffer collect(int dimension) {
    int count = threads;
    SimplexCode code = new SimplexCode(graph, dimension);
    KeyBuffer[] parts = new KeyBuffer[count];
    try (Progress.Task scan = progress.begin("scan in dimension " + dimension, 0)) {
      WorkLimit counted =
          units -> {
            limit.worked(units);
            scan.advance(units);
          };
      ParallelTasks.run(
          count,
          task -> {
            KeyBuffer part = new KeyBuffer(1 << 10);
            ColumnSink sink = (rank, digits) -> part.add(code.key(rank, digits));
            if (lists != null) {
              new ListLevelWalk(lists, dimension, counted).collect(task, count, sink);
            } else {
              new LevelWalk(graph, dimension, counted).collect(task, count, sink);
            }
            parts[task] = part;
          });
    }
    KeyBuffer all = parts[0];
    for (int task = 1; task < count; task++) {
      KeyBuffer part = parts[task];
      System.arraycopy(part.keys, 0, all.reserve(part.size), all.size, part.size);
      all.size += part.size;
    }
    return all;
  }

  private Coboundary coboundary(int dimension) {
    RankMatrix rows = matrix;
    return rows != null
        ? new MatrixCoboundary(rows, dimension)
        : new ListCoboundary(Objects.requireNonNull(lists), dimension);
  }

  private static void clear(KeyBuffer columns, PivotTable pivots) {
    int kept = 0;
    for (int i = 0; i < columns.size; i++) {
      long key = columns.keys[i];
      if (pivots.owner(key) == null) {
        columns.keys[kept++] = key;
      }
    }
    columns.size = kept;
  }

  private PivotTable reduce(int dimension, KeyBuffer columns, Bars bars) {
    PivotTable pivots = new PivotTable(columns.size);
    CohomologyReduction[] reductions = new CohomologyReduction[threads];
    ColumnQueue queue = new ColumnQueue(columns.size);
    try (Progress.Task done = progress.begin("reduction in dimension " + dimension, columns.size)) {
      ParallelTasks.run(
          reductions.length,
          task -> {
            Coboundary coboundary = coboundary(dimension);
            CohomologyReduction reduction =
                new CohomologyReduction(graph, dimension, coboundary, pivots, limit);
            reductions[task] = reduction;
            for (int start = queue.next(); start >= 0; start = queue.next()) {
              int end = queue.end(start);
              for (int i = start; i < end; i++) {
                reduction.reduce(i, columns.keys[i]);
              }
              done.advance(end - start);
            }
          });
    }
    SimplexCode faces = new SimplexCode(graph, dimension);
    SimplexCode cofaces = new SimplexCode(graph, dimension + 1);
    for (int slot = 0; slot < pivots.capacity(); slot++) {
      ReducedColumn column = pivots.ownerAt(slot);
      if (column != null) {
        bars.add(
            graph.length(faces.rank(column.simplex())),
            graph.length(cofaces.rank(pivots.pivotAt(slot))));
      }
    }
    for (CohomologyReduction reduction : reductions) {
      KeyBuffer essential = reduction.essential();
      for (int i = 0; i < essential.size; i++) {
        bars.add(graph.length(faces.rank(essential.keys[i])), Double.POSITIVE_INFINITY);
      }
    }
    return pivots;
  }
}
