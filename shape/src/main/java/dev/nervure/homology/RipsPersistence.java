package dev.nervure.homology;

import dev.nervure.diagram.DiagramSource;
import dev.nervure.diagram.PersistenceDiagram;
import dev.nervure.points.DistanceMatrix;
import dev.nervure.points.Metric;
import dev.nervure.points.PointCloud;
import dev.nervure.progress.Progress;
import java.util.ArrayList;
import java.util.List;

/**
 * Persistent homology of the Vietoris-Rips filtration of points or distances, exactly.
 *
 * <pre>{@code
 * RipsResult result = RipsPersistence.of(cloud).maxDimension(1).compute();
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
 * position and grows with the number of simplices beyond. {@link #plan()} tells before the run.
 */
public final class RipsPersistence {
  /** Some hours on one core. */
  private static final long DEFAULT_WORK_LIMIT = 5_000_000_000L;

  private static final int WORTH_THREADS = 4096;

  /** Threads a processor beyond which more cost more than they can bring. */
  private static final int MOST_THREADS = 4;

  /** So many points take less than 30 MiB: no need to look at a sample first. */
  private static final int ALWAYS_FITS = 1000;

  private final RipsInput input;
  private int maxDimension = 1;
  private double threshold = Double.POSITIVE_INFINITY;
  private int field = 2;
  private int threads = Runtime.getRuntime().availableProcessors();
  private CollapseMode collapse = CollapseMode.AUTO;
  private boolean representatives;
  private int landmarks;
  private long workLimit = DEFAULT_WORK_LIMIT;

  private RipsPersistence(RipsInput input) {
    this.input = input;
  }

  /** Of points with Euclidean distances. */
  public static RipsPersistence of(PointCloud cloud) {
    return of(cloud, Metric.EUCLIDEAN);
  }

  /** Of points with the given metric. */
  public static RipsPersistence of(PointCloud cloud, Metric metric) {
    return new RipsPersistence(new RipsInput.Points(cloud, metric));
  }

  /** Of all distances. */
  public static RipsPersistence of(DistanceMatrix distances) {
    return new RipsPersistence(new RipsInput.Matrix(distances));
  }

  /** Of some distances; pairs that are not given never meet. */
  public static RipsPersistence of(SparseDistances distances) {
    return new RipsPersistence(new RipsInput.Pairs(distances));
  }

  /** Highest homology dimension, 1 by default. */
  public RipsPersistence maxDimension(int dimension) {
    if (dimension < 0 || dimension > 60) {
      throw new IllegalArgumentException("maxDimension must be in [0, 60] but was " + dimension);
    }
    maxDimension = dimension;
    return this;
  }

  /**
   * Largest diameter to look at, in the units of the metric; rounded to float32 as the distances
   * are. Default: the enclosing radius, or no bound for sparse distances.
   */
  public RipsPersistence threshold(double diameter) {
    if (!(diameter >= 0)) {
      throw new IllegalArgumentException("threshold must be >= 0 but was " + diameter);
    }
    threshold = diameter;
    return this;
  }

  /** Prime p of the coefficient field Z/p, 2 by default, less than 2^15. */
  public RipsPersistence field(int prime) {
    PrimeField.requirePrime(prime);
    field = prime;
    return this;
  }

