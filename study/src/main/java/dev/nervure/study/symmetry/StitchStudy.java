package dev.nervure.study.symmetry;

import dev.nervure.data.BadDataException;
import dev.nervure.data.LabelledSamples;
import dev.nervure.equivariance.Rung;
import dev.nervure.equivariance.SiteGrid;
import dev.nervure.equivariance.StitchProbe;
import dev.nervure.equivariance.SymmetrySettings;
import dev.nervure.image.PixelGrid;
import dev.nervure.network.AxisRole;
import dev.nervure.network.Layer;
import dev.nervure.network.Model;
import dev.nervure.network.Predictions;
import dev.nervure.progress.Cost;
import dev.nervure.progress.Progress;
import dev.nervure.run.LayerResult;
import dev.nervure.run.Manifest;
import dev.nervure.run.Results;
import dev.nervure.run.SampleResult;
import dev.nervure.run.StageRows;
import dev.nervure.stats.RandomStream;
import dev.nervure.study.AdaptedSamples;
import dev.nervure.study.Answers;
import dev.nervure.study.EngineRecord;
import dev.nervure.study.GraphFingerprint;
import dev.nervure.study.Key;
import dev.nervure.study.LabelMatch;
import dev.nervure.study.Phase;
import dev.nervure.study.SharedTask;
import dev.nervure.study.Stage;
import dev.nervure.study.StageSink;
import dev.nervure.study.Study;
import dev.nervure.study.StudyInputs;
import dev.nervure.study.Task;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which layers of one network can stand in for layers of another: their features are led to the
 * other by a simple map, and it goes on from there (equivalence, Lenc and Vedaldi, arXiv
 * 1411.5908). docs/stitch.md says what each of its values is.
 */
public final class StitchStudy implements Study, AutoCloseable {
  private static final double NANOS = 1e9;
  private static final long ROW_BYTES = 8L << 10;

  /** Multiplications a second, on one thread. */
  private static final double PRODUCTS_A_SECOND = 4e9;

  /** Held in memory beside moments: features and rows of pairs. */
  private static final long FEATURE_BYTES = 96L << 20;

  /** Runs of both networks on an image, for residuals, errors and moments. */
  private static final double PASSES = 5;

  /** Of a step of training: features of both networks, the tail there and back, and looks. */
  private static final double STEP_PASSES = 4;

  /**
   * One of the networks.
   *
   * @param model stays open until the study is done
   * @param file where it came from, for the manifest
   */
  public record Network(Model model, Path file) {}

  private final Network from;
  private final Network into;
  private final LabelledSamples samples;
  private final AdaptedSamples fromImages;
  private final AdaptedSamples intoImages;
  private final StitchOptions options;
  private final List<StitchPair> pairs;
  private final List<Model> twins;
  private final List<String> notes;
  private final int fromOutputs;
  private final int intoOutputs;
  private final String fromHash;
  private final String intoHash;
  private double secondsPerImage = -1;

  private StitchStudy(
      Network from,
      Network into,
      LabelledSamples samples,
      StitchOptions options,
      List<StitchPair> pairs,
      List<Model> twins,
      List<String> notes) {
    this.from = from;
    this.into = into;
    this.samples = samples;
    this.fromImages = AdaptedSamples.of(samples, from.model());
    this.intoImages = AdaptedSamples.of(samples, into.model());
    this.options = options;
    this.pairs = pairs;
    this.twins = twins;
    this.notes = notes;
    this.fromOutputs = outputs(from.model());
    this.intoOutputs = outputs(into.model());
    this.fromHash = GraphFingerprint.of(from.model().graph());
    this.intoHash = GraphFingerprint.of(into.model().graph());
  }

