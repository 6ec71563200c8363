package dev.nervure.cli;

import dev.nervure.array.NdArray;
import dev.nervure.data.BadDataException;
import dev.nervure.data.LabelledSamples;
import dev.nervure.data.PointFile;
import dev.nervure.data.distances.SquareMatrix;
import dev.nervure.dimension.DimensionAtScale;
import dev.nervure.dimension.DimensionAtSize;
import dev.nervure.dimension.DimensionEstimate;
import dev.nervure.dimension.DimensionEstimator;
import dev.nervure.dimension.DimensionEstimators;
import dev.nervure.dimension.DimensionKind;
import dev.nervure.dimension.DimensionReadings;
import dev.nervure.dimension.DisagreementReasons;
import dev.nervure.dimension.EstimatorDisagreement;
import dev.nervure.dimension.EstimatorInput;
import dev.nervure.dimension.PersistentHomologyDimension;
import dev.nervure.measure.Measures;
import dev.nervure.points.PointCloud;
import dev.nervure.progress.Progress;
import dev.nervure.run.NumberText;
import dev.nervure.run.PlainJson;
import dev.nervure.run.SizeCurve;
import dev.nervure.stats.Estimate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
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
      "Estimates the intrinsic dimension of a point cloud, one point per row.",
      "By three methods: persistent homology, the two nearest neighbours, maximum likelihood.",
      "With --all by every method, and with reasons where they disagree beyond their errors."
    },
    footer = {
      "",
      "Examples:",
      "  nervure dimension points.npy",
      "  nervure dimension points.npy --all",
      "  nervure dimension points.npy --measures twonn_dimension --samples 5000 --json",
      "  nervure dimension cantor.npy --measures ph_dimension --alpha 0.3",
      "  nervure dimension table.csv --label-column species"
    })
