package dev.nervure.study.layers;

import dev.nervure.array.NdArray;
import dev.nervure.data.BadDataException;
import dev.nervure.data.LabelledSamples;
import dev.nervure.network.Activations;
import dev.nervure.network.AxisRole;
import dev.nervure.network.Layer;
import dev.nervure.network.Model;
import dev.nervure.network.PixelReach;
import dev.nervure.network.Pooling;
import dev.nervure.network.Precision;
import dev.nervure.network.SampleBatches;
import dev.nervure.progress.Progress;
import dev.nervure.run.LayerResult;
import dev.nervure.run.Manifest;
import dev.nervure.run.Results;
import dev.nervure.study.AdaptedSamples;
import dev.nervure.study.AnswerNotes;
import dev.nervure.study.Answers;
import dev.nervure.study.Artifact;
import dev.nervure.study.EngineRecord;
import dev.nervure.study.GraphFingerprint;
import dev.nervure.study.InputDoubts;
import dev.nervure.study.Key;
import dev.nervure.study.LabelMatch;
import dev.nervure.study.Stage;
import dev.nervure.study.StudyInputs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Activations of a network that is run on samples, and its predictions: the highest logit of the
 * last layer. The network stays open, or it is opened for the plan and for the pass only, so that a
 * study of many networks holds one at a time.
 */
public final class NetworkSource implements ActivationSource {
  private static final double NANOS = 1e9;

  private final Supplier<Loan> forPlan;
  private final Function<Function<Artifact, Path>, Loan> forPass;
  private final LabelledSamples samples;
  private final UnaryOperator<Key> network;
  private final Map<String, Manifest.Input> inputs;
  private final Precision precision;
  private final String inputName;
  private final int outputs;
  private final List<String> doubts;
  private final boolean madeHere;
  private final Map<Question, Planned> planned = new HashMap<>();
  private double measuredSecondsPerSample = -1;

  /** A network for as long as it is used; closed then, unless others hold it. */
  private record Loan(Model model, boolean isOwn) implements AutoCloseable {
    @Override
    public void close() {
      if (isOwn) {
        model.close();
      }
    }
  }

  /** On which options a plan depends. */
  private record Question(
      String layers, Pooling pooling, SelectionOptions selection, int batchSize) {
    static Question of(LayerOptions options) {
      return new Question(
          options.layers(), options.pooling(), options.selection(), options.batchSize());
    }
  }

  /** What is known of a pass beforehand. */
  private record Planned(List<LayerResult> layers, double seconds, long memory) {}

  /**
   * @param model open as the plan has it, until this constructor is done
   * @param forPlan gives a network of the same layers
   * @param forPass gives the network itself, from where the artifacts of earlier stages lie
   * @param madeHere whether a stage of the run makes the network
   */
  private NetworkSource(
      Model model,
      Supplier<Loan> forPlan,
      Function<Function<Artifact, Path>, Loan> forPass,
      UnaryOperator<Key> network,
      LabelledSamples samples,
      Map<String, Manifest.Input> inputs,
      boolean madeHere) {
    AdaptedSamples.of(samples, model); // refuses those that do not fit
    this.forPlan = forPlan;
    this.forPass = forPass;
    this.network = network;
    this.samples = samples;
    this.inputs = inputs;
    this.precision = model.precision();
    this.inputName = model.graph().inputs().get(0).name();
    this.madeHere = madeHere;
    this.doubts = InputDoubts.of(model, samples);
    this.outputs = outputs(model.logits());
  }

  /** Class scores for one sample; 0 where the output is not one row of them. */
  private static int outputs(Layer logits) {
    return PooledShape.positions(logits) == 1 ? Math.toIntExact(logits.size()) : 0;
  }

