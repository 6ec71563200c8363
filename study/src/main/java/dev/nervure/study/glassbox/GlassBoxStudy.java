package dev.nervure.study.glassbox;

import dev.nervure.data.LabelledSamples;
import dev.nervure.glassbox.classifier.FeatureClassifier;
import dev.nervure.progress.Cost;
import dev.nervure.run.ClassResult;
import dev.nervure.run.Manifest;
import dev.nervure.run.Results;
import dev.nervure.run.StageRows;
import dev.nervure.run.Subject;
import dev.nervure.study.Key;
import dev.nervure.study.LabelChanges;
import dev.nervure.study.Phase;
import dev.nervure.study.SharedTask;
import dev.nervure.study.Stage;
import dev.nervure.study.Study;
import dev.nervure.study.Task;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * An analytic classifier of three layers (fixed blocks, reduction, classifier), after the abstract
 * of arXiv 2101.10443: how far classes lie apart before and after each, how often it is right with
 * each of several classifiers, and how that changes when the test images are turned, flipped,
 * shifted or scaled; beside networks that were trained on the same images. docs/glassbox.md says
 * what each of its values is.
 */
public final class GlassBoxStudy implements Study {
  private static final long ROW_BYTES = 8L << 10;

  private static final double[] ANGLES = {15, 30, 45, 60, 90, 135, 180};
  private static final double[] PIXELS = {1, 2, 3, 4};
  private static final double[] FACTORS = {1.1, 1.2, 1.4142135623730951, 2};

  private final LabelledSamples samples;
  private final ImageSplit split;
  private final GlassBoxOptions options;
  private final List<BlockFeatures> features;

  private GlassBoxStudy(LabelledSamples samples, ImageSplit split, GlassBoxOptions options) {
    this.samples = samples;
    this.split = split;
    this.options = options;
    this.features = new ArrayList<>();
    List<ImageChange> tests = new ArrayList<>(measured(options));
    for (ImageChange change : strengths()) {
      if (!tests.contains(change)) {
        tests.add(change);
      }
    }
    List<BlockChoice> blocks = options.measured();
    for (int i = 0; i < blocks.size(); i++) {
      features.add(new BlockFeatures(i, blocks.get(i), split, options, List.copyOf(tests)));
    }
  }

  /**
   * A study.
   *
   * @param samples labelled images of the classes that are to be told apart
   * @throws dev.nervure.data.BadDataException when they cannot be split or are no images
   * @throws IllegalArgumentException when a block, a change or the reduction does not go with them;
   *     says what would
   */
  public static GlassBoxStudy of(LabelledSamples samples, GlassBoxOptions options) {
    ImageSplit split = ImageSplit.of(samples, options);
    GlassBoxChecks.require(split, options);
    return new GlassBoxStudy(samples, split, options);
  }

  /**
   * The same options with changes that keep the classes apart, where the usual ones would not:
   * turns by at most 45 degrees, and without what would still turn one class into another.
   */
  public static GlassBoxOptions harmless(GlassBoxOptions options, LabelledSamples samples) {
    if (!samples.hasLabels()) {
      return options;
    }
    List<String> names = LabelChanges.classesIn(samples);
    List<ImageChange> changes = new ArrayList<>();
    for (ImageChange change : options.changes()) {
      boolean turnsLabels = LabelChanges.pair(names, change.onLabels()) != null;
      if (turnsLabels && change.kind() == ImageChange.Kind.ROTATIONS) {
        changes.add(new ImageChange(change.kind(), LabelChanges.HARMLESS_DEGREES));
      } else if (!turnsLabels) {
        changes.add(change);
      }
    }
    return options.withChanges(changes);
  }

  /** What test images are measured after: nothing, then each change. */
  static List<ImageChange> measured(GlassBoxOptions options) {
    List<ImageChange> all = new ArrayList<>();
    all.add(ImageChange.UPRIGHT);
    all.addAll(options.changes());
    return all;
  }

  private List<ImageChange> strengths() {
    List<ImageChange> all = new ArrayList<>();
    if (!options.sensitivity()) {
      return all;
    }
    for (ImageChange change : options.changes()) {
      double[] amounts =
          switch (change.kind()) {
            case ROTATIONS -> ANGLES;
            case SHIFTS -> PIXELS;
            case SCALES -> FACTORS;
            case UPRIGHT, QUARTER_TURNS, FLIPS -> new double[0];
          };
      for (double amount : amounts) {
        if (amount <= change.strength()) {
          all.add(new ImageChange(change.kind(), amount));
        }
      }
    }
    return all;
  }

  @Override
  public String name() {
    return "glassbox";
  }

  @Override
  public Map<String, Manifest.Input> inputs() {
    return Map.of(
        "data",
        new Manifest.Input(samples.description(), samples.description(), samples.contentHash()));
  }

  @Override
  public Map<String, Object> parameters() {
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("classes", split.classNames());
    parameters.put("learnedFrom", split.training().count());
    parameters.put("testedOn", split.test().count());
    parameters.put("image", split.test().size().toString());
    parameters.putAll(options.parameters());
    for (BlockFeatures one : features) {
      parameters.put("block " + one.block().name(), one.block().settings().toString());
    }
    return parameters;
  }

