package dev.nervure.study.layers;

import dev.nervure.measure.Measure;
import dev.nervure.measure.Measures;
import dev.nervure.run.MeasuredValue;
import dev.nervure.run.Place;
import dev.nervure.run.PlainJson;
import dev.nervure.stats.Estimate;
import dev.nervure.stats.Quantiles;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes rows of values that share a place, a convention, a scaling and parameters. Intervals are
 * estimate plus and minus 1.96 standard errors, cut off at the measure's bounds.
 *
 * @param place the layer
 * @param seed of the draws
 * @param convention which definition
 * @param scaling of the coordinates
 */
public record ValueRows(Place place, long seed, String convention, String scaling) {

  /** Rows for the points of a layer. */
  public static ValueRows of(LayerPoints points, long seed, String convention, String scaling) {
    return new ValueRows(points.place(), seed, convention, scaling);
  }

  /** A value over all points, or over all classes. */
  public MeasuredValue overall(
      String name, Estimate estimate, int n, Map<String, Object> parameters) {
    return row(name, null, null, estimate, n, parameters);
  }

  /** A value of one class. */
  public MeasuredValue ofClass(
      String name,
      int classIndex,
      String className,
      Estimate estimate,
      int n,
      Map<String, Object> parameters) {
    return row(name, classIndex, className, estimate, n, parameters);
  }

  /** A value that has no sampling error: a property of what it was taken of. */
  public MeasuredValue overallWithoutError(
      String name, double value, int n, Map<String, Object> parameters) {
    return withoutError(name, null, null, value, n, parameters);
  }

  /** A value of one class whose uncertainty its definition does not give. */
  public MeasuredValue ofClassWithoutError(
      String name,
      int classIndex,
      String className,
      double value,
      int n,
      Map<String, Object> parameters) {
    return withoutError(name, classIndex, className, value, n, parameters);
  }

  private MeasuredValue withoutError(
      String name,
      @Nullable Integer classIndex,
      @Nullable String className,
      double value,
      int n,
      Map<String, Object> parameters) {
    return new MeasuredValue(
        name,
        place.withLabelClass(classIndex),
        className,
        value,
        null,
        null,
        null,
        null,
        n,
        seed,
        convention,
        scaling,
        PlainJson.of(parameters),
        null);
  }

  private MeasuredValue row(
      String name,
      @Nullable Integer classIndex,
      @Nullable String className,
      Estimate estimate,
      int n,
      Map<String, Object> parameters) {
    Measure measure = Measures.named(name);
    boolean estimable = estimate.isEstimable();
    Double value = estimable ? estimate.value() : null;
    Double error = estimable ? estimate.standardError() : null;
    Double low =
        estimable
            ? measure.bounded(estimate.value() - Quantiles.NORMAL_95 * estimate.standardError())
            : null;
    Double high =
        estimable
            ? measure.bounded(estimate.value() + Quantiles.NORMAL_95 * estimate.standardError())
            : null;
    return new MeasuredValue(
        name,
        place.withLabelClass(classIndex),
        className,
        value,
        error,
        low,
        high,
        estimable ? measure.intervalOf() : null,
        n,
        seed,
        convention,
        scaling,
        PlainJson.of(parameters),
        estimate instanceof Estimate.NotEstimable not ? not.reason() : null);
  }
}
