package dev.nervure.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.nervure.data.array.NpyWriter;
import dev.nervure.homology.MinimumSpanningTree;
import dev.nervure.points.DistanceMatrix;
import dev.nervure.points.Metric;
import dev.nervure.points.PointCloud;
import dev.nervure.progress.Progress;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Dimension 0 beside SciPy's single linkage: activation clouds of 512 coordinates, from the points
 * and from the distances. CPU seconds, the best of a few repetitions on both sides.
 *
 * <pre>bench/run ComponentsComparison WORK [POINTS ...]</pre>
 */
public final class ComponentsComparison {
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private static final Path PEER = Path.of("bench/peers/single_linkage_scipy.py");
  private static final String PYTHON = "/usr/bin/python3";

  /** SciPy and Nervure add lengths in float64, from distances rounded at most once to float32. */
  private static final double SAME = 1e-6;

  /** From here on the matrix of SciPy alone takes gigabytes, and one repetition says enough. */
  private static final int LARGE = 10_000;

  private ComponentsComparison() {}

  private record Timed(double seconds, double sum) {}

  /** Prints the table in Markdown. */
  public static void main(String[] arguments) {
    Path work = Path.of(arguments[0]);
    List<String> sizes =
        arguments.length > 1 ? List.of(arguments).subList(1, arguments.length) : List.of("4000");
    System.out.println(
        "| points | SciPy from points | Nervure from points | ratio | SciPy from distances | Nervure from distances | ratio |");
    System.out.println("|---|---|---|---|---|---|---|");
    for (String size : sizes) {
      System.out.println(row(Integer.parseInt(size), work));
    }
  }

  private static String row(int n, Path work) {
    PointCloud cloud = ActivationCloud.of(n, 512, 1);
    Path file = work.resolve("act_" + n + ".npy");
    NpyWriter.write(file, cloud.array()); // for the peer
    int repeats = n < LARGE ? 5 : 1;
    String[] peer =
        MeasuredCommand.run(
                List.of(PYTHON, PEER.toString(), file.toString(), Integer.toString(repeats)))
            .out()
            .get(0)
            .split(" ");
    double pairwise = Double.parseDouble(peer[0]);
    double linkage = Double.parseDouble(peer[1]);
    double sum = Double.parseDouble(peer[2]);
    Timed points =
        best(
            n < LARGE ? 10 : 3,
            () -> MinimumSpanningTree.of(cloud, Metric.EUCLIDEAN, 1, Progress.none()),
            sum);
    DistanceMatrix matrix = DistanceMatrix.of(cloud);
    Timed distances = best(n < LARGE ? 60 : 3, () -> MinimumSpanningTree.of(matrix), sum);
    return String.format(
        Locale.ROOT,
        "| %d | %.2f | %.3f | %.1fx | %.4f | %.4f | %.1fx |",
        n,
        pairwise + linkage,
        points.seconds(),
        (pairwise + linkage) / points.seconds(),
        linkage,
        distances.seconds(),
        linkage / distances.seconds());
  }

  private static Timed best(int repeats, Supplier<MinimumSpanningTree> run, double expected) {
    Timed best = new Timed(Double.POSITIVE_INFINITY, 0);
    for (int i = 0; i < repeats; i++) {
      long start = SYSTEM.getProcessCpuTime();
      double[] lengths = run.get().lengths();
      double seconds = (SYSTEM.getProcessCpuTime() - start) * 1e-9;
      double sum = 0;
      for (double length : lengths) {
        sum += length;
      }
      if (Math.abs(sum - expected) > SAME * expected) {
        throw new IllegalStateException("lengths sum up to " + sum + ", not " + expected);
      }
      if (seconds < best.seconds()) {
        best = new Timed(seconds, sum);
      }
    }
    return best;
  }
}
