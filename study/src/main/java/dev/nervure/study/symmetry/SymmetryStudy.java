package dev.nervure.study.symmetry;

import dev.nervure.data.BadDataException;
import dev.nervure.data.LabelledSamples;
import dev.nervure.equivariance.ImageWarp;
import dev.nervure.equivariance.Rung;
import dev.nervure.equivariance.SiteGrid;
import dev.nervure.equivariance.SymmetryProbe;
import dev.nervure.equivariance.SymmetrySettings;
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
import dev.nervure.run.Subject;
import dev.nervure.stats.RandomStream;
import dev.nervure.study.AdaptedSamples;
import dev.nervure.study.Answers;
import dev.nervure.study.EngineRecord;
import dev.nervure.study.GraphFingerprint;
import dev.nervure.study.Key;
import dev.nervure.study.LabelChanges;
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
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Which symmetries a network has learned, at which depth: how each layer follows each
 * transformation of the image (after Lenc and Vedaldi, arXiv 1411.5908). docs/symmetry.md says what
 * each of its values is.
 */
public final class SymmetryStudy implements Study, AutoCloseable {
  private static final double NANOS = 1e9;
  private static final long ROW_BYTES = 8L << 10;

  /** Multiplications a second, on one thread. */
  private static final double PRODUCTS_A_SECOND = 4e9;

  /** Held in memory beside moments: features and rows of pairs. */
  private static final long FEATURE_BYTES = 96L << 20;

  private final Model model;
  private final Path modelFile;
  private final LabelledSamples samples;
  private final AdaptedSamples images;
  private final SymmetryOptions options;
  private final Map<Layer, SiteGrid> layers;
  private final List<Model> twins;
  private final List<String> notes;
  private final int outputs;
  private final String graphHash;
  private double secondsPerImage = -1;

  private SymmetryStudy(
      Model model,
      Path modelFile,
      LabelledSamples samples,
      SymmetryOptions options,
      Map<Layer, SiteGrid> layers,
      List<Model> twins,
      List<String> notes) {
    this.model = model;
    this.modelFile = modelFile;
    this.samples = samples;
    this.images = AdaptedSamples.of(samples, model);
    this.options = options;
    this.layers = layers;
    this.twins = twins;
    this.notes = notes;
    this.outputs = outputs(model);
    this.graphHash = GraphFingerprint.of(model.graph());
  }

  /**
   * A study. Of the samples as many are drawn as maps are fitted on and tested on; of fewer, half
   * are for each.
   *
   * @param model stays open until the study is done
   * @param modelFile where it came from, for the manifest
   * @param given the samples, images
   * @throws BadDataException when there are too few images
   * @throws IllegalArgumentException when the network takes no images, a transformation does not
   *     fit them or changes their classes, or no layer can be asked; says what works
   */
  public static SymmetryStudy of(
      Model model, Path modelFile, LabelledSamples given, SymmetryOptions asked) {
    int[] shape = AdaptedSamples.of(given, model).sampleShape();
    asked.transforms().forEach(warp -> warp.requireFits(shape));
    requireLabelsKept(model, given, asked);
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
    LabelledSamples samples = given.select(chosen);
    Map<Layer, SiteGrid> layers = layers(model, asked, shape, notes);
    SymmetryOptions options = asked.withSettings(settings);
    return new SymmetryStudy(
        model,
        modelFile,
        samples,
        options,
        layers,
        FreshTwins.of(model, options.twins(), settings.seed(), notes),
        notes);
  }

  /** Errors are only counted where labels can be compared with answers. */
  private static void requireLabelsKept(
      Model model, LabelledSamples samples, SymmetryOptions asked) {
    if (!LabelMatch.isComparable(samples, outputs(model))) {
      return;
    }
    List<String> classes = LabelChanges.classesIn(samples);
    for (ImageWarp warp : asked.transforms()) {
      List<String> pair = LabelChanges.pair(classes, LabelChanges.of(warp.map()));
      if (pair != null && !asked.labelPreserving().contains(warp.name())) {
        throw new IllegalArgumentException(
            LabelChanges.refusal(
                warp.name(),
                pair,
                "choose other classes (--classes), leave it out of --transforms"));
      }
    }
  }

