package dev.nervure.homology;

import dev.nervure.diagram.DiagramSource;
import dev.nervure.diagram.PersistenceDiagram;
import dev.nervure.points.Metric;
import dev.nervure.points.PointsOrDistances;
import dev.nervure.progress.Progress;
import java.util.ArrayList;
import java.util.List;

/**
 * Persistent homology of the Vietoris-Rips filtration of points or distances, exactly.
 *
 * <pre>{@code
 * RipsResult result =
 *     RipsPersistence.compute(PointsOrDistances.of(cloud), RipsOptions.defaults());
 * double h1 = LifespanSum.sum(result.diagram(1), 1);
 * }</pre>
 *
 * <p>A simplex enters when its longest edge does. Distances are float32. Bars of length zero are
 * left out. Without a threshold the filtration ends at the enclosing radius, from which on it is a
 * cone: no bar is lost. The bars are the same, bit for bit, for any number of threads, with and
 * without collapse.
 *
 * <p>Cost: dimension 0 alone O(n^2 d) time and O(n d) memory; else O(n^2) memory for dense input
 * and O(edges) for sparse, and time that is O(n^3 / 64) for dimension 1 on clouds in general
 * position and grows with the number of simplices beyond. {@link #plan} tells before the run.
 */
public final class RipsPersistence {
  private static final int WORTH_THREADS = 4096;

  /** Threads a processor beyond which more cost more than they can bring. */
  private static final int MOST_THREADS = 4;

  /** So many points take less than 30 MiB: no need to look at a sample first. */
  private static final int ALWAYS_FITS = 1000;

  private final PointsOrDistances input;
  private final RipsOptions options;
  private final int threads;