  /**
   * A network on samples.
   *
   * @param model stays open until the study is done
   * @param modelFile where it came from, for the manifest
   * @param samples the chosen samples, any shape that can be brought into the model's
   * @throws dev.nervure.data.BadDataException when the samples do not fit the model
   */
  public static NetworkSource of(Model model, Path modelFile, LabelledSamples samples) {
    Loan open = new Loan(model, false);
    return new NetworkSource(
        model,
        () -> open,
        files -> open,
        keyOf(model),
        samples,
        StudyInputs.of(model, modelFile, samples),
        false);
  }

  /**
   * A network in a file, which is opened for the plan and for the pass and closed again.
   *
   * @param precision null for that of the file
   * @param samples the chosen samples, any shape that can be brought into the model's
   * @param options with which it is planned while it is open; for others it is opened again
   * @throws BadDataException when the samples do not fit the model, whose file is named
   * @throws IllegalArgumentException when it has no layer that the options ask for
   */
  public static NetworkSource inFile(
      Path file, @Nullable Precision precision, LabelledSamples samples, LayerOptions options) {
    Supplier<Loan> opening =
        () -> new Loan(precision == null ? Model.load(file) : Model.load(file, precision), true);
    try (Loan open = opening.get()) {
      Model model = open.model();
      NetworkSource source =
          new NetworkSource(
              model,
              opening,
              files -> opening.get(),
              keyOf(model),
              samples,
              StudyInputs.of(model, file, samples),
              false);
      source.planned.put(Question.of(options), source.planned(model, options));
      return source;
    } catch (BadDataException e) {
      throw new BadDataException(e.what() + " in " + file, e.where(), e.whatToTry(), e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
  }

  private static UnaryOperator<Key> keyOf(Model model) {
    String hash = GraphFingerprint.of(model.graph());
    return key -> key.with("model", hash);
  }

  /**
   * A network that a stage before trains and leaves as a file.
   *
   * @param untrained the same network with any weights, for the plan; stays open until the study is
   *     done
   * @param training leaves the network
   * @param file among what it leaves
   * @param samples the chosen samples, any shape that can be brought into the model's
   */
  public static NetworkSource trained(
      Model untrained, Stage training, Artifact file, LabelledSamples samples) {
    Loan open = new Loan(untrained, false);
    return new NetworkSource(
        untrained,
        () -> open,
        files -> new Loan(Model.load(files.apply(file), untrained.precision()), true),
        key -> key.after(training).with("file", file.path()),
        samples,
        StudyInputs.trained(untrained, training, file, samples),
        true);
  }

  @Override
  public Map<String, Manifest.Input> inputs() {
    return inputs;
  }

  @Override
  public Map<String, Object> engine() {
    return EngineRecord.now();
  }

  private Key key(String kind, int revision, LayerOptions options) {
    return network
        .apply(Key.of(kind, revision))
        .with("precision", precision)
        .with("data", samples.contentHash())
        .with("batch size", options.batchSize());
  }

  @Override
  public Key activationsKey(LayerResult layer, LayerOptions options) {
    return key("activations", 1, options)
        .with("layer", layer.name())
        .with("index", layer.index())
        .with("axes", layer.axes())
        .with("pooling", layer.pooling());
  }

  @Override
  public Key samplesKey(LayerOptions options) {
    Key key = key("samples", 2, options).with("classes", samples.classNames());
    return samples.hasLabels()
        ? key.with("labels", samples.labels()).with("numbering", samples.labelNumbering())
        : key;
  }

  @Override
  public @Nullable NetworkOutputs networkOutputs() {
    if (outputs == 0) {
      return null;
    }
    try (Loan loan = forPlan.get()) {
      Layer logits = loan.model().logits();
      LayerResult layer = result(loan.model().layers().indexOf(logits), logits, Pooling.FLATTEN);
      return new NetworkOutputs(
          layer, LabelMatch.isComparable(samples, outputs) ? samples.classNames() : List.of());
    }
  }

  @Override
  public List<LayerResult> layers(LayerOptions options) {
    return planned(options).layers();
  }

  private synchronized Planned planned(LayerOptions options) {
    Question question = Question.of(options);
    Planned known = planned.get(question);
    if (known != null) {
      return known;
    }
    try (Loan loan = forPlan.get()) {
      Planned found = planned(loan.model(), options);
      planned.put(question, found);
      return found;
    }
  }

  private Planned planned(Model model, LayerOptions options) {
    AdaptedSamples adapted = AdaptedSamples.of(samples, model);
    List<LayerResult> layers = layers(model, options);
    int atOnce = activations(model, model.defaultLayers(), options).batchesAtOnce();
    double passes = samples.size() + LayerReach.passes(model, samples, layers, options);
    long pass = memory(layers, adapted, atOnce, options);
    long reach = LayerReach.memory(model, layers, options);
    // The reach is found before the pass, in passes of values twice as wide; half of it is kept.
    long memory = reach == 0 ? pass : Math.addExact(reach, 2 * pass);
    return new Planned(layers, secondsPerSample(model, adapted, options) * passes / atOnce, memory);
  }

  @Override
  public Map<LayerResult, PixelReach> reach(
      List<LayerResult> layers, Function<Artifact, Path> files, Progress progress) {
    try (Loan loan = forPass.apply(files)) {
      return LayerReach.of(loan.model(), layers, progress);
    }
  }

  private List<LayerResult> layers(Model model, LayerOptions options) {
    Set<Layer> chosen = new HashSet<>(model.select(options.layers()));
    List<Layer> all = model.layers();
    List<LayerResult> results = new ArrayList<>();
    for (int index = 0; index < all.size(); index++) {
      if (chosen.contains(all.get(index))) {
        results.add(result(index, all.get(index), pooling(all.get(index), options)));
      }
    }
    return results;
  }

  /**
   * The input stays whole where other layers are averaged over positions: the mean colour of an
   * image is not the image, and the dimension of the data is what the other layers are compared
   * with.
   */
  private Pooling pooling(Layer layer, LayerOptions options) {
    boolean keptWhole = isInput(layer) && options.pooling() == Pooling.GLOBAL_AVERAGE;
    return keptWhole ? Pooling.FLATTEN : options.pooling();
  }

  /** By name, since an input of integers is no layer. */
  private boolean isInput(Layer layer) {
    return layer.name().equals(inputName);
  }

  private static LayerResult result(int index, Layer layer, Pooling pooling) {
    return new LayerResult(
        index,
        layer.name(),
        layer.operator(),
        layer.scope(),
        layer.relativeDepth(),
        PooledShape.dimension(layer, pooling),
        Arrays.stream(layer.shape()).boxed().toList(),
        AxisRole.letters(layer.axes()),
        pooling.name().toLowerCase(Locale.ROOT));
  }

  @Override
  public int size() {
    return samples.size();
  }

  @Override
  public int @Nullable [] labels() {
    return samples.hasLabels() ? samples.labels() : null;
  }

  @Override
  public List<String> classNames() {
    return samples.classNames();
  }

  @Override
  public int originalIndex(int sample) {
    return samples.originalIndex(sample);
  }

  @Override
  public String samplesHash() {
    return samples.contentHash();
  }

  @Override
  public List<String> notes(Results results) {
    List<String> notes = new ArrayList<>(samples.warnings());
    notes.addAll(doubts);
    notes.addAll(AnswerNotes.kept(samples, outputs, results, madeHere));
    notes.addAll(SelectionNotes.of(results));
    return notes;
  }

  /** Measured on one batch, after one to warm up; as many run side by side as there are workers. */
  @Override
  public double secondsPerPass(LayerOptions options) {
    return planned(options).seconds();
  }

  private double secondsPerSample(Model model, AdaptedSamples adapted, LayerOptions options) {
    if (measuredSecondsPerSample < 0) {
      int batch = Math.min(samples.size(), options.batchSize());
      NdArray input = adapted.read(0, batch);
      model.predict(input);
      long start = System.nanoTime();
      model.predict(input);
      measuredSecondsPerSample = (System.nanoTime() - start) / NANOS / batch;
    }
    return measuredSecondsPerSample;
  }

  @Override
  public long memoryPerPass(LayerOptions options) {
    return planned(options).memory();
  }

  private static long memory(
      List<LayerResult> layers, AdaptedSamples adapted, int atOnce, LayerOptions options) {
    long perSample = 0;
    for (int axis : adapted.sampleShape()) {
      perSample = perSample == 0 ? axis : perSample * axis;
    }
    for (LayerResult layer : layers) {
      long values = 1;
      for (int axis : layer.shape()) {
        values *= axis;
      }
      perSample += values;
    }
    return (1 + atOnce) * 2L * Float.BYTES * perSample * options.batchSize();
  }

  @Override
  public int @Nullable [] pass(
      List<LayerResult> layers,
      LayerOptions options,
      Function<Artifact, Path> files,
      RowConsumer rows,
      Progress progress) {
    return pass(model -> AdaptedSamples.of(samples, model), layers, options, files, rows, progress);
  }

  /**
   * The same over other values of the samples.
   *
   * @param inputs as the network takes them, one for each sample
   */
  int @Nullable [] pass(
      Function<Model, SampleBatches> inputs,
      List<LayerResult> layers,
      LayerOptions options,
      Function<Artifact, Path> files,
      RowConsumer rows,
      Progress progress) {
    try (Loan loan = forPass.apply(files)) {
      return pass(loan.model(), inputs.apply(loan.model()), layers, options, rows, progress);
    }
  }

  private int @Nullable [] pass(
      Model running,
      SampleBatches adapted,
      List<LayerResult> layers,
      LayerOptions options,
      RowConsumer rows,
      Progress progress) {
    List<Layer> all = running.layers();
    Map<Layer, LayerResult> wanted = new LinkedHashMap<>();
    for (LayerResult layer : layers) {
      wanted.put(all.get(layer.index()), layer);
    }
    Set<Layer> read = new LinkedHashSet<>(wanted.keySet());
    LayerResult wholeInput = null;
    for (Map.Entry<Layer, LayerResult> entry : wanted.entrySet()) {
      if (isInput(entry.getKey()) && pooling(entry.getKey(), options) != options.pooling()) {
        wholeInput = entry.getValue();
        read.remove(entry.getKey());
      }
    }
    boolean predicts = outputs >= 2 && LabelMatch.obstacle(samples, outputs) == null;
    if (predicts) {
      read.add(running.logits()); // the same pass gives the predictions
    }
    Answers answers = new Answers(samples.size());
    if (!read.isEmpty()) {
      Layer logits = running.logits();
      activations(running, List.copyOf(read), options)
          .forEachBatch(
              adapted,
              (layer, values, first) -> {
                NdArray points = flat(values);
                LayerResult result = wanted.get(layer);
                if (result != null) {
                  rows.accept(result, points);
                }
                if (predicts && layer.equals(logits)) {
                  answers.add(points);
                }
              },
              progress);
    }
    if (wholeInput != null) {
      for (int from = 0; from < samples.size(); from += options.batchSize()) {
        progress.checkCancelled();
        int to = Math.min(samples.size(), from + options.batchSize());
        rows.accept(wholeInput, flat(adapted.read(from, to)));
      }
    }
    return predicts ? answers.indices() : null;
  }

  /** What NaN and infinite values mean is decided where the points are used. */
  private static Activations activations(Model running, List<Layer> read, LayerOptions options) {
    return Activations.of(running)
        .layers(read)
        .pooling(options.pooling())
        .batchSize(options.batchSize())
        .withNonFinite();
  }

  /** Rows x everything else. */
  private static NdArray flat(NdArray rows) {
    int count = rows.shape()[0];
    return rows.reshape(count, count == 0 ? 0 : Math.toIntExact(rows.size() / count));
  }
}