  private static int outputs(Model model) {
    Layer logits = model.logits();
    boolean isRow = Arrays.stream(logits.shape()).filter(axis -> axis > 1).count() == 1;
    return isRow ? Math.toIntExact(logits.size()) : 0;
  }

  private static Map<Layer, SiteGrid> layers(
      Model model, SymmetryOptions options, int[] shape, List<String> notes) {
    String pattern = options.layers();
    List<Layer> asked = pattern == null ? usual(model) : model.select(pattern);
    Map<Layer, SiteGrid> layers = new LinkedHashMap<>();
    List<String> refused = new ArrayList<>();
    String why = "";
    for (Layer layer : asked) {
      try {
        layers.put(layer, SiteGrid.of(model.graph(), model.layers(), layer, shape));
      } catch (IllegalArgumentException e) {
        refused.add(layer.name());
        why = String.valueOf(e.getMessage());
      }
    }
    if (layers.isEmpty()) {
      throw new IllegalArgumentException(
          refused.isEmpty() ? "the network has no layer to ask; name some with --layers" : why);
    }
    if (!refused.isEmpty()) {
      notes.add(
          "%d of the layers have no sites and are left out, such as %s"
              .formatted(refused.size(), refused.get(0)));
    }
    return layers;
  }

  /** What convolutions give, before anything is cut off, and the logits. */
  private static List<Layer> usual(Model model) {
    List<Layer> usual = new ArrayList<>();
    Layer logits = model.logits();
    for (Layer layer : model.layers()) {
      boolean isMap = layer.operator().equals("Conv") && layer.shape().length == 3;
      if (isMap || layer.equals(logits)) {
        usual.add(layer);
      }
    }
    return usual;
  }

  @Override
  public String name() {
    return "symmetry";
  }

  @Override
  public Map<String, Manifest.Input> inputs() {
    return StudyInputs.of(model, modelFile, samples);
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
    for (Layer layer : layers.keySet()) {
      for (ImageWarp warp : options.transforms()) {
        asking.add(task(layer, warp));
      }
    }
    return List.of(
        Phase.inOrder("answers", List.of(SharedTask.required(answers(), this::answerRows))),
        Phase.of("symmetries of layers", asking));
  }

  private Key key(String what, int revision) {
    Key key =
        Key.of(what, revision)
            .with("model", graphHash)
            .with("precision", model.precision())
            .with("data", samples.contentHash())
            .with("batch size", options.settings().batch());
    return samples.hasLabels()
        ? key.with("labels", samples.labels()).with("numbering", samples.labelNumbering())
        : key;
  }

  private Stage answers() {
    Key key =
        key("answers and layers of symmetry", 1)
            .with("layers", layers.keySet().stream().map(Layer::name).toList());
    return Stage.of(
        "answers",
        key,
        Cost.of(secondsPerImage() * samples.size(), FEATURE_BYTES).leaving(ROW_BYTES));
  }

  private StageRows answerRows(StageSink sink, Progress progress) {
    StageRows rows = new StageRows();
    Answers answers = new Answers(samples.size());
    if (outputs > 1) {
      Predictions.of(model, options.settings().batch())
          .forEachBatch(images, (scores, first) -> answers.add(scores), progress);
    }
    int[] found = answers.indices();
    boolean compares = LabelMatch.obstacle(samples, outputs) == null && outputs > 1;
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
    List<Layer> all = model.layers();
    layers
        .keySet()
        .forEach(
            layer ->
                rows.add(
                    new LayerResult(
                        Subject.ONLY,
                        all.indexOf(layer),
                        layer.name(),
                        layer.operator(),
                        layer.scope(),
                        layer.relativeDepth(),
                        Math.toIntExact(layer.size()),
                        Arrays.stream(layer.shape()).boxed().toList(),
                        AxisRole.letters(layer.axes()),
                        "channel_maps",
                        null,
                        null,
                        null)));
    return rows;
  }

