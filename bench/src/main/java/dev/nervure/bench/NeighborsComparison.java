package dev.nervure.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.nervure.data.array.NpyWriter;
import dev.nervure.neighbors.NearestNeighbors;
import dev.nervure.neighbors.NeighborTable;
import dev.nervure.points.Metric;
import dev.nervure.points.PointCloud;
import dev.nervure.progress.Progress;
import dev.nervure.stats.RandomStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Exact nearest neighbours beside scikit-learn, 512 coordinates, all cores on both sides: of clouds
 * like the activations of a layer, and of a Gaussian that fills its coordinates, where no pair can
 * be ruled out early. Each has three runs in turn, of which the fastest counts.
 *
 * <pre>bench/run NeighborsComparison WORK PYTHON [POINTS [NEIGHBORS]]</pre>
 */
public final class NeighborsComparison {
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private static final Path PEER = Path.of("bench/peers/neighbors_sklearn.py");
  private static final int DIMENSION = 512;
  private static final int REPEATS = 3;

  /** scikit-learn multiplies out squares; the largest relative difference of a sum allowed. */
  private static final double SAME = 1e-5;

  private NeighborsComparison() {}

  private record Timed(double wall, double cpu, double sum) {}

  /** Prints the table in Markdown. */
  public static void main(String[] arguments) {
    Path work = Path.of(arguments[0]);
    String python = arguments[1];
    int n = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 20_000;
    int k = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 100;
    System.out.println(
        "| cloud | points | neighbours | scikit-learn, s (CPU s) | Nervure, s (CPU s) | ratio (of CPU) |");
    System.out.println("|---|---|---|---|---|---|");
    System.out.println(
        row("like activations", ActivationCloud.of(n, DIMENSION, 1), k, work, python));
    System.out.println(row("Gaussian", gaussian(n), k, work, python));
  }

  private static PointCloud gaussian(int n) {
    RandomStream stream = RandomStream.seeded(1);
    float[][] points = new float[n][DIMENSION];
    for (float[] point : points) {
      for (int j = 0; j < DIMENSION; j++) {
        point[j] = (float) stream.nextGaussian();
      }
    }
    return PointCloud.of(points);
  }

  private static String row(String name, PointCloud cloud, int k, Path work, String python) {
    Path file = work.resolve("neighbors.npy");
    NpyWriter.write(file, cloud.array());
    Timed peer = peer(file, k, python);
    Timed own = own(cloud, k);
    for (int repeat = 1; repeat < REPEATS; repeat++) {
      peer = faster(peer, peer(file, k, python));
      own = faster(own, own(cloud, k));
    }
    if (Math.abs(peer.sum() - own.sum()) > SAME * own.sum()) {
      throw new IllegalStateException("distances sum up to %s and %s".formatted(peer, own));
    }
    return String.format(
        Locale.ROOT,
        "| %s | %d | %d | %.1f (%.1f) | %.1f (%.1f) | %.1fx (%.1fx) |",
        name,
        cloud.size(),
        k,
        peer.wall(),
        peer.cpu(),
        own.wall(),
        own.cpu(),
        peer.wall() / own.wall(),
        peer.cpu() / own.cpu());
  }

  private static Timed faster(Timed before, Timed now) {
    return now.wall() < before.wall() ? now : before;
  }

  private static Timed peer(Path file, int k, String python) {
    String[] found =
        MeasuredCommand.run(
                List.of(python, PEER.toString(), file.toString(), Integer.toString(k), "1"))
            .out()
            .get(0)
            .split(" ");
    return new Timed(
        Double.parseDouble(found[0]), Double.parseDouble(found[1]), Double.parseDouble(found[2]));
  }

  private static Timed own(PointCloud cloud, int k) {
    int threads = Runtime.getRuntime().availableProcessors();
    long wall = System.nanoTime();
    long cpu = SYSTEM.getProcessCpuTime();
    NeighborTable table = NearestNeighbors.of(cloud, k, Metric.EUCLIDEAN, threads, Progress.none());
    double wallSeconds = (System.nanoTime() - wall) * 1e-9;
    double cpuSeconds = (SYSTEM.getProcessCpuTime() - cpu) * 1e-9;
    double sum = 0;
    for (double[] row : table.distances()) {
      for (double distance : row) {
        sum += distance;
      }
    }
    return new Timed(wallSeconds, cpuSeconds, sum);
  }
}
