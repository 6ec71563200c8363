package dev.nervure.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.nervure.data.array.NpyWriter;
import dev.nervure.mapper.Cover;
import dev.nervure.mapper.Dbscan;
import dev.nervure.mapper.EpsElbow;
import dev.nervure.mapper.IntervalConvention;
import dev.nervure.mapper.IntervalCover;
import dev.nervure.mapper.LensValues;
import dev.nervure.mapper.Mapper;
import dev.nervure.mapper.MapperGraph;
import dev.nervure.mapper.MapperOptions;
import dev.nervure.mapper.NormLens;
import dev.nervure.points.PointCloud;
import dev.nervure.points.PointRows;
import dev.nervure.progress.Progress;
import dev.nervure.stats.RandomStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Mapper graphs of the l2 norm with 40 intervals and DBSCAN beside scikit-learn's, all cores on
 * both sides: of clouds like the activations of a layer, and of a Gaussian that fills its
 * coordinates, where no pair can be ruled out early. The radius is that of the elbow, which is
 * timed by itself.
 *
 * <pre>bench/run MapperComparison WORK PYTHON [POINTS [DIMENSION]]</pre>
 */
public final class MapperComparison {
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private static final Path PEER = Path.of("bench/peers/mapper_sklearn.py");
  private static final int INTERVALS = 40;
  private static final double OVERLAP = 0.25;
  private static final int MIN_SAMPLES = 5;

  /** The radius has so many decimals, so that both sides read the same. */
  private static final double DECIMALS = 1000;

  private MapperComparison() {}

  /** Prints the table in Markdown. */
  public static void main(String[] arguments) {
    Path work = Path.of(arguments[0]);
    String python = arguments[1];
    int n = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 50_000;
    int d = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 512;
    System.out.println(
        "| cloud | eps | nodes, edges, uncovered | scikit-learn, s (CPU s) | Nervure, s (CPU s) | elbow, s (CPU s) |");
    System.out.println("|---|---|---|---|---|---|");
    System.out.println(row("like activations", ActivationCloud.of(n, d, 1), work, python));
    System.out.println(row("Gaussian", gaussian(n, d), work, python));
  }

  private static PointCloud gaussian(int n, int d) {
    RandomStream stream = RandomStream.seeded(1);
    float[][] points = new float[n][d];
    for (float[] point : points) {
      for (int j = 0; j < d; j++) {
        point[j] = (float) stream.nextGaussian();
      }
    }
    return PointCloud.of(points);
  }

  private static String row(String name, PointCloud cloud, Path work, String python) {
    Path file = work.resolve("mapper.npy");
    NpyWriter.write(file, cloud.array());
    int threads = Runtime.getRuntime().availableProcessors();
    PointRows rows = PointRows.of(cloud);
    long wall = System.nanoTime();
    long cpu = SYSTEM.getProcessCpuTime();
    double elbow = EpsElbow.of(rows, 1, threads, Progress.none()).eps();
    double eps = Math.rint(elbow * DECIMALS) / DECIMALS;
    String elbowTime = seconds(wall, cpu);

    String[] peer =
        MeasuredCommand.run(
                List.of(
                    python,
                    PEER.toString(),
                    file.toString(),
                    Integer.toString(INTERVALS),
                    Double.toString(OVERLAP),
                    Double.toString(eps),
                    Integer.toString(MIN_SAMPLES)))
            .out()
            .get(0)
            .split(" ");

    wall = System.nanoTime();
    cpu = SYSTEM.getProcessCpuTime();
    LensValues lens = new NormLens().of(rows);
    Cover cover = new IntervalCover(INTERVALS, OVERLAP, IntervalConvention.FIXED_CENTRES);
    MapperGraph graph =
        Mapper.of(
                rows,
                lens,
                cover.elements(lens, Progress.none()),
                new Dbscan(eps, MIN_SAMPLES),
                MapperOptions.defaults(),
                threads,
                Progress.none())
            .graph();
    String own = seconds(wall, cpu);
    String found =
        "%d, %d, %d".formatted(graph.nodes().size(), graph.edges().size(), graph.uncovered());
    String expected = String.join(", ", peer[2], peer[3], peer[4]);
    return String.format(
        Locale.ROOT,
        "| %s | %s | %s | %.1f (%.1f) | %s | %s |",
        name,
        eps,
        found.equals(expected) ? found : found + " (scikit-learn " + expected + ")",
        Double.parseDouble(peer[0]),
        Double.parseDouble(peer[1]),
        own,
        elbowTime);
  }

  private static String seconds(long wall, long cpu) {
    return String.format(
        Locale.ROOT,
        "%.1f (%.1f)",
        (System.nanoTime() - wall) * 1e-9,
        (SYSTEM.getProcessCpuTime() - cpu) * 1e-9);
  }
}
