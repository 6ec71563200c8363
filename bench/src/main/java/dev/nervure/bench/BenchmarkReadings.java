package dev.nervure.bench;

import dev.nervure.data.manifolds.BenchmarkManifold;
import dev.nervure.dimension.DimensionEstimator;
import dev.nervure.dimension.DimensionEstimators;
import dev.nervure.dimension.EstimatorInput;
import dev.nervure.progress.Progress;
import dev.nervure.stats.Estimate;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What the estimators of dimension read on the 24 manifolds of the literature: writes the table of
 * docs/dimension.md. Takes some minutes.
 *
 * <p>{@code java -cp bench/target/benchmarks.jar dev.nervure.bench.BenchmarkReadings}, in the root
 * of the project.
 */
public final class BenchmarkReadings {
  private static final int POINTS = 2500;
  private static final long SEED = 1;

  private BenchmarkReadings() {}

  /** Measures and writes. */
  public static void main(String[] arguments) throws IOException {
    List<DimensionEstimator> estimators =
        DimensionEstimators.all().stream()
            .filter(estimator -> !estimator.name().equals("ph_dimension_paper"))
            .toList();
    StringBuilder head = new StringBuilder("| manifold | dimension | coordinates |");
    StringBuilder rule = new StringBuilder("| --- | --- | --- |");
    for (DimensionEstimator estimator : estimators) {
      head.append(" `").append(estimator.name().replace("_dimension", "")).append("` |");
      rule.append(" --- |");
    }
    List<String> lines = new ArrayList<>(List.of(head.toString(), rule.toString()));
    for (BenchmarkManifold manifold : BenchmarkManifold.all()) {
      EstimatorInput input = new EstimatorInput(manifold.points(POINTS, 0, SEED));
      StringBuilder line =
          new StringBuilder(
              "| %s | %d | %d |"
                  .formatted(manifold.name(), manifold.dimension(), manifold.coordinates()));
      for (DimensionEstimator estimator : estimators) {
        Estimate found = estimator.estimate(input, SEED, 1, Progress.none()).estimate();
        line.append(' ').append(cell(found)).append(" |");
      }
      lines.add(line.toString());
      System.err.println(line);
    }
    new FigureBlock("dimension.md", "benchmark").write(lines);
  }

  private static String cell(Estimate found) {
    return found.isEstimable()
        ? String.format(Locale.ROOT, found.value() < 10 ? "%.2f" : "%.1f", found.value())
        : "n.e.";
  }
}