  private Task task(Layer layer, ImageWarp warp) {
    int index = model.layers().indexOf(layer);
    SymmetrySettings settings = options.settings();
    Key key =
        key("symmetry of a layer", 2)
            .with("layer", layer.name())
            .with("transform", warp.name())
            .with("rungs", settings.rungs())
            .with("boundary", settings.boundary())
            .with("fit", settings.fit())
            .with("held", settings.held())
            .with("task steps", settings.taskSteps())
            .with("resamples", settings.resamples())
            .with("twins", twins.size())
            .with("seed", settings.seed());
    Stage stage =
        Stage.of(
            "layer %04d %s: %s".formatted(index, layer.name(), warp.name()),
            key,
            cost(layer).leaving(ROW_BYTES));
    SymmetryRows rows = new SymmetryRows(index, warp.name(), settings);
    SharedTask.Work<SymmetryProbe> work =
        new SharedTask.Work<>() {
          @Override
          public StageRows rows(SymmetryProbe probe, StageSink sink, Progress progress) {
            return rows.of(probe.ask(layer, warp, progress));
          }

          @Override
          public StageRows failed(String why) {
            return rows.none(sites(layer), why);
          }
        };
    return SharedTask.of((sink, progress) -> probe(), Map.of(stage, work));
  }

  private SiteGrid sites(Layer layer) {
    return Objects.requireNonNull(layers.get(layer));
  }

  private SymmetryProbe probe() {
    int[] labels = LabelMatch.isComparable(samples, outputs) ? samples.labels() : null;
    return new SymmetryProbe(model, twins, images, labels, options.settings());
  }

  private Cost cost(Layer layer) {
    SymmetrySettings settings = options.settings();
    SiteGrid grid = sites(layer);
    boolean wide = settings.rungs().contains(Rung.SHARED_3X3) && grid.isSpatial();
    double inputs = (wide ? 9.0 : 1.0) * grid.channels();
    double pairs =
        Math.min(
            (double) settings.fit() * grid.sites(), Math.max(8 * inputs, 2e10 / (inputs * inputs)));
    double products =
        pairs * inputs * (inputs + 2 * grid.channels()) + 7 * inputs * inputs * inputs / 3;
    double applied = (double) settings.held() * grid.sites() * inputs * grid.channels();
    double seconds =
        secondsPerImage() * (10 + 4 * twins.size()) * (settings.fit() + settings.held())
            + ((2 + twins.size()) * products + 6 * applied) / PRODUCTS_A_SECOND;
    long memory = (long) (3 * Double.BYTES * inputs * (inputs + grid.channels())) + FEATURE_BYTES;
    return Cost.of(seconds, memory);
  }

  /** Measured on one batch, after one to warm up. */
  private double secondsPerImage() {
    if (secondsPerImage < 0) {
      int batch = Math.min(samples.size(), options.settings().batch());
      var input = images.read(0, batch);
      model.predict(input);
      long start = System.nanoTime();
      model.predict(input);
      secondsPerImage = (System.nanoTime() - start) / NANOS / batch;
    }
    return secondsPerImage;
  }

  @Override
  public Summary summary(Results results) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("samples", samples.size());
    results.accuracy().ifPresent(accuracy -> values.put("accuracy", accuracy));
    values.put("layers", layers.size());
    List<String> all = new ArrayList<>(samples.warnings());
    all.addAll(notes);
    all.addAll(
        new SymmetryNotes(layers, options, samples, outputs, model.inputShape()).of(results));
    return new Summary(values, all);
  }

  @Override
  public Stream<Smaller> smaller() {
    return IntStream.iterate(options.threads() - 1, fewer -> fewer >= 1, fewer -> fewer - 1)
        .mapToObj(
            fewer ->
                new Smaller(
                    "--threads " + fewer,
                    new SymmetryStudy(
                        model,
                        modelFile,
                        samples,
                        options.withThreads(fewer),
                        layers,
                        twins,
                        notes)));
  }

  @Override
  public String lessWork() {
    return "smaller --layers, fewer --rungs (without shared_3x3) or a smaller --fit and --held";
  }

  /** Frees the untrained twins. */
  @Override
  public void close() {
    twins.forEach(Model::close);
  }
}
