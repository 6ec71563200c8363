package dev.nervure.bench;

import dev.nervure.dimension.AngleNormStatistics;
import dev.nervure.progress.ParallelTasks;
import dev.nervure.stats.RandomStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What uniform balls read, as {@code AngleNormConcentration} compares with: writes the resource of
 * module {@code shape} that holds the table. Takes about five minutes on two cores.
 *
 * <p>{@code java -cp bench/target/benchmarks.jar dev.nervure.bench.AngleNormTable}, in the root of
 * the project.
 */
public final class AngleNormTable {
  private static final Path RESOURCE =
      Path.of("shape/src/main/resources/dev/nervure/dimension/ball-angles-and-norms.csv");

  private static final int[] SIZES = {50, 100, 200, 400, 800, 1600, 3200, 6400};
  private static final int WHOLE_DIMENSIONS = 30;
  private static final int[] HIGHER_DIMENSIONS = {35, 40, 45, 50, 60, 70, 80, 90, 100};

  /** Points a cell of the table, at least. */
  private static final int POINTS = 20_000;

  private static final int FEWEST_CLOUDS = 3;

  private AngleNormTable() {}

  /** Measures and writes. */
  public static void main(String[] arguments) throws IOException {
    List<int[]> cells = new ArrayList<>();
    for (int n : SIZES) {
      for (int dimension : dimensions()) {
        cells.add(new int[] {n, dimension});
      }
    }
    String[] lines = new String[cells.size()];
    AtomicInteger next = new AtomicInteger();
    ParallelTasks.run(
        Runtime.getRuntime().availableProcessors(),
        worker -> {
          for (int c = next.getAndIncrement(); c < lines.length; c = next.getAndIncrement()) {
            lines[c] = line(cells.get(c)[0], cells.get(c)[1]);
            System.err.println(lines[c]);
          }
        });
    Files.writeString(
        RESOURCE, "n,dimension,norms,angle,concentration\n" + String.join("\n", lines) + "\n");
  }

  private static List<Integer> dimensions() {
    List<Integer> dimensions = new ArrayList<>();
    for (int d = 1; d <= WHOLE_DIMENSIONS; d++) {
      dimensions.add(d);
    }
    for (int d : HIGHER_DIMENSIONS) {
      dimensions.add(d);
    }
    return dimensions;
  }

  private static String line(int n, int dimension) {
    int clouds = Math.max(FEWEST_CLOUDS, (POINTS + n - 1) / n);
    double inverses = 0;
    double angles = 0;
    double concentrations = 0;
    for (int c = 0; c < clouds; c++) {
      RandomStream random = RandomStream.seeded(c).derive("ball").derive(dimension).derive(n);
      AngleNormStatistics one = AngleNormStatistics.of(KnownSet.ball(dimension).cloud(n, random));
      inverses += 1 / one.norms() / clouds;
      angles += one.angle() / clouds;
      concentrations += one.concentration() / clouds;
    }
    return String.format(
        Locale.ROOT, "%d,%d,%.5f,%.5f,%.5f", n, dimension, 1 / inverses, angles, concentrations);
  }
}