  /**
   * A study. Of the samples as many are drawn as maps are fitted on and tested on; of fewer, half
   * are for each.
   *
   * @param given the samples, images, which both networks must take
   * @throws BadDataException when there are too few images, or a network does not take them
   * @throws IllegalArgumentException when no layer of the one can be led to a layer of the other;
   *     says what works
   */
  public static StitchStudy of(
      Network from, Network into, LabelledSamples given, StitchOptions asked) {
    int[] fromShape = images(given, from);
    int[] intoShape = images(given, into);
    List<String> notes = new ArrayList<>();
    SymmetrySettings settings = asked.settings();
    int wanted = settings.fit() + settings.held();
    if (given.size() < 4) {
      throw new BadDataException(
          "maps of features need 4 images at least, but there are " + given.size(),
          given.description(),
          "Give more, or a larger --samples.");
    }
    if (given.size() < wanted) {
      int half = given.size() / 2;
      settings = settings.withImages(half, given.size() - half);
      notes.add(
          "of the %d images %d are for finding maps and %d for testing them, fewer than asked (--fit, --held)"
              .formatted(given.size(), half, given.size() - half));
    }
    int[] chosen =
        RandomStream.seeded(settings.seed())
            .derive("images")
            .sampleWithoutReplacement(given.size(), settings.fit() + settings.held());
    StitchOptions options = asked.withSettings(settings);
    List<StitchPair> pairs = pairs(from, fromShape, into, intoShape, options, notes);
    return new StitchStudy(
        from,
        into,
        given.select(chosen),
        options,
        pairs,
        FreshTwins.of(from.model(), options.twins(), settings.seed(), notes),
        notes);
  }

  /** The shape of an image as a network takes it; where it takes none, which network that is. */
  private static int[] images(LabelledSamples given, Network network) {
    try {
      return AdaptedSamples.of(given, network.model()).sampleShape();
    } catch (BadDataException e) {
      throw new BadDataException(
          "%s: %s".formatted(network.file().getFileName(), e.what()),
          e.where(),
          "Both networks must take the same data. " + e.whatToTry(),
          e);
    }
  }

  private static List<StitchPair> pairs(
      Network from,
      int[] fromShape,
      Network into,
      int[] intoShape,
      StitchOptions options,
      List<String> notes) {
    List<StitchPair.End> fromEnds = ends(from, options.layers(), fromShape, notes);
    List<StitchPair.End> intoEnds = ends(into, options.intoLayers(), intoShape, notes);
    requireSamePixels(fromEnds, fromShape, intoEnds, intoShape);
    List<String> alone = new ArrayList<>();
    List<StitchPair> pairs =
        StitchPair.of(fromEnds, intoEnds, options.pairs() == StitchOptions.Pairs.ALL, alone);
    if (pairs.isEmpty()) {
      String why = StitchProbe.obstacle(fromEnds.get(0).grid(), intoEnds.get(0).grid());
      throw new IllegalArgumentException(
          "no layer of %s (%s) can be led to one of %s (%s): %s; name others with --layers and --into-layers"
              .formatted(
                  from.file().getFileName(),
                  names(fromEnds),
                  into.file().getFileName(),
                  names(intoEnds),
                  why));
    }
    if (!alone.isEmpty()) {
      notes.add(
          "%s of %s can be led to no layer of %s and %s left out: feature maps are led to feature maps, rows of values to rows of values"
              .formatted(
                  String.join(", ", alone),
                  from.file().getFileName(),
                  into.file().getFileName(),
                  alone.size() == 1 ? "is" : "are"));
    }
    return pairs;
  }

  private static String names(List<StitchPair.End> ends) {
    return String.join(", ", ends.stream().map(end -> end.layer().name()).toList());
  }

