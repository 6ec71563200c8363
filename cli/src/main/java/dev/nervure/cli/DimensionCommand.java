package dev.nervure.cli;

import dev.nervure.array.NdArray;
import dev.nervure.data.BadDataException;
import dev.nervure.data.DataSource;
import dev.nervure.data.Format;
import dev.nervure.data.LabelledSamples;
import dev.nervure.data.array.NpyReader;
import dev.nervure.data.distances.SquareMatrix;
import dev.nervure.data.table.TableOptions;
import dev.nervure.dimension.DimensionEstimate;
import dev.nervure.dimension.MaximumLikelihoodDimension;
import dev.nervure.dimension.PersistentHomologyDimension;
import dev.nervure.dimension.TwoNearestNeighbors;
import dev.nervure.points.PointCloud;
import dev.nervure.progress.Progress;
import dev.nervure.run.PlainJson;
import dev.nervure.stats.Estimate;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nervure dimension}: the intrinsic dimension of any point cloud. */
@Command(
    name = "dimension",
    sortOptions = false,
    description = {
      "Estimates the intrinsic dimension of a point cloud, one point a row.",
      "Three ways: persistent homology, the two nearest neighbours, maximum likelihood."
    },
    footer = {
      "",
      "Examples:",
      "  nervure dimension points.npy",
      "  nervure dimension points.npy --measures twonn_dimension --samples 5000 --json",
      "  nervure dimension table.csv --label-column species"
    })
final class DimensionCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(
      paramLabel = "FILE",
      description =
          "An .npy file, or any data that the other commands read; further axes are flattened.")
  @SuppressWarnings("NullAway.Init")
  private String file;

  @Option(
      names = "--measures",
      paramLabel = "LIST",
      split = ",",
      hideParamSyntax = true,
      defaultValue = "ph_dimension,twonn_dimension,mle_dimension",
      description =
          "Names with commas: ph_dimension, twonn_dimension, mle_dimension, ph_dimension_paper. Default: the first three.")
  private DimensionMeasure[] measures = {};

  @Option(names = "--threads", paramLabel = "N", description = "Default: all cores.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @ArgGroup(validate = false, heading = "%nHow to read the samples:%n")
  private final SampleOptions.Reading reading = new SampleOptions.Reading();

  @ArgGroup(validate = false, heading = "%nWhich samples to take:%n")
  private final SampleOptions.Choice choice = new SampleOptions.Choice();

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private OutputOptions output;

  DimensionCommand(Session session) {
    this.session = session;
  }

  /** The estimators, by the names that a profile gives their figures. */
  private enum DimensionMeasure {
    PH_DIMENSION,
    TWONN_DIMENSION,
    MLE_DIMENSION,
    PH_DIMENSION_PAPER;

    String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    DimensionEstimate estimate(PointCloud cloud, long seed, int threads, Progress progress) {
      return switch (this) {
        case PH_DIMENSION ->
            PersistentHomologyDimension.robust().estimate(cloud, seed, threads, progress);
        case TWONN_DIMENSION -> new TwoNearestNeighbors().estimate(cloud, threads, progress);
        case MLE_DIMENSION -> new MaximumLikelihoodDimension().estimate(cloud, threads, progress);
        case PH_DIMENSION_PAPER ->
            PersistentHomologyDimension.paper().estimate(cloud, seed, threads, progress);
      };
    }
  }

  @Override
  public Integer call() {
    LabelledSamples samples =
        DataSource.open(file, reading.options().withTableUse(TableOptions.Use.POINTS));
    PointCloud cloud = cloud(samples);
    List<String> notes = notes(samples, cloud);
    Map<DimensionMeasure, DimensionEstimate> estimates = new EnumMap<>(DimensionMeasure.class);
    for (DimensionMeasure measure : measures) {
      estimates.put(
          measure, measure.estimate(cloud, choice.seed, threads, session.progress(output)));
    }
    if (output.json) {
      session.print(PlainJson.indented(tree(cloud, notes, estimates)));
    } else {
      print(cloud, estimates);
    }
    notes.forEach(note -> session.note(output, "note: " + note));
    return ExitCode.OK.number();
  }

  /** How the file was read, and whether it seems to hold something else than points. */
  private List<String> notes(LabelledSamples samples, PointCloud cloud) {
    List<String> notes = new ArrayList<>(samples.warnings());
    int n = cloud.size();
    if (n == cloud.dimension() && new SquareMatrix(n, cloud::coordinate, file).isSymmetric()) {
      notes.add(
          "the numbers are a symmetric matrix, as distances and correlations are; its rows are taken as points");
    }
    return notes;
  }

  private PointCloud cloud(LabelledSamples samples) {
    NdArray points = points(samples);
    try {
      return PointCloud.of(points);
    } catch (IllegalArgumentException e) {
      throw new BadDataException(
          String.valueOf(e.getMessage()), file, "Remove or repair such points.", e);
    }
  }

  /** The chosen points, one a row; values of an .npy file as they are keep their precision. */
  private NdArray points(LabelledSamples samples) {
    int[] rows = choice.subset().choose(samples);
    boolean plainArray =
        file.endsWith(".npy") && reading.format == Format.AUTO && samples.normalization() == null;
    NdArray values =
        plainArray ? NpyReader.open(Path.of(file)).readAll().select(rows) : samples.read(rows);
    return values.reshape(rows.length, Math.toIntExact(values.size() / rows.length));
  }

  private void print(PointCloud cloud, Map<DimensionMeasure, DimensionEstimate> estimates) {
    session.print(
        "%s points with %s coordinates"
            .formatted(Quantities.count(cloud.size()), Quantities.count(cloud.dimension())));
    TextTable table = new TextTable(2);
    estimates.forEach((measure, found) -> table.add(List.of(measure.text(), text(found))));
    table.lines().forEach(session::print);
    estimates.forEach(
        (measure, found) ->
            found
                .warnings()
                .forEach(warning -> session.note(output, measure.text() + ": " + warning)));
  }

  private static String text(DimensionEstimate found) {
    Estimate estimate = found.estimate();
    if (estimate instanceof Estimate.NotEstimable not) {
      return "not estimable: " + not.reason();
    }
    return ProfileTable.withError(estimate.value(), estimate.standardError());
  }

  private Map<String, Object> tree(
      PointCloud cloud, List<String> notes, Map<DimensionMeasure, DimensionEstimate> estimates) {
    Map<String, Object> measured = new LinkedHashMap<>();
    estimates.forEach(
        (measure, found) -> {
          Map<String, Object> one = new LinkedHashMap<>();
          if (found.estimate() instanceof Estimate.NotEstimable not) {
            one.put("notEstimable", not.reason());
          } else {
            one.put("estimate", found.estimate().value());
            one.put("error", found.estimate().standardError());
          }
          one.put("n", found.points());
          one.put("dropped", found.dropped());
          one.put("method", found.method());
          one.put("parameters", found.details());
          one.put("warnings", found.warnings());
          measured.put(measure.text(), one);
        });
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("data", file);
    tree.put("points", cloud.size());
    tree.put("coordinates", cloud.dimension());
    tree.put("seed", choice.seed);
    tree.put("measures", measured);
    tree.put("notes", notes);
    return tree;
  }
}
