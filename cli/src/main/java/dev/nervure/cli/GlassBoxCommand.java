package dev.nervure.cli;

import dev.nervure.data.LabelledSamples;
import dev.nervure.glassbox.block.Blocks;
import dev.nervure.glassbox.classifier.Classifiers;
import dev.nervure.glassbox.reduction.CoefficientScaling;
import dev.nervure.glassbox.reduction.ReductionOptions;
import dev.nervure.run.PlainJson;
import dev.nervure.run.RunDirectory;
import dev.nervure.study.StudyJson;
import dev.nervure.study.glassbox.BlockChoice;
import dev.nervure.study.glassbox.GlassBoxOptions;
import dev.nervure.study.glassbox.GlassBoxSections;
import dev.nervure.study.glassbox.GlassBoxStudy;
import dev.nervure.study.glassbox.ImageChange;
import dev.nervure.study.glassbox.ModelFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code nervure glassbox}: an analytic classifier beside trained networks. */
@Command(
    name = "glassbox",
    sortOptions = false,
    description = {
      "Builds a classifier of images without learned filters: fixed blocks of named coefficients, a"
          + " reduction, an exchangeable classifier.",
      "Says how far classes lie apart before and after each layer, for test images as they are and"
          + " turned, flipped, shifted or scaled; how often each classifier is right; and the same"
          + " of networks trained on the same images."
    },
    footer = {
      "",
      "Examples:",
      "  nervure glassbox --data mnist/ --classes 3,8",
      "  nervure glassbox --data mnist/ --classes 3,8 --train 1000 --blocks zernike,orbit"
          + " --networks none",
      "  nervure glassbox --data mnist/ --classes 3,8 --blocks model.yaml --explain 5 --json",
      "  nervure glassbox --data mnist/ --train 300 --under rotations:45,shifts --sensitivity"
    })
final class GlassBoxCommand implements Callable<Integer> {
  private static final String NONE = "none";