  /** Sites are compared by where they lie on the image, which must be the same one. */
  private static void requireSamePixels(
      List<StitchPair.End> from, int[] fromShape, List<StitchPair.End> into, int[] intoShape) {
    boolean spatial =
        from.stream().anyMatch(end -> end.grid().isSpatial())
            && into.stream().anyMatch(end -> end.grid().isSpatial());
    if (!spatial) {
      return;
    }
    PixelGrid one = PixelGrid.of(fromShape);
    PixelGrid other = PixelGrid.of(intoShape);
    if (one.height() != other.height() || one.width() != other.width()) {
      throw new IllegalArgumentException(
          "the networks take images of %d x %d and of %d x %d pixels, so that it is not known which of their sites see the same; give networks of the same input, or only layers of one row of values (--layers type:Gemm --into-layers type:Gemm)"
              .formatted(one.height(), one.width(), other.height(), other.width()));
    }
  }

  private static List<StitchPair.End> ends(
      Network network, @Nullable String pattern, int[] shape, List<String> notes) {
    Model model = network.model();
    List<Layer> asked = pattern == null ? usual(model) : model.select(pattern);
    List<Layer> all = model.layers();
    List<StitchPair.End> ends = new ArrayList<>();
    List<String> refused = new ArrayList<>();
    String why = "name some with --layers and --into-layers";
    for (Layer layer : asked) {
      try {
        ends.add(
            new StitchPair.End(
                layer, SiteGrid.of(model.graph(), all, layer, shape), all.indexOf(layer)));
      } catch (IllegalArgumentException e) {
        refused.add(layer.name());
        why = String.valueOf(e.getMessage());
      }
    }
    if (ends.isEmpty()) {
      throw new IllegalArgumentException(
          "%s has no layer that can be stitched: %s".formatted(network.file().getFileName(), why));
    }
    if (!refused.isEmpty()) {
      notes.add(
          "%d of the layers of %s have no sites and are left out, such as %s"
              .formatted(refused.size(), network.file().getFileName(), refused.get(0)));
    }
    return ends;
  }

  /** What is linear in the features before, before anything is cut off, and the logits. */
  private static List<Layer> usual(Model model) {
    List<Layer> usual = new ArrayList<>();
    Layer logits = model.logits();
    for (Layer layer : model.layers()) {
      boolean isMap = layer.operator().equals("Conv") && layer.shape().length == 3;
      boolean isRow =
          List.of("Gemm", "MatMul").contains(layer.operator()) && layer.shape().length == 1;
      if (isMap || isRow || layer.equals(logits)) {
        usual.add(layer);
      }
    }
    return usual;
  }

  private static int outputs(Model model) {
    Layer logits = model.logits();
    boolean isRow = Arrays.stream(logits.shape()).filter(axis -> axis > 1).count() == 1;
    return isRow ? Math.toIntExact(logits.size()) : 0;
  }

  @Override
  public String name() {
    return "stitch";
  }

  @Override
  public Map<String, Manifest.Input> inputs() {
    Map<String, Manifest.Input> inputs =
        new LinkedHashMap<>(StudyInputs.of(from.model(), from.file(), samples));
    Manifest.Input other = StudyInputs.of(into.model(), into.file(), samples).get("model");
    if (other != null) {
      inputs.put("into", other);
    }
    return inputs;
  }

  @Override
  public Map<String, Object> engine() {
    return EngineRecord.now();
  }

  @Override
  public Map<String, Object> parameters() {
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("samples", samples.size());
    parameters.putAll(options.parameters());
    return parameters;
  }

  @Override
  public Map<String, Long> seeds() {
    return Map.of("seed", options.settings().seed());
  }

  @Override
  public int threads() {
    return options.threads();
  }

  @Override
  public List<Phase> phases() {
    List<Task> asking = new ArrayList<>();
    for (StitchPair pair : pairs) {
      asking.add(task(pair));
    }
    return List.of(
        Phase.inOrder("answers", List.of(SharedTask.required(answers(), this::answerRows))),
        Phase.of("stitches of layers", asking));
  }

