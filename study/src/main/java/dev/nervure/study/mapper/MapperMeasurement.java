package dev.nervure.study.mapper;

import dev.nervure.mapper.ConfidenceOptions;
import dev.nervure.mapper.CoverElement;
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
import dev.nervure.study.Artifact;
import dev.nervure.study.Key;
import dev.nervure.study.layers.LayerMeasurement;
import dev.nervure.study.layers.LayerPoints;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/** The Mapper graph of the points of a layer, with all threads. */
final class MapperMeasurement implements LayerMeasurement {
  static final String STAGE = "mapper";

  private final MapperSettings settings;
  private final int replicates;
  private final int threads;
  private final long seed;
  private final IntUnaryOperator originalIndex;
  private final @Nullable OutputArray outputs;
  private final @Nullable Path outputsFile;

  /**
   * A measurement.
   *
   * @param replicates graphs of random parts of the points
   * @param originalIndex position of a sample of the run in the data as they were opened
   * @param outputs of the network; null where no lens is read off them
   */
  MapperMeasurement(
      MapperSettings settings,
      int replicates,
      int threads,
      long seed,
      IntUnaryOperator originalIndex,
      @Nullable OutputArray outputs) {
    this(settings, replicates, threads, seed, originalIndex, outputs, null);
  }

  private MapperMeasurement(
      MapperSettings settings,
      int replicates,
      int threads,
      long seed,
      IntUnaryOperator originalIndex,
      @Nullable OutputArray outputs,
      @Nullable Path outputsFile) {
    this.settings = settings;
    this.replicates = replicates;
    this.threads = threads;
    this.seed = seed;
    this.originalIndex = originalIndex;
    this.outputs = outputs;
    this.outputsFile = outputsFile;
  }

  @Override
  public String stage() {
    return STAGE;
  }

  @Override
  public List<String> measures() {
    return settings.choosesIntervals()
        ? MapperMeasures.OF_GRAPH_AND_ITS_INTERVALS
        : MapperMeasures.OF_GRAPH;
  }

  @Override
  public Key key() {
    Key key = settings.addTo(Key.of("mapper", 2)).with("replicates", replicates).with("seed", seed);
    return outputs == null ? key : key.after(outputs.stage());
  }

  @Override
  public boolean readsDistances() {
    return false;
  }

  @Override
  public Cost cost(CloudSize size) {
    return new MapperCost(settings, size).of(replicates, threads);
  }

  @Override
  public LayerMeasurement reading(Function<Artifact, Path> files) {
    return outputs == null
        ? this
        : new MapperMeasurement(
            settings,
            replicates,
            threads,
            seed,
            originalIndex,
            outputs,
            files.apply(outputs.file()));
  }

  @Override
  public void measure(LayerPoints points, StageRows rows, Progress progress) {
    LensValues lens =
        settings.lens(points.rows(), one -> lens(one, points, progress), threads, progress);
    MapperSettings.Cut cut = settings.cover(points.rows(), lens, seed, threads, progress);
    MapperSettings.Fitted fitted =
        settings.clusterer(points.rows(), cut.chosen(), seed, threads, progress);
    MapperOptions options = MapperOptions.defaults().withNerve(settings.nerve());
    List<CoverElement> elements = cut.cover().elements(lens, progress);
    MapperResult result =
        Mapper.of(points.rows(), lens, elements, fitted.clusterer(), options, threads, progress);
    List<String> diagnosis =
        new ArrayList<>(
            MapperDiagnosis.of(
                points.rows(),
                lens,
                elements,
                fitted.clusterer(),
                result,
                seed,
                threads,
                progress));
    boolean hasFeatures = !GraphPersistence.isTooLarge(result.graph());
    if (!hasFeatures) {
      diagnosis.add(
          String.format(
              Locale.ROOT,
              "its branches and loops are not listed: %,d edges times %,d nodes are above %,d; fewer intervals or a smaller overlap make a smaller graph",
              result.graph().edges().size(),
              result.graph().nodes().size(),
              GraphPersistence.MOST_STEPS));
    }
    new GraphRows(points, lens, cut, fitted, settings.nerve().maxDimension(), seed, originalIndex)
        .add(result, diagnosis, rows);
    if (!hasFeatures) {
      return;
    }
    if (replicates == 0) {
      addFeatures(points, GraphPersistence.of(result.graph(), 0, progress), null, rows);
      return;
    }
    MapperConfidence confidence =
        MapperConfidence.of(
            points.rows(),
            lens,
            elements,
            fitted.clusterer(),
            options,
            result.graph(),
            0,
            ConfidenceOptions.defaults().withReplicates(replicates).withSeed(seed),
            threads,
            progress);
    addFeatures(points, confidence.features(), confidence.returned(), rows);
  }

  private LensValues lens(OutputLens lens, LayerPoints points, Progress progress) {
    return Objects.requireNonNull(outputs)
        .lens(lens, points.samples(), Objects.requireNonNull(outputsFile), progress);
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
