package dev.nervure.bench;

import dev.nervure.dimension.DimensionEstimator;
import dev.nervure.dimension.DimensionEstimators;
import dev.nervure.dimension.EstimatorInput;
import dev.nervure.points.PointCloud;
import dev.nervure.progress.Progress;
import dev.nervure.stats.Estimate;
import dev.nervure.stats.RandomStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;

/**
 * What do estimates of dimension read on sets whose dimension is known? The mean over many clouds,
 * by estimator, set, dimension and number of points.
 *
 * <pre>bench/run DimensionBias READINGS.csv</pre>
 *
 * <p>READINGS.csv is the resource of {@code dev.nervure.dimension.DimensionReadings}; the Markdown
 * on standard output is the table of docs/dimension.md. Both are to be made anew whenever an
 * estimator changes its values. An hour on one core.
 */
public final class DimensionBias {
  private static final int[] DIMENSIONS = {1, 2, 3, 4, 5, 7, 10, 15, 20, 30};

  /**
   * Sizes, and so many clouds of each: estimates scatter by up to 12, 8, 4.5 and 2.5 % from cloud
   * to cloud, so that their means are good to 1 %.
   */
  private static final int[] SIZES = {100, 300, 1000, 3000};

  private static final int[] CLOUDS = {160, 60, 20, 8};

  /**
   * A mean over the others would be one of chosen clouds where more are refused than this share.
   */
  private static final double MOST_REFUSED = 0.01;

  private static final List<String> ESTIMATORS =
      List.of("ph_dimension", "twonn_dimension", "mle_dimension");

  private DimensionBias() {}

  private record Family(String name, IntFunction<KnownSet> ofDimension) {}

  private static final List<Family> FAMILIES =
      List.of(
          new Family("sphere", KnownSet::sphere),
          new Family("ball", KnownSet::ball),
          new Family("gaussian", KnownSet::gaussian));

  /** Mean reading and its standard error; or none, where some clouds are refused. */
  private record Reading(
      String estimator, String family, int n, int dimension, double mean, double error) {}

  /** Writes the readings and prints the table. */
  public static void main(String[] arguments) throws IOException {
    Path file = Path.of(arguments[0]);
    List<Reading> readings = new ArrayList<>();
    for (Family family : FAMILIES) {
      for (int size = 0; size < SIZES.length; size++) {
        for (int dimension : DIMENSIONS) {
          readings.addAll(read(family, dimension, SIZES[size], CLOUDS[size]));
          System.err.printf("%s %d, n = %d%n", family.name(), dimension, SIZES[size]);
        }
      }
    }
    List<String> lines = new ArrayList<>(List.of("estimator,manifold,n,dimension,reading,error"));
    for (Reading one : readings) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%s,%s,%d,%d,%.3f,%.3f",
              one.estimator(),
              one.family(),
              one.n(),
              one.dimension(),
              one.mean(),
              one.error()));
    }
    Files.writeString(file, String.join("\n", lines) + "\n");
    print(readings, new PrintStream(System.out, true, StandardCharsets.UTF_8));
  }

  private static List<Reading> read(Family family, int dimension, int n, int clouds) {
    KnownSet set = family.ofDimension().apply(dimension);
    List<List<Double>> values = new ArrayList<>();
    ESTIMATORS.forEach(name -> values.add(new ArrayList<>()));
    for (int cloud = 0; cloud < clouds; cloud++) {
      RandomStream random =
          RandomStream.seeded(cloud).derive(family.name()).derive(dimension).derive(n);
      PointCloud points = set.cloud(n, random);
      EstimatorInput input = new EstimatorInput(points);
      for (int e = 0; e < values.size(); e++) {
        DimensionEstimator estimator = DimensionEstimators.named(ESTIMATORS.get(e));
        Estimate found = estimator.estimate(input, cloud, 1, Progress.none()).estimate();
        if (found.isEstimable()) {
          values.get(e).add(found.value());
        }
      }
    }
    List<Reading> readings = new ArrayList<>();
    for (int e = 0; e < values.size(); e++) {
      Scatter scatter = Scatter.of(values.get(e));
      if (scatter.count() >= clouds * (1 - MOST_REFUSED)) {
        readings.add(
            new Reading(
                ESTIMATORS.get(e),
                family.name(),
                n,
                dimension,
                scatter.mean(),
                scatter.deviation() / Math.sqrt(scatter.count())));
      }
    }
    return readings;
  }

  private static void print(List<Reading> readings, PrintStream out) {
    for (String estimator : ESTIMATORS) {
      StringBuilder head = new StringBuilder("| `" + estimator + "`, n |");
      StringBuilder rule = new StringBuilder("| --- |");
      for (int dimension : DIMENSIONS) {
        head.append(' ').append(dimension).append(" |");
        rule.append(" --- |");
      }
      out.println(head);
      out.println(rule);
      for (Family family : FAMILIES) {
        for (int n : SIZES) {
          StringBuilder row = new StringBuilder("| " + family.name() + ", " + n + " |");
          for (int dimension : DIMENSIONS) {
            row.append(' ').append(cell(readings, estimator, family, n, dimension)).append(" |");
          }
          out.println(row);
        }
      }
      out.println();
    }
    out.printf(
        Locale.ROOT,
        "Largest standard error of a mean: %.1f %%.%n",
        100 * readings.stream().mapToDouble(one -> one.error() / one.mean()).max().orElseThrow());
  }

  private static String cell(
      List<Reading> readings, String estimator, Family family, int n, int dimension) {
    return readings.stream()
        .filter(one -> one.estimator().equals(estimator) && one.family().equals(family.name()))
        .filter(one -> one.n() == n && one.dimension() == dimension)
        .map(one -> String.format(Locale.ROOT, one.mean() < 10 ? "%.2f" : "%.1f", one.mean()))
        .findFirst()
        .orElse("–");
  }
}