  private Key key(String what, int revision) {
    Key key =
        Key.of(what, revision)
            .with("model", fromHash)
            .with("precision", from.model().precision())
            .with("into", intoHash)
            .with("precision into", into.model().precision())
            .with("data", samples.contentHash())
            .with("batch size", options.settings().batch());
    return samples.hasLabels()
        ? key.with("labels", samples.labels()).with("numbering", samples.labelNumbering())
        : key;
  }

  private Stage answers() {
    return Stage.of(
        "answers",
        key("answers and layers of a stitched network", 1)
            .with("layers", pairs.stream().map(pair -> pair.from().name()).distinct().toList()),
        Cost.of(secondsPerImage() * samples.size(), FEATURE_BYTES).leaving(ROW_BYTES));
  }

  /** The answers and layers of the network that features are taken from. */
  private StageRows answerRows(StageSink sink, Progress progress) {
    StageRows rows = new StageRows();
    Answers answers = new Answers(samples.size());
    if (fromOutputs > 1) {
      Predictions.of(from.model(), options.settings().batch())
          .forEachBatch(fromImages, (scores, first) -> answers.add(scores), progress);
    }
    int[] found = answers.indices();
    boolean compares = LabelMatch.obstacle(samples, fromOutputs) == null && fromOutputs > 1;
    int[] labels = samples.hasLabels() ? samples.labels() : null;
    for (int i = 0; i < found.length; i++) {
      boolean has = compares && found[i] != Answers.NONE;
      rows.add(
          new SampleResult(
              i,
              samples.originalIndex(i),
              labels == null ? null : (Integer) labels[i],
              has ? (Integer) found[i] : null));
    }
    pairs.stream()
        .map(StitchPair::fromIndex)
        .distinct()
        .map(index -> layerRow(index, from.model().layers().get(index)))
        .forEach(rows::add);
    return rows;
  }

  private static LayerResult layerRow(int index, Layer layer) {
    return new LayerResult(
        index,
        layer.name(),
        layer.operator(),
        layer.scope(),
        layer.relativeDepth(),
        Math.toIntExact(layer.size()),
        Arrays.stream(layer.shape()).boxed().toList(),
        AxisRole.letters(layer.axes()),
        "channel_maps");
  }

  private Task task(StitchPair pair) {
    SymmetrySettings settings = options.settings();
    Key key =
        key("stitch of layers", 1)
            .with("layer", pair.from().name())
            .with("into layer", pair.into().name())
            .with("rungs", settings.rungs())
            .with("fit", settings.fit())
            .with("held", settings.held())
            .with("task steps", settings.taskSteps())
            .with("resamples", settings.resamples())
            .with("twins", twins.size())
            .with("seed", settings.seed());
    Stage stage =
        Stage.of(
            "layer %04d to %04d: %s".formatted(pair.fromIndex(), pair.intoIndex(), pair.text()),
            key,
            cost(pair).leaving(ROW_BYTES));
    StitchRows rows = new StitchRows(pair, settings);
    SharedTask.Work<StitchProbe> work =
        new SharedTask.Work<>() {
          @Override
          public StageRows rows(StitchProbe probe, StageSink sink, Progress progress) {
            return rows.of(probe.ask(pair.from(), pair.into(), progress));
          }

          @Override
          public StageRows failed(String why) {
            return rows.none(why);
          }
        };
    return SharedTask.of((sink, progress) -> probe(), Map.of(stage, work));
  }

  private StitchProbe probe() {
    int[] labels = LabelMatch.isComparable(samples, intoOutputs) ? samples.labels() : null;
    return new StitchProbe(
        from.model(), twins, fromImages, into.model(), intoImages, labels, options.settings());
  }