  /** For help and completion. */
  private static final class BlockNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Blocks.names().iterator();
    }
  }

  /** For help and completion. */
  private static final class ClassifierNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Classifiers.names().iterator();
    }
  }

  private final Session session;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private SampleOptions samples;

  @Option(
      names = "--train-share",
      paramLabel = "S",
      description = "Share of the images to learn from; the rest is tested on. Default: 0.7.")
  private @Nullable Double trainShare;

  @Option(
      names = "--train",
      paramLabel = "N",
      description = "Number of images to learn from, in place of --train-share. Default: none.")
  private @Nullable Integer train;

  @Option(
      names = "--test",
      paramLabel = "N",
      description = "Test on at most so many images. Default: 2000.")
  private int test = GlassBoxOptions.defaults().testImages();

  @Option(
      names = "--blocks",
      paramLabel = "LIST|FILE",
      completionCandidates = BlockNames.class,
      description =
          "Blocks of the representation, names with commas: ${COMPLETION-CANDIDATES}; or a YAML"
              + " file with blocks, their settings, the reduction and the classifier. Default:"
              + " zernike, scattering and scattering_rotation.")
  private @Nullable String blocks;

  @Option(
      names = "--scaling",
      paramLabel = "SCALING",
      description =
          "Scale of the coefficients before the reduction: standard (mean 0, deviation 1), largest"
              + " (largest value 1) or none. Default: standard.")
  private @Nullable CoefficientScaling scaling;

  @Option(
      names = "--reduction",
      paramLabel = "METHOD",
      description = "pca, lda (the directions that part the class means) or none. Default: pca.")
  private ReductionOptions.@Nullable Method method;

  @Option(
      names = "--components",
      paramLabel = "N",
      description =
          "Principal components. Default: 100, or as many as the images to learn from have.")
  private @Nullable Integer components;

  @Option(
      names = "--variance-share",
      paramLabel = "S",
      description =
          "Take the least number of components that hold this share of the variance, if that is"
              + " fewer. Default: none.")
  private @Nullable Double varianceShare;

  @Option(
      names = "--whiten",
      fallbackValue = "true",
      description = "Bring components to variance 1.")
  private boolean whiten;

  @Option(
      names = "--classifier",
      paramLabel = "NAME",
      completionCandidates = ClassifierNames.class,
      description =
          "The classifier whose answers stand for the model: ${COMPLETION-CANDIDATES}. Default:"
              + " lda.")
  private @Nullable String decider;

  @Option(
      names = "--classifiers",
      paramLabel = "LIST",
      split = ",",
      hideParamSyntax = true,
      description = "Classifiers that are tried beside it, names with commas. Default: all.")
  private @Nullable List<String> classifiers;

  @Option(
      names = "--under",
      paramLabel = "LIST",
      split = ",",
      hideParamSyntax = true,
      description =
          "What test images go through: rotations, quarter_turns, flips, shifts, scales, with"
              + " commas, some with a largest amount (rotations:45 degrees, shifts:2 pixels,"
              + " scales:1.2); ratios under a group are those of the first. Or none. Default: all"
              + " five; where both 6 and 9 are among the classes, rotations:45, flips, shifts,"
              + " scales.")
  private @Nullable List<String> under;

  @Option(
      names = "--train-under-group",
      fallbackValue = "true",
      description = "Put the images to learn from through the first of --under too.")
  private boolean trainUnderGroup;

  @Option(
      names = "--label-preserving",
      fallbackValue = "true",
      description =
          "Changes of --under that may turn one class into another (a 6 into a 9) are meant.")
  private boolean labelPreserving;

  @Option(
      names = "--networks",
      paramLabel = "LIST",
      split = ",",
      hideParamSyntax = true,
      description =
          "Architectures that are trained on the same images, such as cnn,lenet; or none. Default:"
              + " cnn.")
  private @Nullable List<String> networks;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description =
          "Epochs of their training. Default: as many as make 1,000 steps of 64 images, 8 to 40.")
  private int epochs = GlassBoxOptions.defaults().epochs();

  @Option(
      names = "--sensitivity",
      fallbackValue = "true",
      description =
          "Vary the number of images to learn from, of components, and the strength of the"
              + " changes.")
  private boolean sensitivity;

  @Option(
      names = "--explain",
      paramLabel = "N",
      description = "Name the coefficients that decide about the first N test images. Default: 0.")
  private int explain;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private RunOptions run;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private ResultOptions results;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private OutputOptions output;

  GlassBoxCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    if (train != null && trainShare != null) {
      throw new WrongUsageException("give --train or --train-share, not both");
    }
    String data = samples.requireData();
    GlassBoxOptions options = options();
    LabelledSamples chosen = samples.open(session, output);
    if (under == null && !labelPreserving) {
      options = GlassBoxStudy.harmless(options, chosen);
    }
    GlassBoxStudy study = GlassBoxStudy.of(chosen, options);
    run.answer(
            session,
            output,
            results,
            study,
            RunOptions.usual(Path.of(data), "-glassbox"),
            this::print)
        .ifPresent(folder -> session.note(output, "next: nervure report " + folder));
    return ExitCode.OK.number();
  }

  private GlassBoxOptions options() {
    GlassBoxOptions options =
        GlassBoxOptions.defaults()
            .withSplit(
                trainShare == null ? GlassBoxOptions.defaults().trainingShare() : trainShare,
                train == null ? 0 : train,
                test)
            .withTrainedUnderGroup(trainUnderGroup)
            .withLabelPreserving(labelPreserving)
            .withEpochs(epochs)
            .withSensitivity(sensitivity)
            .withExplained(explain)
            .withSeed(samples.seed())
            .withThreads(run.threads());
    if (under != null) {
      options =
          options.withChanges(
              isNone(under) ? List.of() : under.stream().map(ImageChange::parse).toList());
    }
    if (networks != null) {
      options = options.withNetworks(isNone(networks) ? List.of() : networks);
    }
    if (classifiers != null) {
      options = options.withClassifiers(classifiers);
    }
    options = withModel(options);
    if (decider != null) {
      options = options.withDecider(decider);
    }
    return options;
  }

  /** What the file says, and over it what the command line does. */
  private GlassBoxOptions withModel(GlassBoxOptions options) {
    GlassBoxOptions changed = options;
    if (blocks != null && isFile(blocks)) {
      changed = ModelFile.read(Path.of(blocks), changed);
    } else if (blocks != null) {
      changed =
          changed.withBlocks(
              List.of(blocks.split(",")).stream().map(String::strip).map(BlockChoice::of).toList());
    }
    ReductionOptions reduction = changed.reduction();
    if (scaling != null) {
      reduction = reduction.withScaling(scaling);
    }
    if (method != null) {
      reduction = reduction.withMethod(method);
    }
    if (components != null) {
      reduction = reduction.withComponents(components);
    }
    if (varianceShare != null) {
      reduction = reduction.withVarianceShare(varianceShare);
    }
    return changed.withReduction(whiten ? reduction.withWhitened(true) : reduction);
  }

  private static boolean isFile(String text) {
    return text.endsWith(".yaml") || text.endsWith(".yml") || Files.isRegularFile(Path.of(text));
  }

  private static boolean isNone(List<String> list) {
    return list.size() == 1 && list.get(0).strip().equals(NONE);
  }

  private void print(RunDirectory done) {
    if (output.json) {
      session.print(PlainJson.indented(StudyJson.tree(done, GlassBoxSections.of(done))));
      return;
    }
    GlassBoxTable.lines(done).forEach(session::print);
    session.print("run: " + done.folder());
  }
}
