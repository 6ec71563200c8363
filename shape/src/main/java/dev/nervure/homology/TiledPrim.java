package dev.nervure.homology;

import dev.nervure.points.Metric;
import dev.nervure.points.PointCloud;
import dev.nervure.points.PointTile;
import dev.nervure.progress.CancelledException;
import dev.nervure.progress.ParallelTasks;
import dev.nervure.progress.Progress;
import java.util.Arrays;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;

/**
 * Prim's algorithm straight from the points. The points that wait outside the tree lie in tiles,
 * packed anew whenever a quarter of them has joined. In each step every worker lowers the distances
 * of its tiles, then one thread picks the nearest point: the lowest index among equals.
 *
 * <p>Not thread safe; one run an object.
 */
final class TiledPrim {

  /** Below so many coordinates a step, waiting for each other costs more than a thread gains. */
  private static final long COORDINATES_A_STEP = 400_000;

  private static final int STEPS_A_LOOK = 16;

  private final PointCloud cloud;
  private final Metric metric;
  private final Progress progress;
  private final int width;
  private final double[] lengths;

  /** Coordinates of the point that joined last, padded for the tiles. */
  private final double[] point;

  /** For each point, its distance to the tree (squared if Euclidean); -1 once it has joined. */
  private PointTile[] tiles = {};

  private double[][] nearest = {};
  private int packed;
  private int waiting;
  private int edges;

  TiledPrim(PointCloud cloud, Metric metric, Progress progress) {
    this.cloud = cloud;
    this.metric = metric;
    this.progress = progress;
    this.width = PointTile.widthFor(cloud.dimension());
    this.lengths = new double[Math.max(0, cloud.size() - 1)];
    this.point = new double[PointTile.paddedDimension(cloud.dimension())];
  }

  double[] run(int threads) {
    int n = cloud.size();
    if (n < 2) {
      return lengths;
    }
    int[] others = new int[n - 1];
    double[] distances = new double[n - 1];
    for (int i = 1; i < n; i++) {
      others[i - 1] = i;
      distances[i - 1] = Double.POSITIVE_INFINITY;
    }
    pack(others, distances, n - 1);
    cloud.copyPoint(0, point);
    int workers = (long) n * point.length < COORDINATES_A_STEP ? 1 : threads;
    try (Progress.Task task = progress.begin("minimum spanning tree", lengths.length)) {
      Nearest[] found = new Nearest[workers];
      for (int worker = 0; worker < workers; worker++) {
        found[worker] = new Nearest(width);
      }
      CyclicBarrier step = new CyclicBarrier(workers, () -> join(found, task));
      ParallelTasks.run(workers, worker -> work(worker, workers, found[worker], step));
    }
    return lengths;
  }

  private void work(int worker, int workers, Nearest found, CyclicBarrier step) {
    boolean finished = false;
    try {
      while (edges < lengths.length) {
        found.clear();
        for (int t = worker; t < tiles.length; t += workers) {
          relax(t, found);
        }
        step.await();
      }
      finished = true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancelledException(e);
    } catch (BrokenBarrierException e) {
      // Another worker failed or was cancelled, and its exception tells why.
      finished = true;
    } finally {
      if (!finished) {
        step.reset();
      }
    }
  }

  private void relax(int t, Nearest found) {
    PointTile tile = tiles[t];
    double[] bounds = nearest[t];
    double[] distances = found.scratch;
    boolean nearer = true;
    if (metric == Metric.EUCLIDEAN) {
      nearer = tile.squaresBelow(point, bounds, distances);
    } else {
      tile.distances(point, metric, distances);
    }
    if (nearer) {
      lower(bounds, distances, tile.width());
    }
    found.scan(t, tile, bounds);
  }

  private static void lower(double[] bounds, double[] distances, int width) {
    for (int w = 0; w < width; w++) {
      bounds[w] = Math.min(bounds[w], distances[w]);
    }
  }

  /** Takes the nearest waiting point into the tree; run by one thread while the others wait. */
  private void join(Nearest[] found, Progress.Task task) {
    if (edges % STEPS_A_LOOK == 0) {
      progress.checkCancelled();
    }
    Nearest best = found[0];
    for (Nearest candidate : found) {
      if (candidate.isBefore(best)) {
        best = candidate;
      }
    }
    double distance = nearest[best.tile][best.position];
    lengths[edges] = metric == Metric.EUCLIDEAN ? Math.sqrt(distance) : distance;
    nearest[best.tile][best.position] = -1;
    cloud.copyPoint(best.index, point);
    waiting--;
    if (4L * waiting < 3L * packed && packed > width) {
      repack();
    }
    task.advance(1);
    edges++;
  }

  private void repack() {
    int[] indices = new int[waiting];
    double[] distances = new double[waiting];
    int count = 0;
    for (int t = 0; t < tiles.length; t++) {
      for (int w = 0; w < tiles[t].width(); w++) {
        if (nearest[t][w] >= 0) {
          indices[count] = tiles[t].index(w);
          distances[count++] = nearest[t][w];
        }
      }
    }
    pack(indices, distances, count);
  }

  private void pack(int[] indices, double[] distances, int count) {
    int needed = (count + width - 1) / width;
    tiles = new PointTile[needed];
    nearest = new double[needed][];
    for (int t = 0; t < needed; t++) {
      int from = t * width;
      int to = Math.min(count, from + width);
      tiles[t] = PointTile.of(cloud, Arrays.copyOfRange(indices, from, to));
      nearest[t] = Arrays.copyOfRange(distances, from, to);
    }
    packed = count;
    waiting = count;
  }

  /** The nearest waiting point among the tiles of one worker, and that worker's scratch space. */
  private static final class Nearest {

    private final double[] scratch;
    private double distance;
    private int index;
    private int tile;
    private int position;

    Nearest(int width) {
      scratch = new double[width];
    }

    void clear() {
      distance = Double.POSITIVE_INFINITY;
      index = Integer.MAX_VALUE;
    }

    void scan(int t, PointTile points, double[] distances) {
      for (int w = 0; w < points.width(); w++) {
        double candidate = distances[w];
        if (candidate <= distance && candidate >= 0 && isBetter(candidate, points.index(w))) {
          distance = candidate;
          index = points.index(w);
          tile = t;
          position = w;
        }
      }
    }

    private boolean isBetter(double candidate, int candidateIndex) {
      return candidate < distance || candidateIndex < index;
    }

    boolean isBefore(Nearest other) {
      return distance < other.distance || (distance == other.distance && index < other.index);
    }
  }
}
