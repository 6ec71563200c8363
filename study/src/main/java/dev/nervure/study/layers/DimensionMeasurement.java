package dev.nervure.study.layers;

import dev.nervure.dimension.DimensionEstimate;
import dev.nervure.dimension.MaximumLikelihoodDimension;
import dev.nervure.dimension.PersistentHomologyDimension;
import dev.nervure.dimension.TwoNearestNeighbors;
import dev.nervure.points.PointCloud;
import dev.nervure.progress.Progress;
import dev.nervure.run.Fingerprint;
import dev.nervure.run.StageRows;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One estimator of the intrinsic dimension of all points of a layer, coordinates as they are. */
final class DimensionMeasurement implements LayerMeasurement {
  /** Seconds that all draws of the persistent-homology dimension take, in units of n squared. */
  private static final double SECONDS_PER_PAIR = 2e-7;

  private final ProfileMeasure measure;
  private final LayerOptions options;

  DimensionMeasurement(ProfileMeasure measure, LayerOptions options) {
    this.measure = measure;
    this.options = options;
  }

  @Override
  public String stage() {
    return measure.text();
  }

  @Override
  public List<ProfileMeasure> measures() {
    return List.of(measure);
  }

  @Override
  public String parametersHash() {
    return Fingerprint.of("dimension/2").with("measure", measure).with("seed", seed()).hex();
  }

  /** Only the persistent-homology dimension draws at random. */
  private long seed() {
    return drawsAtRandom() ? options.seed() : 0;
  }

  private boolean drawsAtRandom() {
    return measure == ProfileMeasure.PH_DIMENSION || measure == ProfileMeasure.PH_DIMENSION_PAPER;
  }

  @Override
  public Cost cost(CloudSize size) {
    double pairs = (double) size.points() * size.points();
    double seconds = CostModel.distanceSeconds(size.points(), size.dimension());
    long bytes = CostModel.cloudBytes(size.points(), size.dimension());
    if (drawsAtRandom()) {
      seconds += pairs * SECONDS_PER_PAIR;
      bytes += (long) (Float.BYTES * pairs);
    }
    return new Cost(seconds, bytes);
  }

  @Override
  public void measure(LayerPoints points, StageRows rows, Progress progress) {
    DimensionEstimate found = estimate(points.cloud(), progress);
    Map<String, Object> parameters = new LinkedHashMap<>(found.details());
    parameters.put("method", found.method());
    parameters.put("droppedDuplicates", found.dropped());
    parameters.put("droppedNonFinite", points.dropped());
    parameters.put("warnings", found.warnings());
    String convention =
        measure == ProfileMeasure.PH_DIMENSION_PAPER ? "paper" : LifespanMeasurement.CONVENTION;
    rows.add(
        FigureRows.of(points, seed(), convention, "none")
            .overall(measure.text(), found.estimate(), found.points(), parameters));
  }

  private DimensionEstimate estimate(PointCloud cloud, Progress progress) {
    return switch (measure) {
      case PH_DIMENSION ->
          PersistentHomologyDimension.robust().estimate(cloud, seed(), 1, progress);
      case PH_DIMENSION_PAPER ->
          PersistentHomologyDimension.paper().estimate(cloud, seed(), 1, progress);
      case TWONN_DIMENSION -> new TwoNearestNeighbors().estimate(cloud, 1, progress);
      case MLE_DIMENSION -> new MaximumLikelihoodDimension().estimate(cloud, 1, progress);
      default -> throw new IllegalStateException(measure + " is no dimension");
    };
  }
}