  private Cost cost(StitchPair pair) {
    SymmetrySettings settings = options.settings();
    boolean wide = settings.rungs().contains(Rung.SHARED_3X3) && pair.intoGrid().isSpatial();
    double inputs = (wide ? 9.0 : 1.0) * pair.fromGrid().channels();
    double outputs = pair.intoGrid().channels();
    double rows =
        Math.min(
            (double) settings.fit() * pair.intoGrid().sites(),
            Math.max(8 * inputs, 2e10 / (inputs * inputs)));
    double products = rows * inputs * (inputs + 2 * outputs) + 7 * inputs * inputs * inputs / 3;
    double passes = PASSES * (settings.fit() + settings.held());
    boolean trains =
        settings.rungs().contains(Rung.TASK_ORIENTED)
            && LabelMatch.isComparable(samples, intoOutputs);
    double applied = (double) settings.held();
    if (trains) {
      double stepped =
          (double) settings.taskSteps() * Math.min(settings.batch(), 0.8 * settings.fit());
      passes += STEP_PASSES * stepped;
      applied += 3 * stepped;
    }
    double mapped = applied * pair.intoGrid().sites() * pair.fromGrid().channels() * outputs;
    double seconds =
        (1 + twins.size()) * (secondsPerImage() * passes + (products + mapped) / PRODUCTS_A_SECOND);
    long memory = (long) (3 * Double.BYTES * inputs * (inputs + outputs)) + FEATURE_BYTES;
    return Cost.of(seconds, memory);
  }

  /** Of both networks, measured on one batch, after one to warm up. */
  private double secondsPerImage() {
    if (secondsPerImage < 0) {
      int batch = Math.min(samples.size(), options.settings().batch());
      var one = fromImages.read(0, batch);
      var other = intoImages.read(0, batch);
      from.model().predict(one);
      into.model().predict(other);
      long start = System.nanoTime();
      from.model().predict(one);
      into.model().predict(other);
      secondsPerImage = (System.nanoTime() - start) / NANOS / batch;
    }
    return secondsPerImage;
  }

  @Override
  public Summary summary(Results results) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("samples", samples.size());
    results.accuracy().ifPresent(accuracy -> values.put("accuracy", accuracy));
    values.put("pairs", pairs.size());
    List<String> all = new ArrayList<>(samples.warnings());
    all.addAll(notes);
    String obstacle = LabelMatch.obstacle(samples, intoOutputs);
    if (obstacle != null) {
      all.add(obstacle);
    } else if (!samples.hasLabels()) {
      all.add("without labels there are no shares of wrong answers, only of changed ones");
    }
    if (fromHash.equals(intoHash)) {
      all.add("both networks are the same, so that the identity between equal layers is exact");
    }
    String unknown =
        String.join(
            ", ",
            pairs.stream()
                .filter(pair -> !pair.fromGrid().isKnown() || !pair.intoGrid().isKnown())
                .map(StitchPair::text)
                .toList());
    if (!unknown.isEmpty()) {
      all.add(
          "where the sites lie on the image is not known for all of %s, since an operator before has no window; they are taken to be spread evenly"
              .formatted(unknown));
    }
    all.addAll(StitchRows.ofWhatIsMissing(results, pairs.size()));
    boolean rowsOfValues = pairs.stream().anyMatch(pair -> !pair.intoGrid().isSpatial());
    if (rowsOfValues && options.settings().rungs().contains(Rung.SHARED_3X3)) {
      all.add("shared_3x3 is measured between feature maps only, not between rows of values");
    }
    return new Summary(values, all);
  }

  @Override
  public Stream<Smaller> smaller() {
    return IntStream.iterate(options.threads() - 1, fewer -> fewer >= 1, fewer -> fewer - 1)
        .mapToObj(
            fewer ->
                new Smaller(
                    "--threads " + fewer,
                    new StitchStudy(
                        from, into, samples, options.withThreads(fewer), pairs, twins, notes)));
  }

  @Override
  public String lessWork() {
    return "smaller --layers and --into-layers, --pairs nearest, fewer --rungs (without shared_3x3) or a smaller --fit and --held";
  }

  /** Frees the untrained twins. */
  @Override
  public void close() {
    twins.forEach(Model::close);
  }
}
