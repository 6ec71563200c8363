package dev.nervure.study.layers;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Which measurements a choice of measures asks for. */
final class LayerMeasurements {
  private LayerMeasurements() {}

  static List<LayerMeasurement> of(LayerOptions options) {
    Set<ProfileMeasure> chosen = options.measures();
    List<LayerMeasurement> measurements = new ArrayList<>();
    for (ProfileMeasure measure : chosen) {
      switch (measure) {
        case PH_DIMENSION, PH_DIMENSION_PAPER, TWONN_DIMENSION, MLE_DIMENSION ->
            measurements.add(new DimensionMeasurement(measure, options));
        case FISHER_RATIO -> measurements.add(new FisherMeasurement(options));
        case KNN_LABEL_AGREEMENT -> measurements.add(new LabelAgreementMeasurement(options));
        case LIFESPAN_SUM_H0, LIFESPAN_SUM_H1, LIFESPAN_SUM_H0_PAPER, LIFESPAN_SUM_H1_PAPER -> {
          // measured together below: one diagram gives both degrees
        }
      }
    }
    List<ProfileMeasure> robust =
        intersection(chosen, ProfileMeasure.LIFESPAN_SUM_H0, ProfileMeasure.LIFESPAN_SUM_H1);
    if (!robust.isEmpty()) {
      measurements.add(new LifespanMeasurement(robust, options));
    }
    List<ProfileMeasure> paper =
        intersection(
            chosen, ProfileMeasure.LIFESPAN_SUM_H0_PAPER, ProfileMeasure.LIFESPAN_SUM_H1_PAPER);
    if (!paper.isEmpty()) {
      measurements.add(new PaperLifespanMeasurement(paper));
    }
    return measurements;
  }

  private static List<ProfileMeasure> intersection(
      Set<ProfileMeasure> chosen, ProfileMeasure... wanted) {
    List<ProfileMeasure> found = new ArrayList<>();
    for (ProfileMeasure measure : wanted) {
      if (chosen.contains(measure)) {
        found.add(measure);
      }
    }
    return found;
  }
}
