package dev.nervure.cli;

import dev.nervure.attack.AttackSettings;
import dev.nervure.attack.Attacks;
import dev.nervure.attack.Clipping;
import dev.nervure.attack.Norm;
import dev.nervure.data.LabelledSamples;
import dev.nervure.network.Model;
import dev.nervure.network.Pooling;
import dev.nervure.run.PlainJson;
import dev.nervure.run.RunDirectory;
import dev.nervure.study.StudyJson;
import dev.nervure.study.attack.AttackOptions;
import dev.nervure.study.attack.AttackStudy;
import dev.nervure.study.attack.AttacksSection;
import dev.nervure.study.fiber.BoxText;
import dev.nervure.study.layers.LayerOptions;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** {@code nervure attack}: how a network answers to attacked inputs, and what its layers see. */
@Command(
    name = "attack",
    sortOptions = false,
    description = {
      "Attacks a network: how often its answers stay right, and what happens in its layers.",
      "Inputs are changed a little so that the answer becomes wrong, or a certain one. Accuracy by strength with intervals, the attacked inputs as arrays and pictures, and the geometry of clean, noisy and attacked inputs by layer go into a run directory; the same command resumes there."
    },
    footer = {
      "",
      "Examples:",
      "  nervure attack lenet.onnx --data mnist/ --range 0:500 --method pgd --norm linf --eps 0.1,0.2 --steps 10",
      "  nervure attack resnet20.onnx --data cifar10/ --mean 0.485,0.456,0.406 --std 0.229,0.224,0.225 --range 0:500 --eps 2/255,8/255",
      "  nervure attack lenet.onnx --data mnist/ --range 0:200 --method deepfool,cw --norm l2 --eps 0.5,1,2",
      "  nervure attack lenet.onnx --data mnist/ --range 0:500 --method fgsm --target 8 --eps 0.05,0.1,0.2 --pooling global_average",
      "  nervure attack lenet.onnx --data mnist/ --range 0:100 --method onepixel --eps 1,3",
      "  nervure attack lenet.onnx --data mnist/ --range 0:500 --eps 8/255 --quantize --json"
    })
final class AttackCommand implements Callable<Integer> {
  /** What is measured in layers where nothing is said: there are many sets of inputs. */
  private static final String MEASURES =
      "twonn_dimension,mle_dimension,lifespan_sum_h0,lifespan_sum_h1,knn_label_agreement";

