package dev.nervure.bench;

import dev.nervure.array.NdArray;
import dev.nervure.data.ActivationDump;
import dev.nervure.data.DataOptions;
import dev.nervure.data.DataSource;
import dev.nervure.data.LabelledSamples;
import dev.nervure.data.Split;
import dev.nervure.data.array.NpyWriter;
import dev.nervure.dimension.DimensionEstimator;
import dev.nervure.dimension.DimensionEstimators;
import dev.nervure.measure.Measures;
import dev.nervure.network.Activations;
import dev.nervure.network.Layer;
import dev.nervure.network.Model;
import dev.nervure.network.Pooling;
import dev.nervure.points.PointCloud;
import dev.nervure.progress.Progress;
import dev.nervure.run.LayerResult;
import dev.nervure.run.MeasuredValue;
import dev.nervure.run.Results;
import dev.nervure.run.RunDirectory;
import dev.nervure.stats.RandomStream;
import dev.nervure.study.AdaptedSamples;
import dev.nervure.study.StudyRunner;
import dev.nervure.study.layers.DumpSource;
import dev.nervure.study.layers.LayerOptions;
import dev.nervure.study.profile.ProfileStudy;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Are the standard errors of a profile as large as its values scatter? Every measure of a profile
 * on 40 clouds each of known sets and on 30 draws of the activations of a network, 1000 points
 * each, through the study that {@code nervure profile --activations} runs.
 *
 * <p>The draws of a network are disjoint parts of a random order of its training images, so that
 * their scatter is that of fresh draws without any correction: what a draw takes away from the
 * others is as much as the finite number of images narrows them. The classes of a known set, for
 * measures that need labels, are the two sides of its first coordinate, with noise; the numbers of
 * their points are as random as those of images.
 *
 * <pre>bench/run ErrorCoverage MODEL.onnx MNIST_FOLDER WORK [PART_OF_A_NAME ...]</pre>
 *
 * <p>Prints what it finds and leaves every single value in WORK/values.csv. Without names of sets
 * it also writes the tables of docs/profile.md (stated over true, all measures) and of
 * docs/dimension.md (the dimensions in full). Half an hour on one core.
 */
public final class ErrorCoverage {
  private static final int POINTS = 1000;
  private static final int CLOUDS = 40;
  private static final int DRAWS = 30;

  private static final List<String> DIMENSIONS =
      DimensionEstimators.all().stream().map(DimensionEstimator::name).toList();

  /** Layers of LeNet: activation maps, a dense layer, the output. */
  private static final String LAYERS = "/f/f.2/MaxPool_output_0,/c/c.2/Relu_output_0,logits";

  /**
   * Lifespan sums are compared at equal numbers of points: as many as the two classes of a known
   * set always have, and as the ten classes of a draw of images have.
   */
  private static final int POINTS_OF_TWO_CLASSES = 300;

  private static final int POINTS_OF_TEN_CLASSES = 60;

  /** Points from which centre and width of a first coordinate are known well enough. */
  private static final int REFERENCE = 10_000;

  /** Of the noise by which a point is put into a class, in widths of the coordinate. */
  private static final double CLASS_NOISE = 0.5;

  private final Path work;
  private final Predicate<String> chosen;

  /** By name of the set or layer, in the order of measuring; what could be estimated. */
  private final Map<String, List<Value>> values = new LinkedHashMap<>();

  /** How many clouds of each set, or draws of each layer, were profiled. */
  private final Map<String, Integer> profiled = new LinkedHashMap<>();

  /** A value of a profile with its standard error and interval. */
  private record Value(
      String measure, long seed, int n, double estimate, double error, double low, double high) {

    static Stream<Value> of(MeasuredValue row) {
      Double estimate = row.estimate();
      Double error = row.error();
      Double low = row.low();
      Double high = row.high();
      return estimate == null || error == null || low == null || high == null
          ? Stream.empty()
          : Stream.of(new Value(row.name(), row.seed(), row.n(), estimate, error, low, high));
    }
  }

  private ErrorCoverage(Path work, Predicate<String> chosen) {
    this.work = work;
    this.chosen = chosen;
  }

  /** Measures and prints. */
  public static void main(String[] arguments) throws IOException {
    List<String> parts = Arrays.asList(arguments).subList(3, arguments.length);
    ErrorCoverage coverage =
        new ErrorCoverage(
            Files.createDirectories(Path.of(arguments[2])),
            name -> parts.isEmpty() || parts.stream().anyMatch(name::contains));
    for (KnownSet set :
        List.of(
            KnownSet.circle(),
            KnownSet.swissRoll(),
            KnownSet.sphere(2),
            KnownSet.sphere(5),
            KnownSet.sphere(10),
            KnownSet.cube(5),
            KnownSet.gaussian(20),
            KnownSet.squareAndBall())) {
      coverage.measure(set);
    }
    coverage.measure(Path.of(arguments[0]), arguments[1]);
    coverage.write(coverage.work.resolve("values.csv"));
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    coverage.ratios().forEach(out::println);
    coverage.inFull(measure -> true).forEach(out::println);
    if (parts.isEmpty()) {
      new FigureBlock("profile.md", "coverage").write(coverage.ratios());
      new FigureBlock("dimension.md", "coverage").write(coverage.inFull(DIMENSIONS::contains));
    }
  }