  private RipsPersistence(PointsOrDistances input, RipsOptions options, int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be >= 1 but was " + threads);
    }
    this.input = input;
    this.options = options;
    this.threads = Math.min(threads, MOST_THREADS * Runtime.getRuntime().availableProcessors());
  }

  /**
   * Estimates memory and time from a sample, without computing. A few milliseconds.
   *
   * @param threads number of threads, at least 1; at most four a processor are used
   */
  public static RipsPlan plan(PointsOrDistances input, RipsOptions options, int threads) {
    return new RipsPersistence(input, options, threads).plan();
  }

  /** Computes the diagrams on one thread, without progress. */
  public static RipsResult compute(PointsOrDistances input, RipsOptions options) {
    return compute(input, options, 1, Progress.none());
  }

  /**
   * Computes the diagrams.
   *
   * @param threads number of threads, at least 1; at most four a processor are used
   * @throws IllegalArgumentException for landmarks of sparse distances, and for points so far apart
   *     that a distance is beyond float32
   * @throws RipsTooLargeException if the computation does not fit
   * @throws dev.nervure.progress.CancelledException if it was cancelled
   */
  public static RipsResult compute(
      PointsOrDistances input, RipsOptions options, int threads, Progress progress) {
    return new RipsPersistence(input, options, threads).compute(progress);
  }

  private RipsPlan plan() {
    return new PlanEstimate(input, options, threads).plan();
  }

  private RipsResult compute(Progress progress) {
    if (options.landmarks() > 0 && options.landmarks() < input.size()) {
      return ofLandmarks(progress);
    }
    if (input.size() > ALWAYS_FITS) {
      RipsPlan plan = plan();
      if (!plan.fits()) {
        throw new RipsTooLargeException(plan.advice());
      }
    }
    return exact(progress);
  }

  /** The diagrams of the landmarks, with the bound that they carry. */
  private RipsResult ofLandmarks(Progress progress) {
    int landmarks = options.landmarks();
    Landmarks chosen;
    PointsOrDistances subset;
    if (input instanceof PointsOrDistances.Points points) {
      chosen = Landmarks.of(points.cloud(), points.metric(), landmarks, progress);
      subset = PointsOrDistances.of(points.cloud().select(chosen.indices()), points.metric());
    } else if (input instanceof PointsOrDistances.Matrix matrix) {
      chosen = Landmarks.of(matrix.distances(), landmarks, progress);
      subset = PointsOrDistances.of(matrix.distances().select(chosen.indices()));
    } else {
      throw new IllegalArgumentException(
          "landmarks need all distances; sparse distances do not have them");
    }
    RipsResult result = compute(subset, options.withLandmarks(0), threads, progress);
    DiagramSource source =
        new DiagramSource(
            options.field(),
            input.metricName(),
            result.threshold(),
            landmarks,
            input.size(),
            bottleneckError(chosen));
    List<PersistenceDiagram> diagrams = new ArrayList<>();
    for (PersistenceDiagram diagram : result.diagrams()) {
      diagrams.add(
          new PersistenceDiagram(diagram.dimension(), diagram.births(), diagram.deaths(), source));
    }
    return new RipsResult(
        diagrams,
        source,
        result.edges(),
        result.edgesReduced(),
        result.representatives().stream().map(one -> one.renamed(chosen.indices())).toList());
  }

  /**
   * Stability holds for metrics and whole filtrations: a cut-off turns finite bars into essential
   * ones, and cosine distances violate the triangle inequality.
   */
  private double bottleneckError(Landmarks chosen) {
    boolean bounded =
        options.threshold() == Double.POSITIVE_INFINITY
            && !(input instanceof PointsOrDistances.Points points
                && points.metric() == Metric.COSINE);
    return bounded ? 2 * chosen.coveringRadius() : Double.POSITIVE_INFINITY;
  }

  private RipsResult exact(Progress progress) {
    int maxDimension = options.maxDimension();
    if (maxDimension == 0 && input instanceof PointsOrDistances.Points points) {
      MinimumSpanningTree tree =
          MinimumSpanningTree.of(points.cloud(), points.metric(), threads, progress);
      requireSingle(tree);
      return components(tree);
    }
    if (maxDimension == 0 && input instanceof PointsOrDistances.Matrix matrix) {
      return components(MinimumSpanningTree.of(matrix.distances(), progress));
    }
    EdgeSource.Edges edges =
        new EdgeSource(input, threads, progress).edges((float) options.threshold());
    FilteredGraph graph = edges.graph();
    int[] names = edges.points();
    long given = graph.edges();
    DiagramSource source =
        DiagramSource.exact(options.field(), input.metricName(), edges.threshold(), input.size());
    WorkLimit limit = new WorkBudget(progress, options.workLimit());
    boolean square = StorageChoice.square(graph);
    if (!options.representatives()
        && CollapseChoice.worthwhile(graph, maxDimension, options.collapse())) {
      graph = collapsed(graph, square, limit, progress);
      square = StorageChoice.square(graph);
    }
    List<Bars> bars = new ArrayList<>();
    List<Representative> found = new ArrayList<>();
    boolean simple =
        options.field() == 2 && !options.representatives() && graph.fitsLong(maxDimension);
    if (simple || maxDimension == 0) {
      bars.addAll(
          new RipsKernel(graph, square, workers(graph), limit, progress).compute(maxDimension));
    } else {
      general(graph, limit, bars, found);
    }
    List<PersistenceDiagram> diagrams = new ArrayList<>();
    for (int dimension = 0; dimension <= maxDimension; dimension++) {
      diagrams.add(bars.get(dimension).diagram(dimension, source));
    }
    if (names.length > 0) {
      found.replaceAll(representative -> representative.renamed(names));
    }
    return new RipsResult(diagrams, source, given, graph.edges(), found);
  }

  private FilteredGraph collapsed(
      FilteredGraph graph, boolean square, WorkLimit limit, Progress progress) {
    try (Progress.Task task = progress.begin("edge collapse", graph.edges())) {
      WorkLimit counted =
          units -> {
            limit.worked(units);
            task.advance(units);
          };
      return square
          ? new EdgeCollapse(graph, counted).collapse()
          : new ListEdgeCollapse(graph, threads, counted).collapse();
    }
  }

  /** Threads cost more than they bring on a small graph. */
  private int workers(FilteredGraph graph) {
    return graph.edges() < WORTH_THREADS ? 1 : threads;
  }

  /** The kernel for other fields, wide simplices and representatives. */
  private void general(
      FilteredGraph graph, WorkLimit limit, List<Bars> bars, List<Representative> found) {
    int maxDimension = options.maxDimension();
    if (!FieldComplex.fits(graph, maxDimension + 1)) {
      throw new RipsTooLargeException(
          "simplices of dimension "
              + (maxDimension + 1)
              + " have "
              + maxDimension
              + " vertices beside their longest edge, which take "
              + (long) maxDimension * FilteredGraph.bits(graph.vertices())
              + " bits on "
              + graph.vertices()
              + " points; 63 are there: lower the dimension or take fewer points");
    }
    PrimeField coefficients = new PrimeField(options.field());
    FieldKernel kernel = new FieldKernel(graph, coefficients, limit);
    Bars components = new Bars();
    bars.add(components);
    List<FieldKernel.Pairs> pairs = kernel.compute(Math.max(1, maxDimension), components);
    for (int dimension = 1; dimension <= maxDimension; dimension++) {
      FieldKernel.Pairs own = pairs.get(dimension - 1);
      bars.add(kernel.bars(own));
      if (options.representatives()) {
        found.addAll(
            Representatives.of(graph, kernel.complex(), coefficients, own, dimension, limit));
      }
    }
  }

  /** Points are never apart for ever: a length beyond float32 is a mistake of scale. */
  private static void requireSingle(MinimumSpanningTree tree) {
    double[] lengths = tree.lengths();
    if (lengths.length > 0 && Float.isInfinite((float) lengths[lengths.length - 1])) {
      throw new IllegalArgumentException(
          "a distance of "
              + lengths[lengths.length - 1]
              + " is beyond float32; scale the points down");
    }
  }

  /** Dimension 0 from a minimum spanning tree: its edges are the finite bars. */
  private RipsResult components(MinimumSpanningTree tree) {
    double[] lengths = tree.lengths();
    float cut = (float) options.threshold();
    Bars bars = new Bars();
    int joined = 0;
    for (double length : lengths) {
      float death = (float) length;
      if (death <= cut && death < Float.POSITIVE_INFINITY) {
        bars.add(0, death);
        joined++;
      }
    }
    for (int i = joined; i < input.size(); i++) {
      bars.add(0, Double.POSITIVE_INFINITY);
    }
    DiagramSource source =
        DiagramSource.exact(options.field(), input.metricName(), cut, input.size());
    return new RipsResult(
        List.of(bars.diagram(0, source)), source, lengths.length, lengths.length, List.of());
  }
}
