package dev.nervure.cli;

import dev.nervure.data.BadDataException;
import dev.nervure.data.LabelledSamples;
import dev.nervure.data.PointFile;
import dev.nervure.points.PointCloud;
import dev.nervure.run.NumberText;
import dev.nervure.run.PlainJson;
import dev.nervure.similarity.ComparisonOptions;
import dev.nervure.similarity.MeasureTraits;
import dev.nervure.similarity.Representation;
import dev.nervure.similarity.RepresentationComparison;
import dev.nervure.similarity.Similarity;
import dev.nervure.similarity.SimilarityMeasure;
import dev.nervure.similarity.SimilarityMeasures;
import dev.nervure.stats.Estimate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nervure similarity}: how alike two representations of the same inputs are. */
@Command(
    name = "similarity",
    sortOptions = false,
    description = {
      "Says how alike two representations of the same inputs are: two layers, or one layer of two networks.",
      "Row i of both files is of input i. Each value has an interval, of what other inputs would give."
    },
    footer = {
      "",
      "Examples:",
      "  nervure similarity layer3.npy layer4.npy",
      "  nervure similarity a.npy b.npy --measures linear_cka,procrustes --json",
      "  nervure similarity a.csv b.csv --measures all --samples 1000",
      "  nervure similarity --list"
    })
