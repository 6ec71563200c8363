package dev.nervure.study.mapper;

import dev.nervure.mapper.Clusterer;
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

  /** To compare two points within a cluster search, for each coordinate. */
  private static final double SECONDS_PER_PRODUCT = 4e-10;

  /**
   * Points of a lens crowd: the square of the points of an element is so much above that of equal
   * shares.
   */
  private static final double CROWDING = 3;

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

  /** Of the points of all elements together, as if they were in equal shares but for crowding. */
  @Override
  public Cost cost(CloudSize size) {
    double n = size.points();
    double copies = settings.copies();
    double products = CROWDING * n * n * copies * copies / settings.elements() * size.dimension();
    long memory =
        Math.min(
                MapperOptions.defaults().sliceBytes(),
                (long) (n * copies * size.dimension() * Double.BYTES))
            + (long) (n * (64 + 16 * copies));
    return Cost.of(SECONDS_PER_PRODUCT * products / threads, memory);
  }

  @Override
  public void measure(LayerPoints points, StageRows rows, Progress progress) {
    LensValues lens = settings.lens(points.rows(), threads, progress);
    Clusterer clusterer = settings.clusterer(points.rows(), threads, progress);
    MapperResult result =
        Mapper.of(
            points.rows(),
            lens,
            settings.cover(),
            clusterer,
            MapperOptions.defaults(),
            threads,
            progress);
    new GraphRows(points, settings, lens, clusterer, seed, originalIndex).add(result, rows);
  }
}
