package dev.nervure.study.fiber;

import dev.nervure.data.LabelledSamples;
import dev.nervure.fiber.Box;
import dev.nervure.fiber.DifferentiableMap;
import dev.nervure.fiber.NetworkMap;
import dev.nervure.fiber.OutputReadout;
import dev.nervure.network.Layer;
import dev.nervure.network.Model;
import dev.nervure.progress.Progress;
import dev.nervure.run.FiberResult;
import dev.nervure.run.Fingerprint;
import dev.nervure.run.FreeSpace;
import dev.nervure.run.Manifest;
import dev.nervure.run.ResourceException;
import dev.nervure.run.Results;
import dev.nervure.run.RunDirectory;
import dev.nervure.study.AdaptedSamples;
import dev.nervure.study.GraphFingerprint;
import dev.nervure.study.Plan;
import dev.nervure.study.ProcessorTime;
import dev.nervure.study.Stage;
import dev.nervure.study.StudyInputs;
import dev.nervure.study.fiber.SurveyStage.Question;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiPredicate;

/**
 * What a network cannot tell apart, from many inputs: the null dimension by layer, how far a walk
 * within the class comes, how far the decision boundary is; one row an input, and means by class
 * and layer with standard errors. The figures go into a {@link RunDirectory}, the walks into files
 * beside them.
 *
 * <p>Stages that the run directory has under the same key are not computed again; those of an input
 * that was chosen before and is chosen again are kept. Inputs are asked in parallel; results are
 * the same bits for any number of threads. An input that fails is recorded with the reason, and the
 * next run tries it again.
 */
public final class FiberSurvey {
  /** Name of this study in manifests. */
  public static final String NAME = "fibers";

  /** Heap that the program itself takes. */
  private static final long BASE_BYTES = 96L << 20;

  /** Copies of a Jacobian while it is decomposed. */
  private static final int JACOBIAN_COPIES = 6;

  /**
   * Seconds of one multiplication where singular values alone are computed; processor time of one
   * core, rounded up.
   */
  private static final double DECOMPOSITION = 1e-9;

  /** Steps of a walk for each unit of its length, and of any walk; measured on image networks. */
  private static final double STEPS_PER_UNIT = 5;

  private static final double STEPS_AT_LEAST = 30;

  /** Steps of a lift and of the walk from there to the nearest crossing; measured likewise. */
  private static final double STEPS_TO_BOUNDARY = 120;

  private static final long STATISTICS_BYTES = 64L << 10;

  private final Model model;
  private final Path modelFile;
  private final LabelledSamples samples;
  private final AdaptedSamples adapted;
  private final SurveyOptions options;
  private final String modelHash;
  private double measuredLinearization = -1;

  private FiberSurvey(Model model, Path modelFile, LabelledSamples samples, SurveyOptions options) {
    this.model = model;
    this.modelFile = modelFile;
    this.samples = samples;
    this.adapted = AdaptedSamples.of(samples, model);
    this.options = options;
    this.modelHash = GraphFingerprint.of(model.graph());
  }

  /**
   * A survey.
   *
   * @param model computing in float64; stays open until the study is done
   * @param modelFile where it came from, for the manifest
   * @param samples the chosen samples, any shape that can be brought into the model's
   * @throws dev.nervure.data.BadDataException when the samples do not fit the model
   * @throws IllegalArgumentException when the target of directed walks is none of the samples
   * @throws ResourceException when so many logits of so large inputs are held that walks would not
   *     get anywhere
   */
  public static FiberSurvey of(
      Model model, Path modelFile, LabelledSamples samples, SurveyOptions options) {
    Integer target = options.target();
    if (target != null && (target < 0 || target >= samples.size())) {
      throw new IllegalArgumentException(
          "sample %d does not exist: there are samples 0 to %d"
              .formatted(target, samples.size() - 1));
    }
    FiberSurvey survey = new FiberSurvey(model, modelFile, samples, options);
    if (options.walk().mode() != FiberMode.CROSS) {
      HeldOutput.of(model, options.hold(), survey.input(0)).requireDecomposable();
    }
    return survey;
  }

  /**
   * What would be done, with expected cost, where the folder is or will be. Evaluates one Jacobian
   * of the model; writes nothing.
   *
   * @throws dev.nervure.run.BadRunException when the folder belongs to another model or other data
   */
  public Plan plan(Path folder) {
    if (!Files.exists(folder.resolve("manifest.json"))) {
      return plan(stages((name, hash) -> false), folder);
    }
    try (RunDirectory run = RunDirectory.open(folder)) {
      StudyInputs.requireSame(run, NAME, StudyInputs.of(model, modelFile, samples));
      return plan(stages((name, hash) -> SurveyRunner.isDone(run, name, hash)), folder);
    }
  }

