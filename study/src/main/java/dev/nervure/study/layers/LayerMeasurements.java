package dev.nervure.study.layers;

import dev.nervure.dimension.DimensionEstimator;
import dev.nervure.dimension.DimensionEstimators;
import dev.nervure.measure.Measures;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** What can be measured in a layer: the kinds of measurements, in the order of their stages. */
public final class LayerMeasurements {
  private static final List<Maker> ALL = all();
  private static final List<String> NAMES =
      Measures.inOrder(
          Stream.concat(
                  ALL.stream().flatMap(maker -> maker.measures.stream()),
                  LayerChanges.MEASURES.stream())
              .toList());

  /**
   * Makes a measurement.
   *
   * @param measures names of the measures that it can give
   * @param make from those that are asked for, at least one
   */
  private record Maker(
      List<String> measures, BiFunction<List<String>, LayerOptions, LayerMeasurement> make) {}

  private LayerMeasurements() {}

  private static List<Maker> all() {
    List<Maker> makers = new ArrayList<>();
    for (DimensionEstimator estimator : DimensionEstimators.all()) {
      makers.add(
          new Maker(
              List.of(estimator.name()),
              (measures, options) -> new DimensionMeasurement(estimator, options)));
    }
    makers.add(
        new Maker(
            List.of(FisherMeasurement.NAME),
            (measures, options) -> new FisherMeasurement(options)));
    makers.add(
        new Maker(
            List.of(LabelAgreementMeasurement.NAME),
            (measures, options) -> new LabelAgreementMeasurement(options)));
    makers.add(new Maker(LifespanMeasurement.MEASURES, LifespanMeasurement::new));
    makers.add(
        new Maker(
            PaperLifespanMeasurement.MEASURES,
            (measures, options) -> new PaperLifespanMeasurement(measures)));
    makers.add(new Maker(UnitCorrelationMeasurement.MEASURES, UnitCorrelationMeasurement::new));
    makers.add(new Maker(GraphBettiMeasurement.MEASURES, GraphBettiMeasurement::new));
    makers.add(new Maker(LaplacianMeasurement.MEASURES, LaplacianMeasurement::new));
    return List.copyOf(makers);
  }

  /**
   * Names of the measures that can be asked for, in the order of the registry: of layers, and of
   * what changes between them ({@link LayerChanges}).
   */
  public static List<String> names() {
    return NAMES;
  }

  /** The measurements of layers that are asked for; those of one diagram are made together. */
  static List<LayerMeasurement> of(LayerOptions options) {
    List<LayerMeasurement> measurements = new ArrayList<>();
    for (Maker maker : ALL) {
      List<String> asked = maker.measures.stream().filter(options.measures()::contains).toList();
      if (!asked.isEmpty()) {
        measurements.add(maker.make.apply(asked, options));
      }
    }
    return measurements;
  }
}
