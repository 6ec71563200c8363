package dev.nervure.homology;

import dev.nervure.points.DistanceMatrix;
import dev.nervure.points.PointsOrDistances;
import dev.nervure.progress.Progress;
import dev.nervure.stats.RandomStream;
import java.util.Locale;

/**
 * Estimates a computation from the distances within a sample of the points. O(sample^2 d), a few
 * milliseconds.
 */
final class PlanEstimate {
  private static final int SAMPLE = 200;
  private static final int SUBSETS = 4000;
  private static final long SEED = 1;

  // Measured on one core of a Zen machine: nanoseconds a coordinate of a distance, an edge through
  // sort and scan, and a simplex of the top dimension through the level scan.
  private static final double NANOS_COORDINATE = 0.6;
  private static final double NANOS_EDGE = 60;
  private static final double NANOS_SIMPLEX = 6;

  /** Edge in order. */
  private static final double BYTES_EDGE = 8;

  /** Beside it for sparse input: neighbour lists (24), what is sorted (8) and moved (12). */
  private static final double BYTES_SPARSE_EDGE = 44;

  private final PointsOrDistances input;
  private final int maxDimension;
  private final float threshold;
  private final int threads;
  private final boolean byLists;
  private final int size;

  PlanEstimate(PointsOrDistances input, RipsOptions options, int threads) {
    this.input = input;
    // The kernel for other fields and representatives holds lists.
    byLists = options.field() != 2 || options.representatives();
    int landmarks = options.landmarks();
    size = landmarks > 0 ? Math.min(landmarks, input.size()) : input.size();
    maxDimension = options.maxDimension();
    threshold = (float) options.threshold();
    this.threads = threads;
  }

  RipsPlan plan() {
    double n = size;
    if (input instanceof PointsOrDistances.Pairs pairs) {
      return sparse(n, pairs.distances().pairs());
    }
    int coordinates =
        input instanceof PointsOrDistances.Points points ? points.cloud().dimension() : 0;
    double pairs = n * (n - 1) / 2;
    if (maxDimension == 0) {
      double seconds = 2 * pairs * Math.max(1, coordinates) * NANOS_COORDINATE * 1e-9;
      double memory = coordinates > 0 ? 8 * n * (coordinates + 70.0) : n * n;
      return finished(threshold, n, n, memory, seconds);
    }
    DistanceMatrix sample = sample();
    float radius = DenseEdges.enclosingRadius(sample.lower(), sample.size());
    float cut = Math.min(threshold, radius);
    double edges = pairs * share(sample, 2, cut);
    double simplices = choose(n, maxDimension + 1) * share(sample, maxDimension + 1, cut);
    boolean fromPoints = coordinates > 0;
    boolean neighbours =
        fromPoints && threshold < Float.POSITIVE_INFINITY && n > NeighborEdges.DENSE_POINTS;
    boolean square = !byLists && StorageChoice.square(n, edges);
    double bytes =
        (fromPoints && !neighbours ? 4 * pairs : 0)
            + BYTES_EDGE * edges
            + (square ? 4 * n * n : BYTES_SPARSE_EDGE * edges)
            + (maxDimension > 1 && square ? n * n / 4 : 0)
            + (square ? threads * n * n / 8 : 0);
    double seconds =
        (pairs * coordinates * NANOS_COORDINATE / threads
                + edges * NANOS_EDGE
                + (maxDimension > 1 ? simplices * NANOS_SIMPLEX / threads : 0))
            * 1e-9;
    return finished(cut, edges, simplices, bytes, seconds);
  }

  private RipsPlan sparse(double n, double edges) {
    boolean square = !byLists && StorageChoice.square(n, edges);
    double bytes =
        n * 16
            + edges * BYTES_EDGE
            + (square ? (4 + (1 + threads) / 8.0) * n * n : edges * BYTES_SPARSE_EDGE);
    double degree = n == 0 ? 0 : 2 * edges / n;
    double simplices = edges;
    for (int d = 2; d <= maxDimension; d++) {
      simplices *= degree / (2.0 * (d + 1));
    }
    return finished(
        threshold,
        edges,
        simplices,
        bytes,
        (edges * NANOS_EDGE + simplices * NANOS_SIMPLEX / threads) * 1e-9);
  }

  private RipsPlan finished(
      double cut, double edges, double simplices, double bytes, double seconds) {
    Runtime runtime = Runtime.getRuntime();
    long available = runtime.maxMemory() - (runtime.totalMemory() - runtime.freeMemory());
    return new RipsPlan(
        size,
        maxDimension,
        cut,
        edges,
        simplices,
        bytes,
        seconds,
        available,
        advice(bytes, available));
  }

  private String advice(double bytes, long available) {
    if (bytes <= available) {
      return "";
    }
    int fitting = (int) (size * Math.sqrt(0.8 * available / bytes));
    return String.format(
        Locale.ROOT,
        "%d points in dimension %d take about %.1f GiB but the heap has %.1f GiB left; %s a smaller threshold, or a"
            + " larger heap",
        size,
        maxDimension,
        bytes / (1 << 30),
        available / (double) (1 << 30),
        input instanceof PointsOrDistances.Pairs
            ? "take"
            : "about " + fitting + " landmarks fit, or");
  }

  private DistanceMatrix sample() {
    int n = input.size();
    int count = Math.min(n, SAMPLE);
    int[] chosen = new int[count];
    for (int i = 0; i < count; i++) {
      chosen[i] = (int) ((long) i * n / count);
    }
    return input instanceof PointsOrDistances.Points points
        ? DistanceMatrix.of(points.cloud().select(chosen), points.metric(), 1, Progress.none())
        : ((PointsOrDistances.Matrix) input).distances().select(chosen);
  }

  /** Share of the subsets of the sample that are cliques. */
  private static double share(DistanceMatrix sample, int size, float cut) {
    if (sample.size() < size) {
      return 1;
    }
    RandomStream random = RandomStream.seeded(SEED);
    int cliques = 0;
    for (int k = 0; k < SUBSETS; k++) {
      int[] subset = random.sampleWithoutReplacement(sample.size(), size);
      cliques += isClique(sample, subset, cut) ? 1 : 0;
    }
    // None seen means fewer than one in that many.
    return Math.max(cliques, 0.5) / SUBSETS;
  }

  private static boolean isClique(DistanceMatrix sample, int[] subset, float cut) {
    for (int i = 1; i < subset.length; i++) {
      for (int j = 0; j < i; j++) {
        if (sample.distance(subset[i], subset[j]) > cut) {
          return false;
        }
      }
    }
    return true;
  }

  private static double choose(double n, int k) {
    double result = 1;
    for (int i = 0; i < k; i++) {
      result *= Math.max(0, n - i) / (i + 1);
    }
    return result;
  }
}
