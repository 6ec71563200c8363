package dev.nervure.study.layers;

import dev.nervure.divergence.ManifoldDivergence;
import dev.nervure.divergence.RepresentationDivergence;
import dev.nervure.points.DistanceMatrix;
import dev.nervure.points.PointRows;
import dev.nervure.progress.Progress;
import java.util.Locale;
import java.util.Objects;

/** How far the topology of one cloud of samples is from that of another. */
enum CloudDivergence {
  /** Representation topology divergence; the clouds may lie in different spaces. */
  RTD("rtd", "distances over their 0.9 quantile, in each batch") {
    @Override
    double[] between(PointRows before, PointRows after, Progress progress) {
      return RepresentationDivergence.directions(
          DistanceMatrix.of(before, 1, progress), DistanceMatrix.of(after, 1, progress), progress);
    }

    @Override
    String refusal(LayerPoints before, LayerPoints after) {
      return "";
    }
  },

  /** Manifold topology divergence; both clouds lie in one space. */
  MTOP_DIV("mtop_div", "none") {
    @Override
    double[] between(PointRows before, PointRows after, Progress progress) {
      return ManifoldDivergence.directions(after, before, progress);
    }

    @Override
    String refusal(LayerPoints before, LayerPoints after) {
      int from = before.ownCoordinates();
      int to = after.ownCoordinates();
      if (from != to) {
        return String.format(
            Locale.ROOT,
            "MTop-Div needs both clouds in one space but they have %,d and %,d coordinates",
            from,
            to);
      }
      boolean projected = before.isProjected() || after.isProjected();
      return projected && !Objects.equals(before.place().layer(), after.place().layer())
          ? "MTop-Div needs both clouds in one space but each layer was projected by a random map of its own; with a larger --project-above they keep their coordinates"
          : "";
    }
  };

  private static final String TO_LAYER = "_layers";
  private static final String TO_EPOCH = "_epochs";

  private final String stem;
  private final String scaling;

  CloudDivergence(String stem, String scaling) {
    this.stem = stem;
    this.scaling = scaling;
  }

  /** The name of the measure from one layer to the next. */
  String betweenLayers() {
    return stem + TO_LAYER;
  }

  /** The name of the measure from one epoch to the next. */
  String betweenEpochs() {
    return stem + TO_EPOCH;
  }

  /** Scaling of the clouds. */
  String scaling() {
    return scaling;
  }

  /** Both directions; their mean is the value. */
  abstract double[] between(PointRows before, PointRows after, Progress progress);

  /** Why it is not defined of these clouds; empty where it is. */
  abstract String refusal(LayerPoints before, LayerPoints after);
}
