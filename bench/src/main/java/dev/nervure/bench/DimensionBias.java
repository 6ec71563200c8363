package dev.nervure.bench;

import dev.nervure.dimension.DimensionEstimator;
import dev.nervure.dimension.DimensionEstimators;
import dev.nervure.dimension.EstimatorInput;
import dev.nervure.progress.Progress;
import dev.nervure.stats.Estimate;
import dev.nervure.stats.RandomStream;
import java.io.IOException;
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
 * <pre>bench/run DimensionBias</pre>
 *
 * <p>Writes the resource of {@code dev.nervure.dimension.DimensionReadings} and the table of
 * docs/dimension.md. To be run whenever an estimator changes its values. Half an hour on one core.
 */
public final class DimensionBias {
  private static final Path RESOURCE =
      Path.of("shape/src/main/resources/dev/nervure/dimension/readings.csv");

  private static final int[] DIMENSIONS = {1, 2, 3, 4, 5, 7, 10, 15, 20, 30};

  /**
   * How many clouds of n points are read: estimates of the PH dimension scatter by about 9, 4, 2.5
   * and 1.5 % from cloud to cloud, those of neighbours by up to 12, 8, 4.5 and 2.5 %, so that most
   * means are good to 1 %.
   *
   * @param scaling clouds for the PH dimension, which takes longer
   * @param neighbors clouds for the others
   */
  private record Size(int n, int scaling, int neighbors) {}

  private static final List<Size> SIZES =
      List.of(
          new Size(100, 120, 160),
          new Size(300, 24, 60),
          new Size(1000, 8, 20),
          new Size(3000, 3, 8));

  /**
   * A mean over the others would be one of chosen clouds where more are refused than this share.
   */
  private static final double MOST_REFUSED = 0.01;

  private static final String SCALING = "ph_dimension";
  private static final List<String> ESTIMATORS =
      List.of(SCALING, "twonn_dimension", "mle_dimension");

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

  /** Measures and writes. */
  public static void main(String[] arguments) throws IOException {
    List<Reading> readings = new ArrayList<>();
    for (Family family : FAMILIES) {
      for (Size size : SIZES) {
        for (int dimension : DIMENSIONS) {
          readings.addAll(read(family, dimension, size));
          System.err.printf("%s %d, n = %d%n", family.name(), dimension, size.n());
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
    Files.writeString(RESOURCE, String.join("\n", lines) + "\n");
    new FigureBlock("dimension.md", "readings").write(table(readings));
  }

  private static List<Reading> read(Family family, int dimension, Size size) {
    KnownSet set = family.ofDimension().apply(dimension);
    List<List<Double>> values = new ArrayList<>();
    ESTIMATORS.forEach(name -> values.add(new ArrayList<>()));
    for (int cloud = 0; cloud < Math.max(size.scaling(), size.neighbors()); cloud++) {
      RandomStream random =
          RandomStream.seeded(cloud).derive(family.name()).derive(dimension).derive(size.n());
      EstimatorInput input = new EstimatorInput(set.cloud(size.n(), random));
      for (int e = 0; e < values.size(); e++) {
        if (cloud < clouds(size, e)) {
          DimensionEstimator estimator = DimensionEstimators.named(ESTIMATORS.get(e));
          Estimate found = estimator.estimate(input, cloud, 1, Progress.none()).estimate();
          if (found.isEstimable()) {
            values.get(e).add(found.value());
          }
        }
      }
    }
    List<Reading> readings = new ArrayList<>();
    for (int e = 0; e < values.size(); e++) {
      Scatter scatter = Scatter.of(values.get(e));
      if (scatter.count() >= clouds(size, e) * (1 - MOST_REFUSED)) {
        readings.add(
            new Reading(
                ESTIMATORS.get(e),
                family.name(),
                size.n(),
                dimension,
                scatter.mean(),
                scatter.deviation() / Math.sqrt(scatter.count())));
      }
    }
    return readings;
  }

  private static int clouds(Size size, int estimator) {
    return ESTIMATORS.get(estimator).equals(SCALING) ? size.scaling() : size.neighbors();
  }

  private static List<String> table(List<Reading> readings) {
    List<String> lines = new ArrayList<>();
    for (String estimator : ESTIMATORS) {
      StringBuilder head = new StringBuilder("| `" + estimator + "` | n |");
      StringBuilder rule = new StringBuilder("| --- | --- |");
      for (int dimension : DIMENSIONS) {
        head.append(' ').append(dimension).append(" |");
        rule.append(" --- |");
      }
      lines.add(head.toString());
      lines.add(rule.toString());
      for (Family family : FAMILIES) {
        for (Size size : SIZES) {
          StringBuilder row = new StringBuilder("| " + family.name() + " | " + size.n() + " |");
          for (int dimension : DIMENSIONS) {
            row.append(' ')
                .append(cell(readings, estimator, family, size.n(), dimension))
                .append(" |");
          }
          lines.add(row.toString());
        }
      }
      lines.add("");
    }
    double[] errors =
        readings.stream().mapToDouble(one -> 100 * one.error() / one.mean()).sorted().toArray();
    lines.add(
        String.format(
            Locale.ROOT,
            "Standard errors of these means: %.1f %% in the middle, %.1f %% at most.",
            errors[errors.length / 2],
            errors[errors.length - 1]));
    return lines;
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