  /**
   * Refuses a plan that does not fit.
   *
   * @throws ResourceException with needed and available, and what to try
   */
  public void requireFits(Plan plan, Path folder) {
    if (plan.memoryBytes() > plan.availableMemoryBytes()) {
      throw new ResourceException(
          "the plan needs about %s of memory but the Java heap has %s; try --threads 1, fewer --layers, or give Java more with -Xmx%dm"
              .formatted(
                  FreeSpace.describe(plan.memoryBytes()),
                  FreeSpace.describe(plan.availableMemoryBytes()),
                  (plan.memoryBytes() + BASE_BYTES >> 20) + 1));
    }
    if (plan.diskBytes() > plan.availableDiskBytes()) {
      throw new ResourceException(
          "the plan needs about %s on the disk of %s but %s is free; choose fewer samples"
              .formatted(
                  FreeSpace.describe(plan.diskBytes()),
                  folder,
                  FreeSpace.describe(plan.availableDiskBytes())));
    }
  }

  /**
   * Computes what is missing.
   *
   * @param run open for writing
   * @throws dev.nervure.run.BadRunException when the run belongs to another model or other data
   * @throws ResourceException when memory or disk do not suffice; finished stages are kept
   * @throws dev.nervure.progress.CancelledException when cancelled; finished stages are kept
   */
  public Results run(RunDirectory run, Progress progress) {
    StudyInputs.requireSame(run, NAME, StudyInputs.of(model, modelFile, samples));
    BiPredicate<String, String> isDone = (name, hash) -> SurveyRunner.isDone(run, name, hash);
    List<SurveyStage> stages = stages(isDone);
    Plan plan = plan(stages, run.folder());
    requireFits(plan, run.folder());
    run.update(
        manifest ->
            manifest
                .forStudy(
                    NAME,
                    StudyInputs.of(model, modelFile, samples),
                    parameters(),
                    Map.of("seed", options.walk().seed()))
                .withStages(entries(run, plan)));
    run.retain(plan.names());
    SurveyRunner runner = new SurveyRunner(this, run);
    runner.removeOtherWalks(stages);
    runner.run(stages.stream().filter(stage -> !stage.stage().done()).toList(), progress);
    Results results = run.results();
    run.update(
        manifest ->
            manifest.withStages(entries(run, plan)).withSummary(summary(results), notes(results)));
    return results;
  }

  private static List<Manifest.StageEntry> entries(RunDirectory run, Plan plan) {
    return StudyInputs.entries(
        run, plan, stage -> SurveyRunner.isDone(run, stage.name(), stage.hash()));
  }

  private Map<String, Object> summary(Results results) {
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("samples", samples.size());
    results.accuracy().ifPresent(accuracy -> summary.put("accuracy", accuracy));
    summary.put("layers", results.layers().size());
    long failed = results.fibers().stream().filter(one -> one.failed() != null).count();
    summary.put("walks", results.fibers().size() - failed);
    summary.put("failed", failed);
    double drift = 0;
    for (FiberResult one : results.fibers()) {
      if (one.figures() != null && !one.kind().equals(Question.BOUNDARY.text())) {
        drift = Math.max(drift, one.figures().drift());
      }
    }
    summary.put("largestDrift", drift);
    return summary;
  }

  private List<String> notes(Results results) {
    List<String> notes = new ArrayList<>(samples.warnings());
    if (!HeldOutput.isReadOffLogits(options.hold())) {
      notes.addAll(HeldOutput.of(model, options.hold(), input(0)).warnings());
    }
    List<FiberResult> failed =
        results.fibers().stream().filter(one -> one.failed() != null).toList();
    if (!failed.isEmpty()) {
      FiberResult first = failed.get(0);
      notes.add(
          "%d of %d walks failed and are left out of the statistics; the first one, a %s from input %d: %s"
              .formatted(
                  failed.size(),
                  results.fibers().size(),
                  first.kind(),
                  first.originalIndex(),
                  first.failed()));
    }
    List<String> tooLarge = tooLarge();
    if (!tooLarge.isEmpty()) {
      notes.add(
          "Layers whose Jacobian is too large to be decomposed for every input are left out of the singular values and null dimensions: %s. 'nervure metric' finds their largest singular values at one input."
              .formatted(String.join(", ", tooLarge)));
    }
    if (!hasClasses()) {
      notes.add("The network has one output: there is no decision boundary to measure.");
    }
    return notes;
  }

  private Plan plan(List<SurveyStage> stages, Path folder) {
    return new Plan(
        stages.stream().map(SurveyStage::stage).toList(),
        options.threads(),
        Math.max(0, Runtime.getRuntime().maxMemory() - BASE_BYTES),
        FreeSpace.bytes(folder));
  }