  private void measure(KnownSet set) throws IOException {
    if (!chosen.test(set.name())) {
      return;
    }
    RandomStream stream = RandomStream.seeded(1).derive(set.name());
    Scatter first = firstCoordinate(set.cloud(REFERENCE, stream.derive("reference")));
    for (int cloud = 0; cloud < CLOUDS; cloud++) {
      RandomStream random = stream.derive(cloud);
      PointCloud points = set.cloud(POINTS, random);
      long[] labels = new long[POINTS];
      for (int i = 0; i < POINTS; i++) {
        double noise = CLASS_NOISE * first.deviation() * random.nextGaussian();
        labels[i] = points.coordinate(i, 0) + noise > first.mean() ? 1 : 0;
      }
      Path folder = Files.createDirectories(work.resolve("cloud"));
      NpyWriter.write(folder.resolve("cloud.npy"), points.array());
      NpyWriter.write(folder.resolve("labels.npy"), NdArray.of(labels, POINTS));
      ActivationDump dump = ActivationDump.open(folder, DataOptions.DEFAULT);
      profile(dump, dump.samples(), cloud, POINTS_OF_TWO_CLASSES, layer -> set.name());
      delete(folder);
    }
    System.err.println(set.name());
  }

  private static Scatter firstCoordinate(PointCloud points) {
    return Scatter.of(
        IntStream.range(0, points.size()).mapToObj(i -> points.coordinate(i, 0)).toList());
  }

  private void measure(Path modelFile, String data) throws IOException {
    Path folder = work.resolve("activations");
    try (Model model = Model.load(modelFile)) {
      List<Layer> layers =
          model.select(LAYERS).stream().filter(layer -> chosen.test(fileName(layer))).toList();
      if (layers.isEmpty()) {
        return;
      }
      LabelledSamples images = DataSource.open(data, DataOptions.DEFAULT.withSplit(Split.TRAIN));
      int[] order = RandomStream.seeded(1).sampleWithoutReplacement(images.size(), DRAWS * POINTS);
      activations(model, layers, images.select(order), Files.createDirectories(folder));
    }
    ActivationDump dump = ActivationDump.open(folder, DataOptions.DEFAULT);
    for (int draw = 0; draw < DRAWS; draw++) {
      int[] rows = IntStream.range(draw * POINTS, (draw + 1) * POINTS).toArray();
      profile(dump, dump.samples().select(rows), draw, POINTS_OF_TEN_CLASSES, LayerResult::name);
      System.err.println("draw " + draw);
    }
    delete(folder);
  }

  private static void activations(
      Model model, List<Layer> layers, LabelledSamples images, Path folder) throws IOException {
    Map<Layer, NpyWriter> writers = new LinkedHashMap<>();
    List<String> names = new ArrayList<>();
    for (Layer layer : layers) {
      names.add(fileName(layer));
    }
    Files.write(folder.resolve("layers.txt"), names);
    Activations.of(model)
        .layers(layers)
        .pooling(Pooling.FLATTEN)
        .forEachBatch(
            AdaptedSamples.of(images, model),
            (layer, rows, firstRow) ->
                writers
                    .computeIfAbsent(
                        layer,
                        one ->
                            NpyWriter.create(
                                folder.resolve(fileName(one) + ".npy"),
                                rows.type(),
                                Arrays.copyOfRange(rows.shape(), 1, rows.rank())))
                    .append(rows),
            Progress.none());
    writers.values().forEach(NpyWriter::close);
    long[] labels = Arrays.stream(images.labels()).asLongStream().toArray();
    NpyWriter.write(folder.resolve("labels.npy"), NdArray.of(labels, labels.length));
  }

  private static String fileName(Layer layer) {
    return "LeNet " + layer.name().replaceAll("_output_0$", "").replaceAll(".*/", "");
  }