  @Override
  public Map<String, Long> seeds() {
    return Map.of("seed", options.seed());
  }

  @Override
  public int threads() {
    return options.threads();
  }

  @Override
  public List<Phase> phases() {
    List<Task> computing = new ArrayList<>();
    computing.add(classes());
    features.forEach(one -> computing.add(one.task()));
    List<Task> learning = new ArrayList<>();
    int layers = features.size() + 2;
    for (int i = 0; i < features.size(); i++) {
      learning.add(separation(features.get(i), i, layers));
    }
    learning.add(model(layers));
    learning.addAll(parts());
    List<Phase> phases = new ArrayList<>();
    phases.add(Phase.inOrder("features", computing));
    phases.add(Phase.of("learning from features", learning));
    if (!options.networks().isEmpty()) {
      List<Task> training = new ArrayList<>();
      List<Task> testing = new ArrayList<>();
      for (String architecture : options.networks()) {
        NetworkTask network = new NetworkTask(architecture, split, options, strengths());
        training.add(network.training());
        testing.add(network.test());
      }
      phases.add(Phase.inOrder("training networks", training));
      phases.add(Phase.inOrder("testing networks", testing));
    }
    return phases;
  }

  private Task classes() {
    List<String> names = samples.classNames();
    Stage stage = Stage.of("classes", Key.of("classes", 1).with("names", names), Cost.NONE);
    return SharedTask.required(
        stage,
        (sink, progress) -> {
          StageRows rows = new StageRows();
          for (int index = 0; index < names.size(); index++) {
            rows.add(new ClassResult(index, names.get(index)));
          }
          return rows;
        });
  }

  /** How far classes lie apart in the coefficients of a block, as they are. */
  private Task separation(BlockFeatures block, int index, int layers) {
    SeparationStage work = new SeparationStage(split, options);
    Representation alone = new Representation(block.block().name(), List.of(block));
    Key key =
        Key.of("glass box: separation of a block", SeparationStage.REVISION)
            .after(block.stage())
            .with("test labels", split.testLabels())
            .with("changes", options.changes())
            .with("layers", layers)
            .with("seed", options.seed());
    Stage stage =
        Stage.of(
            "block %s: separation".formatted(block.block().name()),
            key,
            work.cost(block.dimension()).leaving(ROW_BYTES));
    return SharedTask.required(
        stage,
        (sink, progress) -> {
          StageRows rows = new StageRows();
          work.add(
              rows,
              index,
              layers,
              block.block().name(),
              "block",
              change -> alone.test(sink, change, split.test().count(), progress),
              progress);
          return rows;
        });
  }

  /** The representation of the model: all chosen blocks. */
  private Task model(int layers) {
    RepresentationTask task =
        new RepresentationTask(joined(""), "classifier", split, options)
            .withClassifiers(options.fitted())
            .withSeparation(features.size(), layers)
            .withAnswers();
    if (options.sensitivity()) {
      task.withTrainingSizes().withComponents().withStrengths(strengths());
    }
    return task.task();
  }

  private Representation joined(String without) {
    List<String> chosen = options.blocks().stream().map(BlockChoice::block).toList();
    List<BlockFeatures> blocks =
        features.stream()
            .filter(one -> chosen.contains(one.block().name()))
            .filter(one -> !one.block().name().equals(without))
            .toList();
    return new Representation(without.isEmpty() ? "all" : "without " + without, blocks);
  }

  /** Each block by itself, and of three or more all but one: what a block is good for. */
  private List<Task> parts() {
    List<Task> tasks = new ArrayList<>();
    List<FeatureClassifier> all = options.fitted();
    for (BlockFeatures one : features) {
      Representation alone = new Representation(one.block().name(), List.of(one));
      tasks.add(new RepresentationTask(alone, "block", split, options).withClassifiers(all).task());
    }
    if (options.blocks().size() > 2) {
      for (BlockChoice choice : options.blocks()) {
        tasks.add(
            new RepresentationTask(joined(choice.block()), "without", split, options)
                .withClassifiers(List.of(options.deciding()))
                .task());
      }
    }
    return tasks;
  }

  @Override
  public Summary summary(Results results) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("learnedFrom", split.training().count());
    values.put("testedOn", split.test().count());
    for (ImageChange change : measured(options)) {
      Subject subject = GlassBoxPlaces.subject(change);
      results
          .at(subject)
          .accuracy()
          .ifPresent(accuracy -> values.put("accuracy, " + subject.group(), accuracy));
    }
    return new Summary(values, GlassBoxNotes.of(samples, split, options, results));
  }

  @Override
  public Stream<Smaller> smaller() {
    Stream<GlassBoxOptions> fewerThreads =
        options.threads() > 1 ? Stream.of(options.withThreads(1)) : Stream.empty();
    return fewerThreads.map(
        fewer -> new Smaller("--threads 1", new GlassBoxStudy(samples, split, fewer)));
  }

  @Override
  public String lessWork() {
    return "fewer --train and --test images, fewer blocks (--blocks), or --networks none";
  }
}
