package dev.nervure.study.mapper;

import dev.nervure.mapper.ConfidenceOptions;
import dev.nervure.mapper.Cover;
import dev.nervure.mapper.GraphFeature;
import dev.nervure.mapper.GraphPersistence;
import dev.nervure.mapper.LensValues;
import dev.nervure.mapper.Mapper;
import dev.nervure.mapper.MapperConfidence;
import dev.nervure.mapper.MapperDiagnosis;
import dev.nervure.mapper.MapperOptions;
import dev.nervure.mapper.MapperResult;
import dev.nervure.progress.Cost;
import dev.nervure.progress.Progress;
import dev.nervure.run.MapperFeatureRow;
import dev.nervure.run.StageRows;
import dev.nervure.study.Key;
import dev.nervure.study.layers.LayerMeasurement;
import dev.nervure.study.layers.LayerPoints;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/** The Mapper graph of the points of a layer, with all threads. */
final class MapperMeasurement implements LayerMeasurement {
  static final String STAGE = "mapper";

  /** To compare a coordinate of two points. */
  private static final double SECONDS_PER_PRODUCT = 4e-10;

  /** A row of a member in the database. */
  private static final int ROW_BYTES = 12;

  private final MapperSettings settings;
  private final int replicates;
  private final int threads;
  private final long seed;
  private final IntUnaryOperator originalIndex;

  /**
   * A measurement.
   *
   * @param replicates graphs of random parts of the points
   * @param originalIndex position of a sample of the run in the data as they were opened
   */
  MapperMeasurement(
      MapperSettings settings,
      int replicates,
      int threads,
      long seed,
      IntUnaryOperator originalIndex) {
    this.settings = settings;
    this.replicates = replicates;
    this.threads = threads;
    this.seed = seed;
    this.originalIndex = originalIndex;
  }

  @Override
  public String stage() {
    return STAGE;
  }

  @Override
  public List<String> measures() {
    return MapperMeasures.OF_GRAPH;
  }

  @Override
  public Key key() {
    return settings.addTo(Key.of("mapper", 1)).with("replicates", replicates).with("seed", seed);
  }

  @Override
  public boolean readsDistances() {
    return false;
  }

  @Override
  public Cost cost(CloudSize size) {
    double n = size.points();
    double copies = settings.copies();
    long memory =
        Math.min(
                MapperOptions.defaults().sliceBytes(),
                (long) (n * copies * size.dimension() * Double.BYTES))
            + (long) (n * (64 + 64 * copies));
    double seconds =
        SECONDS_PER_PRODUCT
            * settings.pairs(n)
            * (1 + replicates * ConfidenceOptions.defaults().share())
            * size.dimension()
            / threads;
    return Cost.of(seconds, memory).leaving((long) (ROW_BYTES * n * copies));
  }

  @Override
  public void measure(LayerPoints points, StageRows rows, Progress progress) {
    LensValues lens = settings.lens(points.rows(), threads, progress);
    MapperSettings.Fitted fitted = settings.clusterer(points.rows(), seed, threads, progress);
    MapperOptions options = MapperOptions.defaults().withNerve(settings.nerve());
    Cover cover = settings.coverMade();
    MapperResult result =
        Mapper.of(points.rows(), lens, cover, fitted.clusterer(), options, threads, progress);
    List<String> diagnosis =
        MapperDiagnosis.of(points.rows(), lens, cover, fitted.clusterer(), result, seed, progress);
    new GraphRows(points, settings, lens, fitted, seed, originalIndex).add(result, diagnosis, rows);
    if (replicates == 0) {
      addFeatures(points, GraphPersistence.of(result.graph(), 0), null, rows);
      return;
    }
    MapperConfidence confidence =
        MapperConfidence.of(
            points.rows(),
            lens,
            cover,
            fitted.clusterer(),
            options,
            result.graph(),
            0,
            ConfidenceOptions.defaults().withReplicates(replicates).withSeed(seed),
            threads,
            progress);
    addFeatures(points, confidence.features(), confidence.returned(), rows);
  }

  private void addFeatures(
      LayerPoints points, List<GraphFeature> features, int @Nullable [] returned, StageRows rows) {
    int layer = Objects.requireNonNull(points.place().layer());
    for (int f = 0; f < features.size(); f++) {
      GraphFeature feature = features.get(f);
      rows.add(
          new MapperFeatureRow(
              layer,
              f,
              feature.kind().name().toLowerCase(Locale.ROOT),
              feature.low(),
              feature.high(),
              feature.node(),
              returned == null ? null : (Integer) returned[f],
              returned == null ? null : (Integer) replicates));
    }
  }
}