  /** Adds what a profile of one draw measures. */
  private void profile(
      ActivationDump dump,
      LabelledSamples samples,
      long seed,
      int pointsPerClass,
      Function<LayerResult, String> name)
      throws IOException {
    LayerOptions options =
        LayerOptions.defaults()
            .withPooling(Pooling.FLATTEN)
            .withThreads(1)
            .withSeed(seed)
            .withPointsPerClass(pointsPerClass);
    Path folder = work.resolve("run");
    try (RunDirectory run = RunDirectory.create(folder)) {
      Results results =
          new StudyRunner(new ProfileStudy(new DumpSource(dump, samples), options))
              .run(run, Progress.none());
      for (LayerResult layer : results.layers()) {
        String set = name.apply(layer);
        profiled.merge(set, 1, Integer::sum);
        List<Value> found = values.computeIfAbsent(set, key -> new ArrayList<>());
        results.measures().stream()
            .filter(one -> Objects.equals(one.place().layer(), layer.index()))
            .filter(one -> one.place().labelClass() == null)
            .flatMap(Value::of)
            .forEach(found::add);
      }
    }
    delete(folder);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      files
          .sorted(Comparator.reverseOrder())
          .forEach(
              file -> {
                try {
                  Files.delete(file);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
  }

  private void write(Path file) throws IOException {
    List<String> lines = new ArrayList<>(List.of("set,measure,seed,n,estimate,error,low,high"));
    values.forEach(
        (set, found) -> {
          for (Value one : found) {
            lines.add(
                "%s,%s,%d,%d,%s,%s,%s,%s"
                    .formatted(
                        set,
                        one.measure(),
                        one.seed(),
                        one.n(),
                        one.estimate(),
                        one.error(),
                        one.low(),
                        one.high()));
          }
        });
    Files.write(file, lines);
  }

  /**
   * What many draws say of a measure.
   *
   * @param scatter of the estimates: mean and true standard error
   * @param stated the standard errors that stand with them
   * @param held intervals that hold the mean of the estimates
   * @param refused draws without an estimate
   */
  private record Coverage(Scatter scatter, Scatter stated, int held, int refused) {
    static Coverage of(List<Value> found, int profiled) {
      Scatter scatter = Scatter.of(found.stream().map(Value::estimate).toList());
      Scatter stated = Scatter.of(found.stream().map(Value::error).toList());
      int held =
          (int)
              found.stream()
                  .filter(one -> one.low() <= scatter.mean() && scatter.mean() <= one.high())
                  .count();
      return new Coverage(scatter, stated, held, profiled - found.size());
    }

    /** Whether a ratio means anything: not where an estimate is always the same, up to rounding. */
    boolean varies() {
      return scatter.count() > 1 && scatter.deviation() > 1e-9 * Math.abs(scatter.mean());
    }

    double ratio() {
      return stated.mean() / scatter.deviation();
    }
  }

  /** What was measured, in the order of the registry. */
  private SortedSet<String> measures() {
    SortedSet<String> measures = new TreeSet<>(Comparator.comparingInt(Measures::position));
    values.values().forEach(found -> found.forEach(one -> measures.add(one.measure())));
    return measures;
  }

  /** A row a set, a column a measure: the ratio, and the share of intervals that hold the mean. */
  private List<String> ratios() {
    StringBuilder head = new StringBuilder("| set |");
    StringBuilder rule = new StringBuilder("| --- |");
    for (String measure : measures()) {
      head.append(" `").append(measure).append("` |");
      rule.append(" --- |");
    }
    List<String> lines = new ArrayList<>(List.of(head.toString(), rule.toString()));
    for (String set : values.keySet()) {
      StringBuilder row = new StringBuilder("| " + set + " |");
      for (String measure : measures()) {
        Coverage one = coverage(set, measure);
        row.append(
            one.varies()
                ? format(
                    " %.2f, %.0f %% |", one.ratio(), 100.0 * one.held() / one.scatter().count())
                : " – |");
      }
      lines.add(row.toString());
    }
    lines.add("");
    lines.add(uncertainty());
    return lines;
  }

  private List<String> inFull(Predicate<String> wanted) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "| measure | set | mean | true error | stated error | stated over true | scatter of the stated error | 95 % intervals that hold the mean |");
    lines.add("| --- | --- | --- | --- | --- | --- | --- | --- |");
    for (String measure : measures()) {
      for (String set : values.keySet()) {
        Coverage one = coverage(set, measure);
        if (wanted.test(measure) && one.scatter().count() > 0) {
          lines.add(row(measure, set, one));
        }
      }
    }
    lines.add("");
    lines.add(uncertainty());
    return lines;
  }

  private static String uncertainty() {
    return format(
        "A ratio from %d clouds is uncertain by %.0f %%, one from %d draws by %.0f %%.",
        CLOUDS, 100 / Math.sqrt(2.0 * (CLOUDS - 1)), DRAWS, 100 / Math.sqrt(2.0 * (DRAWS - 1)));
  }

  private Coverage coverage(String set, String measure) {
    return Coverage.of(
        values.getOrDefault(set, List.of()).stream()
            .filter(one -> one.measure().equals(measure))
            .toList(),
        profiled.getOrDefault(set, 0));
  }

  private static String row(String measure, String set, Coverage one) {
    return format(
        "| `%s` | %s | %s | %s | %s | %s | %s | %d of %d%s |",
        measure,
        set,
        digits(one.scatter().mean()),
        digits(one.scatter().deviation()),
        digits(one.stated().mean()),
        one.varies() ? format("%.2f", one.ratio()) : "–",
        one.stated().mean() > 0
            ? format("%.0f %%", 100 * one.stated().deviation() / one.stated().mean())
            : "–",
        one.held(),
        one.scatter().count(),
        one.refused() > 0 ? ", " + one.refused() + " not estimable" : "");
  }

  private static String digits(double value) {
    return format(
        value >= 100 ? "%.1f" : value >= 10 ? "%.2f" : value >= 1 ? "%.3f" : "%.4f", value);
  }

  private static String format(String text, Object... values) {
    return String.format(Locale.ROOT, text, values);
  }
}
