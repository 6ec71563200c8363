package dev.nervure.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.nervure.data.array.NpyWriter;
import dev.nervure.dimension.DimensionEstimate;
import dev.nervure.dimension.DimensionEstimators;
import dev.nervure.dimension.EstimatorInput;
import dev.nervure.points.PointCloud;
import dev.nervure.progress.Progress;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Estimators of dimension of one cloud beside scikit-learn's neighbours with numpy and scipy: the
 * same estimators on as many points, all cores on both sides. The peer gives values; Nervure gives
 * their standard errors and values at half and a quarter of the points as well.
 *
 * <pre>bench/run DimensionsComparison WORK PYTHON [POINTS [COORDINATES]]</pre>
 */
public final class DimensionsComparison {
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private static final Path PEER = Path.of("bench/peers/dimensions_sklearn.py");
  private static final int SEED = 1;

  private DimensionsComparison() {}

  /** Prints the table in Markdown. */
  public static void main(String[] arguments) {
    int n = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 10_000;
    int d = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 512;
    PointCloud cloud = ActivationCloud.of(n, d, SEED);
    Path file = Path.of(arguments[0]).resolve("dimensions.npy");
    NpyWriter.write(file, cloud.array());
    List<String> lines =
        MeasuredCommand.run(List.of(arguments[1], PEER.toString(), file.toString())).out();
    String[] times = lines.get(0).split(" ");
    Map<String, Double> peer = new LinkedHashMap<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] words = line.split(" ");
      peer.put(words[0], Double.parseDouble(words[1]));
    }
    System.out.println("| estimator | numpy | Nervure | standard error | Nervure, s |");
    System.out.println("|---|---|---|---|---|");
    EstimatorInput input = new EstimatorInput(cloud);
    int threads = Runtime.getRuntime().availableProcessors();
    long wall = System.nanoTime();
    long cpu = SYSTEM.getProcessCpuTime();
    for (Map.Entry<String, Double> one : peer.entrySet()) {
      long before = System.nanoTime();
      DimensionEstimate found =
          DimensionEstimators.named(one.getKey()).estimate(input, SEED, threads, Progress.none());
      System.out.printf(
          Locale.ROOT,
          "| `%s` | %.3f | %.3f | %.3f | %.2f |%n",
          one.getKey(),
          one.getValue(),
          found.estimate().value(),
          found.estimate().standardError(),
          seconds(before));
    }
    double wallSeconds = seconds(wall);
    double cpuSeconds = (SYSTEM.getProcessCpuTime() - cpu) * 1e-9;
    System.out.printf(
        Locale.ROOT,
        "%nnumpy %s s (%s s of CPU), Nervure %.1f s (%.1f): %.1fx (%.1fx)%n",
        times[0],
        times[1],
        wallSeconds,
        cpuSeconds,
        Double.parseDouble(times[0]) / wallSeconds,
        Double.parseDouble(times[1]) / cpuSeconds);
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) * 1e-9;
  }
}