final class SimilarityCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "A",
      description =
          "One row for each input: an .npy file, or any data that the other commands read; further axes are flattened.")
  private @Nullable String first;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "B",
      description = "The same inputs in the same order; the number of columns may differ.")
  private @Nullable String second;

  @Option(
      names = "--measures",
      paramLabel = "LIST",
      defaultValue = "default",
      description = "Names with commas, as --list has them; or default, all. Default: default.")
  private String measures = "default";

  @Option(names = "--list", description = "Print all measures with their ranges, then stop.")
  private boolean list;

  @Option(
      names = "--blocks",
      paramLabel = "N",
      description =
          "Blocks of rows that are left out in turn for the intervals; 0 for none. Default: 10.")
  private int blocks = ComparisonOptions.defaults().blocks();

  @Option(
      names = "--rows-per-input",
      paramLabel = "N",
      description =
          "So many rows after each other are of one input, such as places of one picture, and are left out together. Default: 1.")
  private int rowsPerInput = 1;

  @Option(
      names = "--allow-few-rows",
      description =
          "Canonical correlations of layers with no more rows than features too, by a pseudo-inverse. Default: such layers are refused.")
  private boolean allowFewRows;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Number of threads; the values do not depend on it. Default: all cores.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @ArgGroup(validate = false, heading = "%nHow to read the samples:%n")
  private final SampleOptions.Reading reading = new SampleOptions.Reading();

  @ArgGroup(validate = false, heading = "%nWhich samples to take:%n")
  private final SampleOptions.Choice choice = new SampleOptions.Choice();

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private OutputOptions output;

  SimilarityCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    if (list) {
      printList();
      return ExitCode.OK.number();
    }
    if (first == null || second == null) {
      throw new WrongUsageException("give two files with the rows of the same inputs, or --list");
    }
    List<SimilarityMeasure> chosen = chosen();
    ComparisonOptions options = options();
    PointFile a = PointFile.open(first, reading.options());
    PointFile b = PointFile.open(second, reading.options());
    requireSameInputs(a, b);
    int[] rows = choice.subset().choose(a.samples());
    Representation one = representation(a, rows);
    Representation other = representation(b, rows);
    List<String> notes = notes(a, b);
    Map<SimilarityMeasure, Similarity> found = new LinkedHashMap<>();
    for (SimilarityMeasure measure : chosen) {
      SimilarityMeasure asked =
          allowFewRows && areFewRows(one, other) ? measure.allowingFewRows() : measure;
      found.put(
          measure,
          RepresentationComparison.of(
              one,
              other,
              asked,
              options,
              threads,
              new NamedProgress(measure.name(), session.progress(output))));
    }
    if (output.json) {
      session.print(PlainJson.indented(tree(one, other, found, notes)));
    } else {
      print(one, other, found);
    }
    notes.forEach(note -> session.note(output, "note: " + note));
    return ExitCode.OK.number();
  }

  /**
   * Of layers with more rows than features the pseudo-inverse may take fewer rows than there are.
   */
  private static boolean areFewRows(Representation one, Representation other) {
    return one.size() - 1 <= Math.max(one.dimension(), other.dimension());
  }

  private List<SimilarityMeasure> chosen() {
    List<SimilarityMeasure> chosen = new ArrayList<>();
    List<String> words = Arrays.stream(measures.split(",", -1)).map(String::strip).toList();
    List<String> known = new ArrayList<>(SimilarityMeasures.names());
    known.addAll(List.of("default", "all"));
    KnownNames.require("--measures", measures, known);
    for (SimilarityMeasure measure : SimilarityMeasures.all()) {
      if (words.contains("all")
          || words.contains(measure.name())
          || (words.contains("default") && measure.traits().isDefault())) {
        chosen.add(measure);
      }
    }
    return chosen;
  }

  private ComparisonOptions options() {
    if (blocks < 0 || blocks == 1) {
      throw new WrongUsageException("--blocks must be 0, or at least 2, but was " + blocks);
    }
    if (rowsPerInput < 1) {
      throw new WrongUsageException("--rows-per-input must be at least 1 but was " + rowsPerInput);
    }
    if (rowsPerInput > 1 && (choice.samples > 0 || choice.perClass > 0 || choice.classes != null)) {
      throw new WrongUsageException(
          "--rows-per-input needs all rows of each input: leave out --samples, --per-class and --classes");
    }
    return ComparisonOptions.defaults()
        .withBlocks(blocks)
        .withTogether(rowsPerInput)
        .withSeed(choice.seed);
  }

  /** Refuses rows that cannot be of the same inputs in the same order. */
  private void requireSameInputs(PointFile a, PointFile b) {
    LabelledSamples one = a.samples();
    LabelledSamples other = b.samples();
    if (one.size() != other.size()) {
      throw new BadDataException(
          "%s has %,d rows and %s %,d"
              .formatted(a.location(), one.size(), b.location(), other.size()),
          b.location(),
          "Give rows of the same inputs, in the same order.");
    }
    if (rowsPerInput > 1 && one.size() % rowsPerInput != 0) {
      throw new WrongUsageException(
          "%,d rows are no multiple of --rows-per-input %d".formatted(one.size(), rowsPerInput));
    }
    if (one.hasLabels() && other.hasLabels()) {
      for (int i = 0; i < one.size(); i++) {
        String label = one.classNames().get(one.label(i));
        String otherLabel = other.classNames().get(other.label(i));
        if (!label.equals(otherLabel)) {
          throw new BadDataException(
              "row %,d has the label '%s' in %s and '%s' in %s, so that rows are not of the same inputs"
                  .formatted(i, label, a.location(), otherLabel, b.location()),
              b.location(),
              "Bring the rows of both into the same order.");
        }
      }
    }
  }

  private static Representation representation(PointFile file, int[] rows) {
    try {
      return Representation.of(PointCloud.of(file.read(rows)));
    } catch (IllegalArgumentException e) {
      throw new BadDataException(
          String.valueOf(e.getMessage()), file.location(), "Remove or repair such rows.", e);
    }
  }

  private static List<String> notes(PointFile a, PointFile b) {
    List<String> notes = new ArrayList<>();
    for (PointFile file : List.of(a, b)) {
      for (String warning : file.samples().warnings()) {
        notes.add(file.location() + ": " + warning);
      }
    }
    return notes;
  }

  private void print(
      Representation one, Representation other, Map<SimilarityMeasure, Similarity> found) {
    session.print(
        "%s rows with %s and %s features"
            .formatted(
                Quantities.count(one.size()),
                Quantities.count(one.dimension()),
                Quantities.count(other.dimension())));
    TextTable table = new TextTable(4);
    found.forEach(
        (measure, similarity) ->
            table.add(
                List.of(
                    measure.name(),
                    text(similarity.estimate()),
                    interval(similarity),
                    alike(measure.traits(), similarity.rows()))));
    table.lines().forEach(session::print);
    if (found.values().stream().anyMatch(similarity -> similarity.interval() != null)) {
      session.print(
          "in brackets 95 % intervals of what as many other inputs would give, for the same networks");
    }
    found.forEach(
        (measure, similarity) ->
            similarity.notes().forEach(note -> session.note(output, measure.name() + ": " + note)));
  }

  private static String text(Estimate estimate) {
    return estimate instanceof Estimate.NotEstimable not
        ? "not estimable: " + not.reason()
        : NumberText.of(estimate.value(), estimate.standardError());
  }

  private static String interval(Similarity similarity) {
    Similarity.Interval interval = similarity.interval();
    return interval == null
        ? ""
        : "[%s, %s]".formatted(NumberText.of(interval.low()), NumberText.of(interval.high()));
  }

  /** What the value of a representation and itself is at a number of rows. */
  private static String alike(MeasureTraits traits, int rows) {
    return alike(traits, NumberText.of(ofItself(traits, rows)));
  }

  /** Where nothing was compared, the value for many rows. */
  private static double ofItself(MeasureTraits traits, int rows) {
    return rows == 0 ? traits.ofItself() : traits.ofItself(rows);
  }

  private static String alike(MeasureTraits traits, String value) {
    return value + " if alike" + (traits.isSymmetric() ? "" : ", directed");
  }

  private Map<String, Object> tree(
      Representation one,
      Representation other,
      Map<SimilarityMeasure, Similarity> found,
      List<String> notes) {
    Map<String, Object> values = new LinkedHashMap<>();
    found.forEach((measure, similarity) -> values.put(measure.name(), value(measure, similarity)));
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("first", first);
    tree.put("second", second);
    tree.put("rows", one.size());
    tree.put("features", List.of(one.dimension(), other.dimension()));
    tree.put("seed", choice.seed);
    tree.put("measures", values);
    tree.put("notes", notes);
    return tree;
  }

  private static Map<String, Object> value(SimilarityMeasure measure, Similarity similarity) {
    Estimate estimate = similarity.estimate();
    Similarity.Interval interval = similarity.interval();
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("estimate", estimate.isEstimable() ? (Double) estimate.value() : null);
    value.put("error", estimate.isEstimable() ? (Double) estimate.standardError() : null);
    value.put("low", interval == null ? null : (Double) interval.low());
    value.put("high", interval == null ? null : (Double) interval.high());
    value.put("notEstimable", estimate instanceof Estimate.NotEstimable not ? not.reason() : null);
    value.put("n", similarity.rows());
    value.put("ifAlike", ofItself(measure.traits(), similarity.rows()));
    value.put("notes", similarity.notes());
    return value;
  }

  private void printList() {
    if (output.json) {
      session.print(
          PlainJson.indented(
              Map.of("measures", SimilarityMeasures.all().stream().map(this::entry).toList())));
      return;
    }
    TextTable table = new TextTable(5);
    for (SimilarityMeasure measure : SimilarityMeasures.all()) {
      MeasureTraits traits = measure.traits();
      table.add(
          List.of(
              traits.name(),
              traits.isDefault() ? "default" : "",
              alike(traits, traits.ofItselfInWords()),
              "%s to %s".formatted(bound(traits.lowest()), bound(traits.highest())),
              traits.title()));
    }
    table.lines().forEach(session::print);
  }

  private static String bound(double bound) {
    return Double.isInfinite(bound) ? "any" : String.format(Locale.ROOT, "%.3g", bound);
  }

  private Map<String, Object> entry(SimilarityMeasure measure) {
    MeasureTraits traits = measure.traits();
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("name", traits.name());
    entry.put("title", traits.title());
    entry.put("default", traits.isDefault());
    entry.put("distance", traits.isDistance());
    entry.put("symmetric", traits.isSymmetric());
    entry.put("ifAlike", traits.ofItself());
    entry.put("ifAlikeOverRows", traits.overRows());
    entry.put("low", Double.isInfinite(traits.lowest()) ? null : (Double) traits.lowest());
    entry.put("high", Double.isInfinite(traits.highest()) ? null : (Double) traits.highest());
    entry.put(
        "invariances",
        traits.invariances().stream().sorted().map(invariance -> invariance.text()).toList());
    return entry;
  }
}
