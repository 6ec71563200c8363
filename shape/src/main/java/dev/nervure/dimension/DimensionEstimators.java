package dev.nervure.dimension;

import java.util.List;

/** The estimators of intrinsic dimension, each with its default settings. */
public final class DimensionEstimators {
  private static final List<DimensionEstimator> ALL =
      List.of(
          PersistentHomologyDimension.robust(),
          PersistentHomologyDimension.paper(),
          new TwoNearestNeighbors(),
          new MaximumLikelihoodDimension(),
          new GeneralRatioDimension(),
          new CorrelationDimension(),
          new MethodOfMoments(),
          new TightLocalDimension(),
          new ManifoldAdaptiveDimension(),
          new LocalPrincipalDimension(),
          new ParticipationRatio(),
          new FisherSeparability(),
          new ExpectedSimplexSkewness(),
          new AngleNormConcentration(),
          new MagnitudeDimension());

  private DimensionEstimators() {}

  /** Every estimator. */
  public static List<DimensionEstimator> all() {
    return ALL;
  }

  /**
   * The estimator of a name.
   *
   * @throws IllegalArgumentException where none has it
   */
  public static DimensionEstimator named(String name) {
    for (DimensionEstimator estimator : ALL) {
      if (estimator.name().equals(name)) {
        return estimator;
      }
    }
    throw new IllegalArgumentException(
        "no estimator is named '%s'; there are %s"
            .formatted(
                name, String.join(", ", ALL.stream().map(DimensionEstimator::name).toList())));
  }
}
