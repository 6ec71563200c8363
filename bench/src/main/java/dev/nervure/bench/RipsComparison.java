package dev.nervure.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.nervure.data.distances.DistanceFile;
import dev.nervure.data.distances.DistanceFormat;
import dev.nervure.data.distances.DistanceOptions;
import dev.nervure.diagram.PersistenceDiagram;
import dev.nervure.homology.RipsOptions;
import dev.nervure.homology.RipsPersistence;
import dev.nervure.homology.RipsResult;
import dev.nervure.points.PointsOrDistances;
import dev.nervure.progress.Progress;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Persistent homology beside Ripser, case by case in one run: whole processes (input read, results
 * printed) and, for Nervure, repetitions in a warm JVM from the input in memory. CPU seconds are
 * user and system time of all threads, which other load on the machine inflates far less than the
 * clock's.
 *
 * <pre>bench/run RipsComparison DATA WORK LAUNCHER [CASE ...]</pre>
 */
public final class RipsComparison {
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  /** Repetitions go on until this much time is spent, but at least five times. */
  private static final double WARM_SECONDS = 6;

  private static final int MOST_REPETITIONS = 2000;

  private RipsComparison() {}

  /** Prints the table in Markdown. */
  public static void main(String[] arguments) {
    Path data = Path.of(arguments[0]);
    Path work = Path.of(arguments[1]);
    String launcher = arguments[2];
    List<String> only = Arrays.asList(arguments).subList(3, arguments.length);
    System.out.println(
        "| case | bars | Ripser CPU s (of that reading) | warm CPU s, 1 thread | ratio | warm wall s, 1 / 2 threads | Ripser wall s | cold wall s, 1 / 2 threads | Ripser MiB | cold MiB, 1 / 2 threads |");
    System.out.println("|---|---|---|---|---|---|---|---|---|---|");
    for (RipsCase one : RipsCase.all(data, work)) {
      if (only.isEmpty() || only.contains(one.name())) {
        System.out.println(row(one, launcher));
      }
    }
  }

  private static String row(RipsCase one, String launcher) {
    MeasuredCommand ripser = MeasuredCommand.run(command("ripser", one, 0));
    double reading = reading(one);
    double ripserSeconds = ripser.cpuSeconds() - reading;
    MeasuredCommand cold = MeasuredCommand.run(command(launcher, one, 1));
    MeasuredCommand coldPair = MeasuredCommand.run(command(launcher, one, 2));
    Warm single = warm(one, 1);
    Warm pair = warm(one, 2);
    long ripserBars = ripser.out().stream().filter(line -> line.startsWith(" [")).count();
    long ownBars = cold.out().size() - 1L;
    String bars =
        ripserBars == ownBars && ownBars == single.bars() && ownBars == pair.bars()
            ? Long.toString(ownBars)
            : "DIFFERENT: " + ripserBars + " and " + ownBars;
    return String.format(
        Locale.ROOT,
        "| %s | %s | %.2f (%.2f) | %.3f | %.1fx | %.3f / %.3f (%.2fx) | %.2f | %.2f / %.2f | %.0f | %.0f / %.0f |",
        one.name(),
        bars,
        ripser.cpuSeconds(),
        reading,
        single.cpuSeconds(),
        ripserSeconds / single.cpuSeconds(),
        single.wallSeconds(),
        pair.wallSeconds(),
        single.wallSeconds() / pair.wallSeconds(),
        ripser.wallSeconds(),
        cold.wallSeconds(),
        coldPair.wallSeconds(),
        ripser.peakMiB(),
        cold.peakMiB(),
        coldPair.peakMiB());
  }

  /**
   * CPU seconds that Ripser takes to read a matrix; points it turns into distances, as the warm
   * runs do.
   */
  private static double reading(RipsCase one) {
    if (one.format().equals("point-cloud")) {
      return 0;
    }
    List<String> command = new ArrayList<>(List.of("ripser"));
    command.addAll(one.readingOptions());
    command.add(one.file().toString());
    return MeasuredCommand.run(command).cpuSeconds();
  }

  /** Ripser, or Nervure's launcher with a number of threads. */
  private static List<String> command(String program, RipsCase one, int threads) {
    List<String> command = new ArrayList<>();
    command.add(program);
    if (threads > 0) {
      command.add("rips");
    }
    command.addAll(one.options());
    if (threads > 0) {
      command.addAll(List.of("--threads", Integer.toString(threads)));
    }
    command.add(one.file().toString());
    return command;
  }

  private record Warm(double cpuSeconds, double wallSeconds, int bars) {}

  /**
   * CPU time is the mean over the second half of the repetitions, garbage collection included; wall
   * time is their median.
   */
  private static Warm warm(RipsCase one, int threads) {
    PointsOrDistances input =
        DistanceFile.open(
                one.file(), DistanceOptions.GUESSED.withFormat(DistanceFormat.of(one.format())))
            .content();
    RipsOptions options =
        RipsOptions.defaults()
            .withMaxDimension(one.dimension())
            .withThreshold(one.threshold() > 0 ? one.threshold() : Double.POSITIVE_INFINITY);
    long[] cpu = new long[MOST_REPETITIONS + 1];
    double[] wall = new double[MOST_REPETITIONS];
    int count = 0;
    int bars = 0;
    double spent = 0;
    cpu[0] = SYSTEM.getProcessCpuTime();
    while (count < 5 || (spent < WARM_SECONDS && count < MOST_REPETITIONS)) {
      long wallStart = System.nanoTime();
      RipsResult result = RipsPersistence.compute(input, options, threads, Progress.none());
      wall[count] = (System.nanoTime() - wallStart) * 1e-9;
      spent += wall[count++];
      cpu[count] = SYSTEM.getProcessCpuTime();
      bars = result.diagrams().stream().mapToInt(PersistenceDiagram::size).sum();
    }
    int half = count / 2;
    return new Warm((cpu[count] - cpu[half]) * 1e-9 / (count - half), median(wall, count), bars);
  }

  private static double median(double[] values, int count) {
    double[] later = Arrays.copyOfRange(values, count / 2, count);
    Arrays.sort(later);
    return later[later.length / 2];
  }
}
