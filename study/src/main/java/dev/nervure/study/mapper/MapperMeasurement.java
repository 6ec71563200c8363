package dev.nervure.study.mapper;

import dev.nervure.mapper.LensValues;
import dev.nervure.mapper.Mapper;
import dev.nervure.mapper.MapperOptions;
import dev.nervure.mapper.MapperResult;
import dev.nervure.progress.Cost;
import dev.nervure.progress.Progress;
import dev.nervure.run.StageRows;
import dev.nervure.study.Key;
import dev.nervure.study.layers.LayerMeasurement;
import dev.nervure.study.layers.LayerPoints;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** The Mapper graph of the points of a layer, with all threads. */
final class MapperMeasurement implements LayerMeasurement {
  static final String STAGE = "mapper";

  /** To compare a coordinate of two points. */
  private static final double SECONDS_PER_PRODUCT = 4e-10;

  /** A row of a member in the database. */
  private static final int ROW_BYTES = 12;

  private final MapperSettings settings;
  private final int threads;
  private final long seed;
  private final IntUnaryOperator originalIndex;

  /**
   * A measurement.
   *
   * @param originalIndex position of a sample of the run in the data as they were opened
   */
  MapperMeasurement(
      MapperSettings settings, int threads, long seed, IntUnaryOperator originalIndex) {
    this.settings = settings;
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
    return settings.addTo(Key.of("mapper", 1)).with("seed", seed);
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
    double seconds = SECONDS_PER_PRODUCT * settings.pairs(n) * size.dimension() / threads;
    return Cost.of(seconds, memory).leaving((long) (ROW_BYTES * n * copies));
  }

  @Override
  public void measure(LayerPoints points, StageRows rows, Progress progress) {
    LensValues lens = settings.lens(points.rows(), threads, progress);
    MapperSettings.Fitted fitted = settings.clusterer(points.rows(), seed, threads, progress);
    MapperResult result =
        Mapper.of(
            points.rows(),
            lens,
            settings.coverMade(),
            fitted.clusterer(),
            MapperOptions.defaults().withNerve(settings.nerve()),
            threads,
            progress);
    new GraphRows(points, settings, lens, fitted, seed, originalIndex).add(result, rows);
  }
}
