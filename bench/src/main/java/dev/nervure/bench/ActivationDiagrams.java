package dev.nervure.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.nervure.diagram.PairDistances;
import dev.nervure.diagram.PersistenceDiagram;
import dev.nervure.diagram.SlicedWassersteinDistance;
import dev.nervure.homology.RipsOptions;
import dev.nervure.homology.RipsPersistence;
import dev.nervure.points.PointCloud;
import dev.nervure.points.PointsOrDistances;
import dev.nervure.progress.ParallelTasks;
import dev.nervure.progress.Progress;
import dev.nervure.similarity.PrincipalComponents;
import dev.nervure.similarity.Representation;
import dev.nervure.stats.RandomStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/**
 * The workload of Purvine et al. (AAAI 2023): diagrams in degree 1 of 1,000 points in each of the
 * 17 convolutions of many ResNet-18, the sliced Wasserstein distances of all pairs of them, and the
 * diagrams of one network whose layers lose ever more of their narrowest components. Clouds are
 * like activations; beside them Gaussian ones of the same sizes, which fill their coordinates and
 * are a hard case. Clouds are worked on side by side, one thread each.
 *
 * <pre>bench/run ActivationDiagrams [NETWORKS [THREADS]]</pre>
 */
public final class ActivationDiagrams {
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private static final int POINTS = 1000;
  private static final int DIRECTIONS = 50;

  /** Components are taken away by as many at a time, as in the published test. */
  private static final int STEP = 4;

  private static final int[] WIDTHS = {
    64, 64, 64, 64, 64, 128, 128, 128, 128, 256, 256, 256, 256, 512, 512, 512, 512
  };

  private final int threads;

  private ActivationDiagrams(int threads) {
    this.threads = threads;
  }

  /** Prints the table in Markdown. */
  public static void main(String[] arguments) {
    int networks = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100;
    int threads =
        arguments.length > 1
            ? Integer.parseInt(arguments[1])
            : Runtime.getRuntime().availableProcessors();
    ActivationDiagrams benchmark = new ActivationDiagrams(threads);
    System.out.println("| what | how many | bars each | s (CPU s) | ms each (CPU ms) |");
    System.out.println("| --- | --- | --- | --- | --- |");
    benchmark.diagrams(
        "Gaussian clouds, one network", WIDTHS.length, i -> gaussian(WIDTHS[i], i + 1));
    List<PersistenceDiagram> diagrams =
        benchmark.diagrams(
            "clouds like activations",
            networks * WIDTHS.length,
            i -> ActivationCloud.of(POINTS, WIDTHS[i % WIDTHS.length], i + 1));
    benchmark.pairs(diagrams);
    benchmark.reduced();
  }

  private static PointCloud gaussian(int width, long seed) {
    RandomStream stream = RandomStream.seeded(seed);
    float[][] points = new float[POINTS][width];
    for (float[] point : points) {
      for (int j = 0; j < width; j++) {
        point[j] = (float) stream.nextGaussian();
      }
    }
    return PointCloud.of(points);
  }

  private List<PersistenceDiagram> diagrams(
      String what, int count, IntFunction<PointCloud> clouds) {
    // Drawing them is no part of what is measured; a float32 cloud of 512 coordinates takes 2 MB.
    PointCloud[] drawn = new PointCloud[count];
    each(count, i -> drawn[i] = clouds.apply(i));
    PersistenceDiagram[] found = new PersistenceDiagram[count];
    Clock clock = new Clock();
    each(count, i -> found[i] = loops(drawn[i]));
    clock.print(what, count, bars(Arrays.asList(found)));
    return Arrays.asList(found);
  }

  private static PersistenceDiagram loops(PointCloud cloud) {
    return RipsPersistence.compute(PointsOrDistances.of(cloud), RipsOptions.defaults()).diagram(1);
  }

  private void pairs(List<PersistenceDiagram> diagrams) {
    Clock clock = new Clock();
    PairDistances distances =
        new SlicedWassersteinDistance(DIRECTIONS).among(diagrams, threads, Progress.none());
    int pairs = distances.size() * (distances.size() - 1) / 2;
    clock.print("sliced Wasserstein, M = " + DIRECTIONS + ", pairs", pairs, bars(diagrams));
  }

  /** The layers of one network and what is left of them. */
  private void reduced() {
    List<PointCloud> layers = new ArrayList<>();
    for (int layer = 0; layer < WIDTHS.length; layer++) {
      layers.add(ActivationCloud.of(POINTS, WIDTHS[layer], layer + 1));
    }
    Clock clock = new Clock();
    PrincipalComponents[] components = new PrincipalComponents[layers.size()];
    each(
        components.length,
        i ->
            components[i] =
                PrincipalComponents.of(Representation.of(layers.get(i)), Progress.none()));
    List<int[]> removals = new ArrayList<>();
    for (int layer = 0; layer < components.length; layer++) {
      int count = components[layer].count();
      int steps = count / STEP;
      for (int step = 0; step < steps; step++) {
        removals.add(new int[] {layer, STEP + step * (count - STEP) / steps});
      }
    }
    PersistenceDiagram[] found = new PersistenceDiagram[removals.size()];
    each(
        found.length,
        i -> {
          int[] removal = removals.get(i);
          found[i] = loops(components[removal[0]].withoutLast(removal[1]));
        });
    clock.print("one network without components", found.length, bars(Arrays.asList(found)));
  }

  private static double bars(List<PersistenceDiagram> diagrams) {
    return diagrams.stream().mapToInt(diagram -> diagram.finitePairs().length).average().orElse(0);
  }

  private interface Work {
    void of(int index);
  }

  private void each(int count, Work work) {
    AtomicInteger next = new AtomicInteger();
    ParallelTasks.run(
        threads,
        worker -> {
          for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
            work.of(i);
          }
        });
  }

  /** Time by the clock and of all processors since it was made. */
  private static final class Clock {
    private final long wall = System.nanoTime();
    private final long cpu = SYSTEM.getProcessCpuTime();

    void print(String what, int count, double bars) {
      double wallSeconds = (System.nanoTime() - wall) * 1e-9;
      double cpuSeconds = (SYSTEM.getProcessCpuTime() - cpu) * 1e-9;
      System.out.println(
          String.format(
              Locale.ROOT,
              "| %s | %,d | %.0f | %.1f (%.1f) | %.3g (%.3g) |",
              what,
              count,
              bars,
              wallSeconds,
              cpuSeconds,
              1e3 * wallSeconds / count,
              1e3 * cpuSeconds / count));
    }
  }
}