  /** Number of threads, at most four a processor; all processors by default. */
  public RipsPersistence threads(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("threads must be >= 1 but was " + count);
    }
    threads = Math.min(count, MOST_THREADS * Runtime.getRuntime().availableProcessors());
    return this;
  }

  /** Whether to collapse edges first; chosen by a probe by default. */
  public RipsPersistence collapse(CollapseMode mode) {
    collapse = mode;
    return this;
  }

  /**
   * Whether to find a cocycle and a cycle for every bar of dimension 1 and above. Needs the
   * uncollapsed filtration and one thread: slower and larger than bars alone.
   */
  public RipsPersistence representatives(boolean wanted) {
    representatives = wanted;
    return this;
  }

  /**
   * Number of farthest-point landmarks that stand for all points; 0, the default, takes all. The
   * result says so and carries a bound on the bottleneck distance to the exact diagrams: twice the
   * covering radius, if the distances are a metric. There is no bound with a threshold and for
   * cosine distances. Not for sparse distances.
   */
  public RipsPersistence landmarks(int count) {
    if (count < 0) {
      throw new IllegalArgumentException("landmarks must be >= 0 but was " + count);
    }
    landmarks = count;
    return this;
  }

  /**
   * Number of coboundaries after which the work is given up with a {@link RipsTooLargeException};
   * an ordinary input takes far fewer than the default of five billion. There are inputs of a few
   * hundred points that would take forever.
   */
  public RipsPersistence workLimit(long coboundaries) {
    if (coboundaries < 1) {
      throw new IllegalArgumentException("workLimit must be >= 1 but was " + coboundaries);
    }
    workLimit = coboundaries;
    return this;
  }

  /** Estimates memory and time from a sample, without computing. A few milliseconds. */
  public RipsPlan plan() {
    boolean byLists = field != 2 || representatives;
    return new PlanEstimate(input, landmarks, maxDimension, (float) threshold, threads, byLists)
        .plan();
  }

  /** Computes without progress. */
  public RipsResult compute() {
    return compute(Progress.none());
  }

  /**
   * Computes the diagrams.
   *
   * @throws RipsTooLargeException if the computation does not fit
   * @throws dev.nervure.progress.CancelledException if it was cancelled
   */
  public RipsResult compute(Progress progress) {
    if (landmarks > 0 && landmarks < input.size()) {
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
    Landmarks chosen;
    RipsInput subset;
    if (input instanceof RipsInput.Points points) {
      chosen = Landmarks.of(points.cloud(), points.measure(), landmarks, progress);
      subset = new RipsInput.Points(points.cloud().select(chosen.indices()), points.measure());
    } else if (input instanceof RipsInput.Matrix matrix) {
      chosen = Landmarks.of(matrix.distances(), landmarks, progress);
      subset = new RipsInput.Matrix(matrix.distances().select(chosen.indices()));
    } else {
      throw new IllegalArgumentException(
          "landmarks need all distances; sparse distances do not have them");
    }
    RipsPersistence rips = new RipsPersistence(subset);
    rips.maxDimension = maxDimension;
    rips.threshold = threshold;
    rips.field = field;
    rips.threads = threads;
    rips.collapse = collapse;
    rips.representatives = representatives;
    rips.workLimit = workLimit;
    RipsResult result = rips.compute(progress);
    DiagramSource source =
        new DiagramSource(
            field,
            input.metric(),
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
        threshold == Double.POSITIVE_INFINITY
            && !(input instanceof RipsInput.Points points && points.measure() == Metric.COSINE);
    return bounded ? 2 * chosen.coveringRadius() : Double.POSITIVE_INFINITY;
  }

  private RipsResult exact(Progress progress) {
    if (maxDimension == 0 && input instanceof RipsInput.Points points) {
      MinimumSpanningTree tree =
          MinimumSpanningTree.of(points.cloud(), points.measure(), threads, progress);
      requireSingle(tree);
      return components(tree);
    }
    if (maxDimension == 0 && input instanceof RipsInput.Matrix matrix) {
      return components(MinimumSpanningTree.of(matrix.distances(), progress));
    }
    EdgeSource.Edges edges = new EdgeSource(input, threads, progress).edges((float) threshold);
    FilteredGraph graph = edges.graph();
    int[] names = edges.points();
    long given = graph.edges();
    DiagramSource source =
        DiagramSource.exact(field, input.metric(), edges.threshold(), input.size());
    WorkLimit limit = new WorkBudget(progress, workLimit);
    boolean square = StorageChoice.square(graph);
    if (!representatives && CollapseChoice.worthwhile(graph, maxDimension, collapse)) {
      graph = collapsed(graph, square, limit, progress);
      square = StorageChoice.square(graph);
    }
    List<Bars> bars = new ArrayList<>();
    List<Representative> found = new ArrayList<>();
    boolean simple = field == 2 && !representatives && graph.fitsLong(maxDimension);
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
    PrimeField coefficients = new PrimeField(field);
    FieldKernel kernel = new FieldKernel(graph, coefficients, limit);
    Bars components = new Bars();
    bars.add(components);
    List<FieldKernel.Pairs> pairs = kernel.compute(Math.max(1, maxDimension), components);
    for (int dimension = 1; dimension <= maxDimension; dimension++) {
      FieldKernel.Pairs own = pairs.get(dimension - 1);
      bars.add(kernel.bars(own));
      if (representatives) {
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
    float cut = (float) threshold;
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
    DiagramSource source = DiagramSource.exact(field, input.metric(), cut, input.size());
    return new RipsResult(
        List.of(bars.diagram(0, source)), source, lengths.length, lengths.length, List.of());
  }
}