  /** For help and completion. */
  private static final class MethodNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Attacks.names().iterator();
    }
  }

  private final Session session;

  @Parameters(paramLabel = "MODEL", description = "The network, an ONNX file.")
  @SuppressWarnings("NullAway.Init")
  private Path modelFile;

  @Option(
      names = "--method",
      paramLabel = "LIST",
      split = ",",
      hideParamSyntax = true,
      defaultValue = "pgd",
      completionCandidates = MethodNames.class,
      description =
          "Attacks by name, several with commas: ${COMPLETION-CANDIDATES}. deepfool and cw look for the smallest change. Default: pgd.")
  private List<String> methods = List.of("pgd");

  @Option(
      names = "--norm",
      paramLabel = "NORM",
      description =
          "What strength is measured in: linf (largest change of a value), l2 (Euclidean length), l0 (pixels), rotation (degrees). Default: that of each attack.")
  private @Nullable Norm norm;

  @Option(
      names = "--eps",
      paramLabel = "LIST",
      split = ",",
      hideParamSyntax = true,
      converter = StrengthConverter.class,
      description =
          "Strengths, several with commas, in the unit of the values before --mean and --std: 0.1, or in grey levels 8/255 or 8levels. For deepfool and cw the changes at which accuracy is told.")
  private List<Double> strengths = List.of();

  @Option(
      names = "--steps",
      paramLabel = "N",
      description =
          "Steps, iterations or generations. Default: 10 (bim, pgd, mifgsm), 50 (deepfool), 100 (cw, onepixel).")
  private @Nullable Integer steps;

  @Option(
      names = "--step-size",
      paramLabel = "S",
      converter = StrengthConverter.class,
      description =
          "Length of a step. Default: a quarter of the strength (bim, pgd), the strength over the steps (mifgsm), 0.1 (cw). Others take none.")
  private @Nullable Double stepSize;

  @Option(
      names = "--restarts",
      paramLabel = "R",
      defaultValue = "1",
      description = "pgd: random beginnings, of which the best counts for each input. Default: 1.")
  private int restarts = 1;

  @Option(
      names = "--clip",
      paramLabel = "WHERE",
      description =
          "Where steps meet the range of values: step (each step ends in it) or seen (the change is a variable of its own, cut off where the network sees it). Default: seen for pgd, step for fgsm, bim, mifgsm. Others take none.")
  private @Nullable Clipping clipping;

  @Option(
      names = "--target",
      paramLabel = "CLASS",
      description =
          "The answer that every input is driven to, by index or name. Default: any other than the label.")
  private @Nullable String target;

  @Option(
      names = "--quantize",
      fallbackValue = "true",
      description =
          "Round attacked images to 8 bits, within the budget, before anything is measured.")
  private boolean quantize;

  @Option(
      names = "--paper",
      fallbackValue = "true",
      description =
          "As the code of arXiv 2204.08624: strengths in the units that enter the network, no range of values, softmax twice.")
  private boolean paper;

  @Option(
      names = "--box",
      paramLabel = "LOW,HIGH",
      description =
          "Allowed range of every value, before --mean and --std, or none. Default: 0,1; for tables with --scale the range of the training table.")
  private @Nullable String box;

  @Option(
      names = "--no-control",
      fallbackValue = "true",
      description = "Leave out the noise of the same budget beside each attack.")
  private boolean noControl;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private MeasureOptions measuring;

  @Option(
      names = "--pooling",
      paramLabel = "POOLING",
      defaultValue = "flatten",
      description =
          "How activations become points: flatten (default) or global_average over positions (as in the paper).")
  private Pooling pooling = Pooling.FLATTEN;

  @Option(
      names = "--exchanges",
      paramLabel = "N",
      description =
          "Random exchanges of each permutation test between clean and attacked points; 0 for no tests. Default: 499.")
  private int exchanges = AttackOptions.of(List.of("pgd"), List.of()).exchanges();

  @Option(
      names = "--neighbors",
      paramLabel = "K",
      description = "Known clean points that a detector looks at. Default: 20.")
  private int neighbors = AttackOptions.of(List.of("pgd"), List.of()).neighbors();

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private EvaluationOptions evaluation;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private SampleOptions samples;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private RunOptions run;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private ResultOptions results;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private OutputOptions output;

  AttackCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    samples.requireData();
    AttackOptions options = options();
    try (Model model = evaluation.load(modelFile)) {
      LabelledSamples chosen = samples.open(session, output);
      AttackStudy study =
          AttackStudy.of(model, modelFile, chosen, options.withTarget(target(chosen)));
      run.answer(
              session, output, results, study, RunOptions.usual(modelFile, "-attack"), this::print)
          .ifPresent(folder -> session.note(output, "next: nervure report " + folder));
    }
    return ExitCode.OK.number();
  }

  private AttackOptions options() {
    LayerOptions measured =
        measuring
            .options(MEASURES)
            .withPooling(pooling)
            .withBatchSize(evaluation.batchSize())
            .withSeed(samples.seed())
            .withThreads(run.threads());
    return AttackOptions.of(methods, strengths)
        .withSettings(
            AttackSettings.defaults()
                .withNorm(norm)
                .withSteps(steps)
                .withStepSize(stepSize)
                .withRestarts(restarts)
                .withClipping(clipping))
        .withPaper(paper)
        .withBytes(quantize)
        .withControl(!noControl)
        .withBox(box == null ? null : BoxText.parse(box))
        .withExchanges(exchanges)
        .withNeighbors(neighbors)
        .withLayers(measured);
  }

  private @Nullable Integer target(LabelledSamples chosen) {
    if (target == null) {
      return null;
    }
    int named = chosen.classNames().indexOf(target);
    if (named >= 0) {
      return named;
    }
    if (target.matches("[0-9]{1,9}")) {
      return Integer.valueOf(target);
    }
    throw new WrongUsageException(
        "--target %s is no class: give an index, or one of %s"
            .formatted(target, chosen.classNames()));
  }

  private void print(RunDirectory attacked) {
    if (output.json) {
      session.print(PlainJson.indented(StudyJson.tree(attacked, AttacksSection.all())));
      return;
    }
    AttackTable.lines(attacked.results()).forEach(session::print);
    session.print("run: " + attacked.folder());
  }

  /** Reads 0.1, 8/255 and 8levels. */
  static final class StrengthConverter implements ITypeConverter<Double> {
    private static final double LEVELS = 255;

    @Override
    public Double convert(String text) {
      String word = text.strip().toLowerCase(Locale.ROOT);
      try {
        int slash = word.indexOf('/');
        if (slash > 0) {
          return Double.parseDouble(word.substring(0, slash))
              / Double.parseDouble(word.substring(slash + 1));
        }
        if (word.endsWith("levels")) {
          return Double.parseDouble(word.substring(0, word.length() - "levels".length())) / LEVELS;
        }
        return Double.valueOf(word);
      } catch (NumberFormatException e) {
        throw new TypeConversionException(
            "'%s' is not a strength such as 0.1, 8/255 or 8levels".formatted(text));
      }
    }
  }
}