final class DimensionCommand implements Callable<Integer> {
  private static final int MOST_PAIRS = 6;

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
      defaultValue = "default",
      completionCandidates = EstimatorNames.class,
      description = "Names with commas: ${COMPLETION-CANDIDATES}; or default, paper, all.")
  private String measures = "default";

  @Option(names = "--all", description = "Every estimator: the same as --measures all.")
  private boolean all;

  @Option(
      names = "--alpha",
      paramLabel = "A",
      description =
          "Power of the lifespans of ph_dimension, below the dimension that is expected. Default: 1.")
  private @Nullable Double alpha;

  @Option(
      names = "--degree",
      paramLabel = "D",
      description =
          "Bars that ph_dimension sums up: 0 for components (default), 1 for cycles, which above dimension 2 need more points than can be measured.")
  private @Nullable Integer degree;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Number of threads; the estimates do not depend on it. Default: all cores.")
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

  /** For help and completion. */
  private static final class EstimatorNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return names().iterator();
    }
  }

  private static List<String> names() {
    return DimensionEstimators.all().stream().map(DimensionEstimator::name).toList();
  }

  @Override
  public Integer call() {
    List<String> chosen = Measures.choose(all ? "all" : measures, names());
    PersistentHomologyDimension lifespans = lifespans(chosen);
    PointFile points = PointFile.open(file, reading.options());
    PointCloud cloud = cloud(points);
    List<String> notes = notes(points.samples(), cloud);
    EstimatorInput input = new EstimatorInput(cloud);
    Map<String, DimensionEstimate> estimates = new LinkedHashMap<>();
    for (String name : chosen) {
      DimensionEstimator estimator =
          name.equals(lifespans.name()) ? lifespans : DimensionEstimators.named(name);
      Progress progress = new NamedProgress(name, session.progress(output));
      estimates.put(name, estimator.estimate(input, choice.seed, threads, progress));
    }
    List<EstimatorDisagreement> apart = apart(estimates);
    List<String> reasons =
        apart.isEmpty()
            ? List.of()
            : DisagreementReasons.of(
                estimates, input, threads, new NamedProgress("reasons", session.progress(output)));
    if (output.json) {
      session.print(PlainJson.indented(tree(cloud, notes, estimates, apart, reasons)));
    } else {
      print(cloud, estimates, apart, reasons);
    }
    notes.forEach(note -> session.note(output, "note: " + note));
    return ExitCode.OK.number();
  }

  /**
   * The PH dimension that was asked for.
   *
   * @throws WrongUsageException for settings of it that cannot be, or where it is not asked for
   */
  private PersistentHomologyDimension lifespans(List<String> chosen) {
    PersistentHomologyDimension usual = PersistentHomologyDimension.robust();
    if (hasUsualLifespans()) {
      return usual;
    }
    if (!chosen.contains(usual.name())) {
      throw new WrongUsageException(
          "--alpha and --degree are settings of ph_dimension, which is not among --measures");
    }
    if (degree != null && degree != 0 && degree != 1) {
      throw new WrongUsageException("--degree must be 0 or 1 but was " + degree);
    }
    if (alpha != null && (!(alpha > 0) || alpha.isInfinite())) {
      throw new WrongUsageException("--alpha must be positive but was " + alpha);
    }
    PersistentHomologyDimension ofDegree =
        degree != null && degree == 1 ? PersistentHomologyDimension.ofCycles() : usual;
    return alpha == null ? ofDegree : ofDegree.withAlpha(alpha);
  }

  private boolean hasUsualLifespans() {
    return alpha == null && degree == null;
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

  /** The chosen points. */
  private PointCloud cloud(PointFile points) {
    NdArray values = points.read(choice.subset().choose(points.samples()));
    try {
      return PointCloud.of(values);
    } catch (IllegalArgumentException e) {
      throw new BadDataException(
          String.valueOf(e.getMessage()), file, "Remove or repair such points.", e);
    }
  }

  private void print(
      PointCloud cloud,
      Map<String, DimensionEstimate> estimates,
      List<EstimatorDisagreement> apart,
      List<String> reasons) {
    session.print(
        "%s points with %s coordinates"
            .formatted(Quantities.count(cloud.size()), Quantities.count(cloud.dimension())));
    TextTable table = new TextTable(5);
    estimates.forEach(
        (measure, found) ->
            table.add(
                List.of(measure, text(found), sizes(found), scale(found), known(measure, found))));
    table.lines().forEach(session::print);
    if (estimates.values().stream().anyMatch(found -> found.estimate().isEstimable())) {
      session.print(
          "± one standard error, of %s: not of the true dimension"
              .formatted(Measures.named(estimates.keySet().iterator().next()).intervalOf()));
    }
    if (!apart.isEmpty()) {
      session.print(
          "these disagree beyond their errors: %s.%s"
              .formatted(
                  pairs(apart),
                  reasons.isEmpty()
                      ? " Usual reasons: " + EstimatorDisagreement.USUAL_REASONS
                      : " What the points show of the reasons:"));
      reasons.forEach(reason -> session.print("  " + reason));
    }
    estimates.forEach(
        (measure, found) ->
            found.warnings().forEach(warning -> session.note(output, measure + ": " + warning)));
    repeated(estimates).forEach(note -> session.note(output, note));
  }

  /** How many points were left out because they repeat another, where no warning says so. */
  private static List<String> repeated(Map<String, DimensionEstimate> estimates) {
    SortedMap<Integer, List<String>> byNumber = new TreeMap<>();
    estimates.forEach(
        (measure, found) -> {
          boolean isSaid = found.warnings().stream().anyMatch(one -> one.contains("repeat"));
          if (found.dropped() > 0 && !isSaid) {
            byNumber.computeIfAbsent(found.dropped(), same -> new ArrayList<>()).add(measure);
          }
        });
    List<String> notes = new ArrayList<>();
    byNumber.forEach(
        (number, measures) ->
            notes.add(
                "%s: %s left out."
                    .formatted(
                        String.join(", ", measures),
                        number == 1
                            ? "1 point repeats another and was"
                            : number + " points repeat another and were")));
    return notes;
  }

  /** The pairs, those farthest apart first; of many a few. */
  private static String pairs(List<EstimatorDisagreement> apart) {
    List<EstimatorDisagreement> widest =
        apart.stream()
            .sorted(Comparator.comparingDouble(EstimatorDisagreement::ratio).reversed())
            .limit(MOST_PAIRS)
            .toList();
    String named =
        widest.stream()
            .map(pair -> pair.lower() + " < " + pair.higher())
            .collect(Collectors.joining(", "));
    int others = apart.size() - widest.size();
    return others == 0
        ? named
        : named
            + (others == 1 ? " and 1 pair" : " and %d pairs".formatted(others))
            + " less far apart";
  }

  /**
   * Pairs that are apart; the settings of the original study are no second opinion, and what sees
   * the flat space around the points sees another thing.
   */
  private static List<EstimatorDisagreement> apart(Map<String, DimensionEstimate> estimates) {
    Map<String, Estimate> compared = new LinkedHashMap<>();
    estimates.forEach(
        (measure, found) -> {
          boolean isManifold = DimensionEstimators.named(measure).kind() == DimensionKind.MANIFOLD;
          if (isManifold && !Measures.named(measure).asPublished()) {
            compared.put(measure, found.estimate());
          }
        });
    return EstimatorDisagreement.among(compared);
  }

  /** How the estimate depends on the number of points; empty where that is not known. */
  private static String sizes(DimensionEstimate found) {
    if (found.bySize().isEmpty()) {
      return "";
    }
    SizeCurve curve =
        new SizeCurve(
            found.bySize().stream()
                .map(at -> new SizeCurve.AtSize(at.n(), at.dimension(), at.standardError()))
                .toList(),
            found.converged());
    return (curve.converged() ? "" : "not converged: ") + curve.text();
  }

  /** How far from each point it looks; empty where it looks at all distances. */
  private static String scale(DimensionEstimate found) {
    return found.estimate().isEstimable()
        ? found.byScale().stream()
            .filter(at -> at.dimension() == found.estimate().value())
            .findFirst()
            .map(at -> String.format(Locale.ROOT, "at distance %.3g", at.distance()))
            .orElse("")
        : "";
  }

  /** Which known sets read as much; empty where that is not known. */
  private String known(String measure, DimensionEstimate found) {
    DimensionReadings.Range range = knownSets(measure, found);
    return range == null
        ? ""
        : String.format(
            Locale.ROOT,
            "as known sets of dimension %.1f to %.1f read",
            range.lowest(),
            range.highest());
  }

  /** Null where the table of known sets does not tell. */
  private DimensionReadings.@Nullable Range knownSets(String measure, DimensionEstimate found) {
    boolean isInTable =
        hasUsualLifespans() || !measure.equals(PersistentHomologyDimension.robust().name());
    return isInTable ? DimensionReadings.of(measure, found) : null;
  }

  private static String text(DimensionEstimate found) {
    Estimate estimate = found.estimate();
    if (estimate instanceof Estimate.NotEstimable not) {
      return "not estimable: " + not.reason();
    }
    return NumberText.of(estimate.value(), estimate.standardError());
  }

  private static Map<String, Object> atSize(DimensionAtSize at) {
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("n", at.n());
    one.put("estimate", at.dimension());
    one.put("error", at.standardError());
    return one;
  }

  private static Map<String, Object> atScale(DimensionAtScale at) {
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("distance", at.distance());
    one.put("estimate", at.dimension());
    one.put("error", at.standardError());
    return one;
  }

  private Map<String, Object> tree(
      PointCloud cloud,
      List<String> notes,
      Map<String, DimensionEstimate> estimates,
      List<EstimatorDisagreement> apart,
      List<String> reasons) {
    Map<String, Object> measured = new LinkedHashMap<>();
    estimates.forEach(
        (measure, found) -> {
          Map<String, Object> one = new LinkedHashMap<>();
          if (found.estimate() instanceof Estimate.NotEstimable not) {
            one.put("notEstimable", not.reason());
          } else {
            one.put("estimate", found.estimate().value());
            one.put("error", found.estimate().standardError());
            one.put("errorOf", Measures.named(measure).intervalOf());
          }
          DimensionReadings.Range range = knownSets(measure, found);
          one.put("knownSets", range == null ? null : List.of(range.lowest(), range.highest()));
          one.put("n", found.points());
          one.put("bySize", found.bySize().stream().map(DimensionCommand::atSize).toList());
          one.put("byScale", found.byScale().stream().map(DimensionCommand::atScale).toList());
          one.put(
              "of",
              DimensionEstimators.named(measure).kind() == DimensionKind.MANIFOLD
                  ? "manifold"
                  : "linear span");
          one.put("converged", found.bySize().isEmpty() ? null : found.converged());
          one.put("dropped", found.dropped());
          one.put("method", found.method());
          one.put("parameters", found.details());
          one.put("warnings", found.warnings());
          measured.put(measure, one);
        });
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("data", file);
    tree.put("points", cloud.size());
    tree.put("coordinates", cloud.dimension());
    tree.put("seed", choice.seed);
    tree.put("measures", measured);
    tree.put(
        "disagreements",
        apart.stream()
            .map(
                pair -> {
                  Map<String, Object> one = new LinkedHashMap<>();
                  one.put("lower", pair.lower());
                  one.put("higher", pair.higher());
                  return one;
                })
            .toList());
    tree.put("reasons", reasons);
    tree.put("notes", notes);
    return tree;
  }
}