  Model model() {
    return model;
  }

  SurveyOptions options() {
    return options;
  }

  LabelledSamples samples() {
    return samples;
  }

  String modelName() {
    return modelFile.toString();
  }

  /** Whether there are class scores, and so a boundary between classes. */
  boolean hasClasses() {
    return model.logits().size() > 1;
  }

  /** An input, flat, as the model takes it. */
  double[] input(int row) {
    return adapted.input(row);
  }

  /** The chosen layers that are not decomposed, each with the least null dimension it can have. */
  private List<String> tooLarge() {
    List<String> names = new ArrayList<>();
    for (Layer layer : layers().values()) {
      if (LayerSpectrum.isTooLarge(layer, model)) {
        long left = model.input().size() - layer.size();
        names.add(layer.name() + (left > 0 ? " (null dimension at least " + left + ")" : ""));
      }
    }
    return names;
  }

  /** How an input is drawn: a flattened image as the data have it. */
  int[] pictureShape() {
    return adapted.pictureShape();
  }

  /** The layers whose Jacobians are decomposed, by their index; the input has none. */
  Map<Integer, Layer> layers() {
    List<Layer> chosen = new ArrayList<>(model.select(options.layers()));
    chosen.add(model.logits());
    heldLayer(chosen);
    Map<Integer, Layer> layers = new LinkedHashMap<>();
    List<Layer> all = model.layers();
    for (int index = 0; index < all.size(); index++) {
      Layer layer = all.get(index);
      if (chosen.contains(layer) && !layer.equals(model.input())) {
        layers.put(index, layer);
      }
    }
    return layers;
  }

  private void heldLayer(List<Layer> chosen) {
    String hold = options.hold();
    if (!HeldOutput.isReadOffLogits(hold)) {
      chosen.add(model.layer(hold));
    }
  }

  /** The row that a directed walk approaches: the one asked for, or the next of another class. */
  int targetOf(int row) {
    Integer asked = options.target();
    if (asked != null) {
      return asked;
    }
    for (int step = 1; step < samples.size(); step++) {
      int other = (row + step) % samples.size();
      if (!samples.hasLabels() || samples.label(other) != samples.label(row)) {
        return other;
      }
    }
    throw new IllegalArgumentException(
        "there is no sample of another class to approach; choose more samples, or one with --to");
  }

  /** The stages over all inputs and of each, in the order in which they are run. */
  List<SurveyStage> stages(BiPredicate<String, String> isDone) {
    List<SurveyStage> stages = new ArrayList<>();
    Fingerprint samplesKey = key("survey samples/1").with("data", samples.contentHash());
    for (int index : layers().keySet()) {
      samplesKey.with("layer", index);
    }
    String samplesHash = samplesKey.with("classes", samples.classNames()).hex();
    double linearization = linearizationSeconds();
    stages.add(
        stage(-1, Question.SAMPLES, samplesHash, samples.size() * linearization, 0, 0, isDone));
    Fingerprint all = Fingerprint.of("survey statistics/1").with("samples", samplesHash);
    for (int row = 0; row < samples.size(); row++) {
      for (Question question : questions()) {
        SurveyStage stage = stage(row, question, linearization, isDone);
        all.with(stage.stage().name(), stage.stage().hash());
        stages.add(stage);
      }
    }
    boolean complete = stages.stream().allMatch(stage -> stage.stage().done());
    stages.add(
        stage(
            -1,
            Question.STATISTICS,
            all.hex(),
            0.1,
            0,
            STATISTICS_BYTES,
            // A stage that failed is tried again and may then add to the means.
            (name, hash) -> complete && isDone.test(name, hash)));
    return stages;
  }

  private List<Question> questions() {
    List<Question> questions = new ArrayList<>(List.of(Question.SPECTRA));
    switch (options.walk().mode()) {
      case WALK -> questions.add(Question.WALK);
      case FARTHEST -> questions.add(Question.FARTHEST);
      case DIRECTED -> questions.addAll(List.of(Question.WALK, Question.DIRECTED));
      default -> {}
    }
    if (hasClasses()) {
      questions.add(Question.BOUNDARY);
    }
    return questions;
  }

  private Fingerprint key(String kind) {
    return Fingerprint.of(kind).with("model", modelHash).with("precision", model.precision());
  }

