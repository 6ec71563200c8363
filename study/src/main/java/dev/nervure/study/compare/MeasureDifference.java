package dev.nervure.study.compare;

import dev.nervure.measure.Measure;
import dev.nervure.measure.Measures;
import dev.nervure.run.LayerResult;
import dev.nervure.run.MeasuredValue;
import dev.nervure.run.Results;
import dev.nervure.run.Subject;
import dev.nervure.stats.ErrorFunction;
import dev.nervure.stats.FamilyWise;
import dev.nervure.stats.Quantiles;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is measured in a layer of one network less the same in the layer of that name of another.
 *
 * <p>The error takes the samples of both for independent draws. They are the same samples, whose
 * oddities both networks share, so that the error is rather too large than too small.
 *
 * @param measure name of the measure
 * @param layer name of the layer
 * @param first value of the first network
 * @param second value of the second network
 * @param difference the first less the second
 * @param error its standard error; null where a value has none
 * @param low lower end of its 95 % interval, or null
 * @param high upper end, or null
 * @param pValue that such a difference or a larger one comes about where there is none, by the
 *     normal distribution, corrected over all layers and measures (Holm); null without an error
 */
public record MeasureDifference(
    String measure,
    String layer,
    double first,
    double second,
    double difference,
    @Nullable Double error,
    @Nullable Double low,
    @Nullable Double high,
    @Nullable Double pValue) {
  /** Above it networks are not said to differ. */
  public static final double LEVEL = 0.05;

  /** Whether the networks differ here. */
  public boolean isResolved() {
    return pValue != null && pValue <= LEVEL;
  }

  /**
   * Those of every measure and layer of both but the input, overall values only.
   *
   * @return by measure, in the order of the registry, and along the first network
   */
  public static List<MeasureDifference> of(Results results, Subject first, Subject second) {
    List<LayerResult> layers = results.at(first).layers();
    Map<String, Map<String, MeasuredValue>> ofFirst = byMeasure(results.at(first));
    Map<String, Map<String, MeasuredValue>> ofSecond = byMeasure(results.at(second));
    List<MeasureDifference> found = new ArrayList<>();
    for (Measure measure : Measures.all()) {
      for (LayerResult layer : layers) {
        MeasuredValue a = ofFirst.getOrDefault(measure.name(), Map.of()).get(layer.name());
        MeasuredValue b = ofSecond.getOrDefault(measure.name(), Map.of()).get(layer.name());
        if (a != null && b != null && !layer.operator().equals("Input")) {
          found.add(of(measure.name(), layer.name(), a, b));
        }
      }
    }
    return corrected(found);
  }

  /** Estimated overall values by measure and name of the layer. */
  private static Map<String, Map<String, MeasuredValue>> byMeasure(Results results) {
    Map<Integer, String> names = new HashMap<>();
    results.layers().forEach(layer -> names.put(layer.index(), layer.name()));
    Map<String, Map<String, MeasuredValue>> byMeasure = new HashMap<>();
    for (MeasuredValue value : results.measures()) {
      String layer = names.get(value.place().layer());
      if (value.isEstimable() && value.place().labelClass() == null && layer != null) {
        byMeasure.computeIfAbsent(value.name(), name -> new HashMap<>()).put(layer, value);
      }
    }
    return byMeasure;
  }

  private static MeasureDifference of(
      String measure, String layer, MeasuredValue a, MeasuredValue b) {
    double first = a.estimate() == null ? 0 : a.estimate();
    double second = b.estimate() == null ? 0 : b.estimate();
    Double ofFirst = a.error();
    Double ofSecond = b.error();
    Double error =
        ofFirst == null || ofSecond == null
            ? null
            : (Double) Math.sqrt(ofFirst * ofFirst + ofSecond * ofSecond);
    double difference = first - second;
    return new MeasureDifference(
        measure,
        layer,
        first,
        second,
        difference,
        error,
        error == null ? null : (Double) (difference - Quantiles.NORMAL_95 * error),
        error == null ? null : (Double) (difference + Quantiles.NORMAL_95 * error),
        error == null || error == 0 ? null : (Double) pValue(Math.abs(difference) / error));
  }

  /** Of the normal distribution, both tails. */
  private static double pValue(double errors) {
    return 1 - ErrorFunction.of(errors / Math.sqrt(2));
  }

  private static List<MeasureDifference> corrected(List<MeasureDifference> found) {
    List<MeasureDifference> tested = found.stream().filter(one -> one.pValue != null).toList();
    double[] corrected =
        FamilyWise.holm(
            tested.stream().mapToDouble(one -> one.pValue == null ? 1 : one.pValue).toArray());
    Map<MeasureDifference, Double> values = new HashMap<>();
    for (int i = 0; i < corrected.length; i++) {
      values.put(tested.get(i), corrected[i]);
    }
    return found.stream()
        .map(
            one ->
                new MeasureDifference(
                    one.measure,
                    one.layer,
                    one.first,
                    one.second,
                    one.difference,
                    one.error,
                    one.low,
                    one.high,
                    values.get(one)))
        .toList();
  }
}
