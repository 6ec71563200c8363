package dev.nervure.study.layers;

import dev.nervure.graph.CliqueBetti;
import dev.nervure.graph.LaplacianSpectrum;
import dev.nervure.graph.PointGraph;
import dev.nervure.points.DistanceMatrix;
import dev.nervure.progress.Cost;
import dev.nervure.progress.Progress;
import dev.nervure.run.StageRows;
import dev.nervure.stats.Estimate;
import dev.nervure.stats.HalfSplits;
import dev.nervure.stats.RandomStream;
import dev.nervure.study.Key;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The smallest eigenvalue above 0 of the Laplacians of the graph of nearest neighbours: of the
 * graph itself, and of the edges of its complex of cliques (Hodge Laplacian of degree 1). As many
 * eigenvalues are 0 as the complex has components or loops; these are counted independently, and
 * where the counts differ there is no value.
 */
final class LaplacianMeasurement implements LayerMeasurement {
  /** What is measured. */
  private enum Gap {
    GRAPH("graph_gap", 500),
    HODGE("hodge_gap", 150);

    private final String measure;
    private final int mostPoints;

    Gap(String measure, int mostPoints) {
      this.measure = measure;
      this.mostPoints = mostPoints;
    }

    LaplacianSpectrum of(PointGraph graph, Progress progress) {
      return this == GRAPH
          ? LaplacianSpectrum.ofVertices(graph)
          : LaplacianSpectrum.ofEdges(graph, progress);
    }

    /** As many eigenvalues are 0, counted without them. */
    int betti(PointGraph graph, Progress progress) {
      return this == GRAPH ? graph.components() : CliqueBetti.of(graph, 1, FIELD, progress)[1];
    }
  }

  /** What it can measure. */
  static final List<String> MEASURES = Arrays.stream(Gap.values()).map(gap -> gap.measure).toList();

  /** A prime so large that no complex of this size has torsion of it. */
  private static final int FIELD = 32749;

  private static final int LISTED = 10;
  private static final double SECONDS_PER_CUBE = 3e-9;

  private final List<String> measures;
  private final LayerOptions options;

  LaplacianMeasurement(List<String> measures, LayerOptions options) {
    this.measures = measures;
    this.options = options;
  }

  @Override
  public String stage() {
    return "laplacian_spectra";
  }

  @Override
  public List<String> measures() {
    return measures;
  }

  @Override
  public Key key() {
    return Key.of("laplacian spectra", 1)
        .with("measures", measures)
        .with("neighbors", options.graph().neighbors())
        .with("splits", options.repeats())
        .with("seed", options.seed());
  }

  @Override
  public boolean readsDistances() {
    return true;
  }

  @Override
  public Cost cost(CloudSize size) {
    double seconds = 0;
    double largest = 0;
    for (Gap gap : Gap.values()) {
      if (measures.contains(gap.measure)) {
        double rows = Math.min(size.points(), gap.mostPoints);
        // Joined both ways, a point has about 1.4 times as many neighbours; each edge has two ends.
        rows *= gap == Gap.HODGE ? 0.7 * options.graph().neighbors() : 1;
        // A half has half of the rows, an eighth of the work.
        seconds += SECONDS_PER_CUBE * rows * rows * rows * (1 + options.repeats() / 4.0);
        largest = Math.max(largest, rows);
      }
    }
    return Cost.of(seconds, (long) (32 * largest * largest));
  }

  @Override
  public void measure(LayerPoints points, StageRows rows, Progress progress) {
    ValueRows values =
        ValueRows.of(points, options.seed(), "unweighted graph of nearest neighbours", "none");
    for (Gap gap : Gap.values()) {
      if (measures.contains(gap.measure)) {
        int n = Math.min(points.size(), gap.mostPoints);
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("drawnFrom", points.size());
        Estimate found =
            n < LifespanSums.FEWEST_POINTS
                ? Estimate.notEstimable(
                    "%d points are fewer than %d".formatted(n, LifespanSums.FEWEST_POINTS))
                : estimate(gap, points, n, parameters, progress);
        parameters.put("droppedNonFinite", points.dropped());
        rows.add(values.overall(gap.measure, found, n, parameters));
      }
    }
  }

  private Estimate estimate(
      Gap gap, LayerPoints points, int n, Map<String, Object> parameters, Progress progress) {
    RandomStream stream =
        RandomStream.seeded(options.seed()).derive("laplacian spectra").derive(gap.measure);
    DistanceMatrix distances =
        points.distances(progress).matrix().select(ClassDraws.drawn(points.size(), n, stream));
    PointGraph graph = graph(distances);
    LaplacianSpectrum spectrum = gap.of(graph, progress);
    int zeros = spectrum.zeros();
    int betti = gap.betti(graph, progress);
    parameters.put("neighbors", Math.min(options.graph().neighbors(), n - 1));
    parameters.put("edges", graph.edges());
    parameters.put("joinedPairs", graph.density());
    parameters.put("zeroEigenvalues", zeros);
    parameters.put("bettiNumber", betti);
    parameters.put("tolerance", spectrum.tolerance());
    double[] eigenvalues = spectrum.eigenvalues();
    parameters.put(
        "smallestEigenvalues", Arrays.copyOf(eigenvalues, Math.min(LISTED, eigenvalues.length)));
    if (zeros != betti) {
      return Estimate.notEstimable(
          "%d eigenvalues are 0 up to rounding but the Betti number is %d: the two are not told apart"
              .formatted(zeros, betti));
    }
    if (zeros == eigenvalues.length) {
      return Estimate.notEstimable("all eigenvalues are 0");
    }
    parameters.put("splits", options.repeats());
    parameters.put("errorMeaning", "halves of the points");
    return Estimate.of(
        eigenvalues[zeros], error(gap, eigenvalues[zeros], distances, stream, progress));
  }

  /** Of halves relative to their mean, since the eigenvalue changes with the number of points. */
  private double error(
      Gap gap, double value, DistanceMatrix distances, RandomStream stream, Progress progress) {
    List<double[]> pairs = new ArrayList<>();
    for (int split = 0; split < options.repeats(); split++) {
      int[][] halves = HalfSplits.halves(distances.size(), stream.derive("split").derive(split));
      double[] pair = new double[2];
      for (int side = 0; side < 2; side++) {
        LaplacianSpectrum half = gap.of(graph(distances.select(halves[side])), progress);
        int zeros = half.zeros();
        pair[side] = zeros == half.eigenvalues().length ? 0 : half.eigenvalues()[zeros];
      }
      pairs.add(pair);
    }
    double[][] values = pairs.toArray(new double[0][]);
    double mean = HalfSplits.mean(values);
    return mean == 0 ? value : value * HalfSplits.standardError(values) / mean;
  }

  private PointGraph graph(DistanceMatrix distances) {
    return PointGraph.ofNearest(
        distances, Math.min(options.graph().neighbors(), distances.size() - 1));
  }
}