  private SurveyStage stage(
      int row, Question question, double linearization, BiPredicate<String, String> isDone) {
    FiberOptions walk = options.walk();
    Fingerprint key =
        key("survey " + question.text() + (question == Question.SPECTRA ? "/3" : "/1"))
            .with("input", adapted.read(row, row + 1))
            .with("index", samples.originalIndex(row));
    if (question == Question.SPECTRA) {
      for (int index : layers().keySet()) {
        key.with("layer", index);
      }
      key.with("rank tolerance", options.rankTolerance());
      double multiplications = 0;
      long values = 0;
      for (Layer layer : layers().values()) {
        double small = Math.min(layer.size(), model.input().size());
        multiplications += small * layer.size() * model.input().size();
        values += (long) small;
      }
      double seconds = layers().size() * linearization + DECOMPOSITION * multiplications;
      return stage(row, question, key.hex(), seconds, jacobianBytes(), 24 * values, isDone);
    }
    key.with("algorithm", algorithm(question).revision())
        .with("length", walk.length())
        .with("box", walk.box())
        .with("step", walk.step())
        .with("steps", walk.stepBudget())
        .with("seed", walk.seed())
        .with("every", walk.every())
        .with("frames", walk.frames())
        .with("picture", pictureShape())
        .with("label", samples.hasLabels() ? samples.label(row) : "");
    if (question != Question.BOUNDARY) {
      key.with("hold", options.hold());
      if (walk.backward()) {
        key.with("backward", true);
      }
      if (walk.method() == WalkMethod.KINKS) {
        key.with("kinks", walk.atRankChange());
      }
    }
    if (question == Question.DIRECTED && samples.size() > 1) {
      int target = targetOf(row);
      key.with("target", adapted.read(target, target + 1));
    }
    double steps =
        question == Question.BOUNDARY
            ? STEPS_TO_BOUNDARY
            : Math.min(walk.stepBudget(), STEPS_AT_LEAST + STEPS_PER_UNIT * walk.length());
    long disk = 2L * WalkFiles.FEWEST_KEPT * Double.BYTES * model.input().size();
    return stage(
        row, question, key.hex(), 2 * steps * linearization, jacobianBytes(), disk, isDone);
  }

  /** The boundary is always measured by lifts, whatever the walks are. */
  private WalkAlgorithm algorithm(Question question) {
    return question == Question.BOUNDARY
        ? WalkAlgorithm.LIFT
        : WalkAlgorithm.of(options.walk().withMode(FiberMode.WALK));
  }

  private SurveyStage stage(
      int row,
      Question question,
      String hash,
      double seconds,
      long memory,
      long disk,
      BiPredicate<String, String> isDone) {
    String name =
        row < 0 ? question.text() : SurveyRunner.stageName(samples.originalIndex(row), question);
    return new SurveyStage(
        new Stage(name, hash, seconds, memory, disk, isDone.test(name, hash)), row, question);
  }

  private long jacobianBytes() {
    long largest = LayerSpectrum.isTooLarge(model.logits(), model) ? 1 : model.logits().size();
    for (Layer layer : layers().values()) {
      if (!LayerSpectrum.isTooLarge(layer, model)) {
        largest = Math.max(largest, layer.size());
      }
    }
    return JACOBIAN_COPIES * Double.BYTES * largest * model.input().size();
  }

  /** Measured on one input. */
  private synchronized double linearizationSeconds() {
    if (measuredLinearization < 0) {
      // The Jacobian of a thousand logits of a large image is never formed; nor is it here.
      NetworkMap logits = NetworkMap.toLogits(model);
      DifferentiableMap map =
          LayerSpectrum.isTooLarge(model.logits(), model)
              ? OutputReadout.single(logits, 0)
              : logits;
      double[] first = input(0);
      measuredLinearization = ProcessorTime.seconds(() -> map.linearize(first));
    }
    return measuredLinearization;
  }

  private Map<String, Object> parameters() {
    FiberOptions walk = options.walk();
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("samples", samples.size());
    parameters.put("mode", walk.mode().name().toLowerCase(Locale.ROOT));
    parameters.put("hold", options.hold());
    parameters.put("layers", options.layers());
    parameters.put("length", walk.length());
    parameters.put("box", walk.box() == Box.NONE ? "none" : shortBox());
    parameters.put("method", walk.method().text());
    parameters.put("step", walk.step() > 0 ? walk.step() : "adaptive");
    parameters.put("steps", walk.stepBudget());
    if (walk.backward()) {
      parameters.put("backward", true);
    }
    parameters.put("rankTolerance", options.rankTolerance());
    parameters.put("every", walk.every());
    parameters.put("frames", walk.frames());
    parameters.put("threads", options.threads());
    return parameters;
  }

  /** A range for all values, or the ranges of a few; that of every pixel fills pages. */
  private String shortBox() {
    String text = options.walk().box().toString();
    return text.length() <= 80 ? text : text.substring(0, 77) + "...";
  }
}
