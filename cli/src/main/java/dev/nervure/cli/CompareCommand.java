package dev.nervure.cli;

import dev.nervure.data.LabelledSamples;
import dev.nervure.data.Subset;
import dev.nervure.network.Pooling;
import dev.nervure.network.train.TrainingOptions;
import dev.nervure.run.PlainJson;
import dev.nervure.run.RunDirectory;
import dev.nervure.run.Subject;
import dev.nervure.study.StudyJson;
import dev.nervure.study.compare.CompareOptions;
import dev.nervure.study.compare.CompareStudy;
import dev.nervure.study.compare.ComparedFiles;
import dev.nervure.study.compare.ComparedNetworks;
import dev.nervure.study.compare.Comparison;
import dev.nervure.study.compare.ComparisonSection;
import dev.nervure.study.compare.ComparisonSentences;
import dev.nervure.study.compare.LayerSimilarities;
import dev.nervure.study.compare.SimilaritiesSection;
import dev.nervure.study.dynamics.DynamicsOptions;
import dev.nervure.study.dynamics.EpochChoice;
import dev.nervure.study.dynamics.TrainedSeries;
import dev.nervure.study.layers.ActivationSource;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nervure compare}: how alike the layers of networks are. */
@Command(
    name = "compare",
    sortOptions = false,
    description = {
      "Compares networks layer by layer, by what they make of the same samples.",
      "Each is measured as in a profile; then each layer of the one is compared with each of the other, by measures of similarity with errors: which layers correspond, where the networks differ, and whether that is more than other seeds differ (--seeds, --train).",
      "Of one network its own layers are compared with each other. Of five and more with labels it also says which measures tell the networks that answer worse."
    },
    footer = {
      "",
      "Examples:",
      "  nervure compare lenet.onnx mlp.onnx --data mnist/",
      "  nervure compare runs/lenet runs/mlp",
      "  nervure compare runs/lenet-dynamics:epoch=1 runs/lenet-dynamics:epoch=10",
      "  nervure compare dump-a/ dump-b/ --similarity linear_cka,sliced_wasserstein_h1",
      "  nervure compare old.onnx new.onnx --seeds seed1.onnx,seed2.onnx,seed3.onnx --data cifar10/",
      "  nervure compare --train 10 --arch resnet20 --epochs 10 --data cifar10/",
      "",
      "What the values are and how to read them: docs/compare.md."
    })
final class CompareCommand implements Callable<Integer> {
  private static final String TRAINS_NOTHING = "belongs to --train, which trains networks";

  /** For help and completion. */
  private static final class SimilarityNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return LayerSimilarities.names().iterator();
    }
  }

  private final Session session;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Parameters(
      arity = "0..*",
      paramLabel = "NETWORK",
      description =
          "What to compare: networks (ONNX files or folders of them), runs that have left activations, or folders of .npy files, one a layer. RUN:epoch=3 and RUN:model=NAME choose among several.")
  private @Nullable List<String> arguments;

  @Option(
      names = "--seeds",
      paramLabel = "LIST",
      split = ",",
      hideParamSyntax = true,
      description =
          "Networks of the same recipe from other seeds, with commas: how far these are apart is what the comparison is held against. Default: none.")
  private @Nullable List<String> seeds;

  @Option(
      names = "--train",
      paramLabel = "N",
      description =
          "Train N networks that differ by their seeds, from --seed on. They are compared with each other; beside a NETWORK they are its --seeds. Default: 0.")
  private int train;

  @Option(
      names = "--similarity",
      paramLabel = "LIST",
      defaultValue = "default",
      completionCandidates = SimilarityNames.class,
      description =
          "What says how alike two layers are, names with commas: ${COMPLETION-CANDIDATES}; or default, all.")
  private String similarity = "default";

  @Option(
      names = "--blocks",
      paramLabel = "N",
      description =
          "Blocks of the samples, each left out once, behind the errors; 0 for no errors. Default: 10.")
  private int blocks = CompareOptions.defaults().blocks();

  @Option(
      names = "--chance",
      paramLabel = "N",
      description =
          "Random pairings of the samples behind what unrelated layers would read; 0 to leave that out. Default: 3.")
  private int chance = CompareOptions.defaults().chance();

  @Option(
      names = "--removals",
      paramLabel = "N",
      description =
          "Also take principal components from each layer in N steps, at most a quarter of them, the narrowest first, to see how soon a measure notices. Default: 0.")
  private int removals;

  @Option(
      names = "--within",
      fallbackValue = "true",
      description = "Also compare the layers of each network with each other.")
  private boolean within;

  @Option(
      names = "--same-samples",
      fallbackValue = "true",
      description =
          "The samples of runs are the same although their inputs differ: they were only prepared otherwise (--mean, --size). Their order and labels are still checked.")
  private boolean sameSamples;

  @Mixin
  private final MeasureOptions measuring = new MeasureOptions(CompareOptions.DEFAULT_SAMPLES);

  @Option(
      names = "--pooling",
      paramLabel = "POOLING",
      defaultValue = "flatten",
      description =
          "How activations become points: flatten (all values of the layer; default), global_average over positions, spatial (one point per position), channel_maps. Of runs as they have it.")
  private Pooling pooling = Pooling.FLATTEN;

  @Option(
      names = "--measured-samples",
      paramLabel = "N",
      description = "With --train: most test samples that layers are compared on. Default: 1000.")
  private int measuredSamples = CompareOptions.DEFAULT_SAMPLES;

  @ArgGroup(validate = false, order = 3, heading = "%nThe networks of --train:%n")
  private final NetworkChoice network = new NetworkChoice();

  @ArgGroup(validate = false, order = 4, heading = "%nTheir training:%n")
  private final RecipeOptions recipe = new RecipeOptions();

  @ArgGroup(validate = false, order = 5, heading = "%nBeside the recipe:%n")
  private final TrainingConditions training = new TrainingConditions();

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

  CompareCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    refuse();
    KnownNames.require("--similarity", similarity, LayerSimilarities.namesAndGroups());
    CompareOptions options = options();
    List<String> asked = arguments == null ? List.of() : arguments;
    if (train > 0) {
      return trained(asked, options);
    }
    ComparedFiles files = ComparedSamples.files(samples, session, output, options.layers());
    ComparedFiles.Opened opened = files.open(asked, seeds == null ? List.of() : seeds);
    ComparedNetworks networks = new ComparedNetworks(opened.asked(), opened.seeds(), sameSamples);
    return compare(new CompareStudy(networks, options), usual(asked));
  }

  private void refuse() {
    UnusedOptions unused = new UnusedOptions(spec);
    if (train == 0) {
      unused.refuseGroups(
          true, TRAINS_NOTHING, NetworkChoice.class, RecipeOptions.class, TrainingConditions.class);
      unused.refuse(true, TRAINS_NOTHING, "--measured-samples");
      if (arguments == null || arguments.isEmpty()) {
        throw new WrongUsageException(
            "give what to compare: networks (ONNX files, with --data), runs or folders of .npy files; or --train N");
      }
      return;
    }
    if (train < 2) {
      throw new WrongUsageException("--train must be at least 2 but was " + train);
    }
    unused.refuse(true, "does not go with --train, which makes the seeds", "--seeds");
    if (network.model != null) {
      throw new WrongUsageException(
          "--train begins at initial weights, of which each seed has its own; leave out --model");
    }
  }

  private CompareOptions options() {
    return CompareOptions.defaults()
        .withLayers(
            measuring
                .options()
                .withPooling(pooling)
                .withSeed(samples.seed())
                .withThreads(run.threads()))
        .withSimilarities(LayerSimilarities.chosen(similarity))
        .withBlocks(blocks)
        .withChance(chance)
        .withRemovals(removals)
        .withWithin(within);
  }

  private int trained(List<String> asked, CompareOptions options) {
    TrainingOptions chosen = recipe.options(samples.seed(), training.threads);
    if (chosen.stopAtTrainAccuracy().isPresent() || chosen.patience().isPresent()) {
      throw new WrongUsageException(
          "--stop-at and --patience end a training early, but the epochs of a study are planned: give --epochs");
    }
    TrainingSamples parts = TrainingSamples.open(samples, training.testData, training.holdOut);
    parts.training().warnings().forEach(warning -> session.note(output, "note: " + warning));
    LabelledSamples test = parts.test();
    if (test == null) {
      throw new WrongUsageException(
          "no samples are left to compare the networks on: give --test-data or a larger --hold-out");
    }
    LabelledSamples measured = new Subset(measuredSamples, 0, List.of(), samples.seed()).of(test);
    int[] shape = parts.training().sampleShape();
    DynamicsOptions lastOnly =
        new DynamicsOptions(train, 0, false, new EpochChoice(List.of(chosen.epochs()), 2), false);
    try (TrainedSeries series =
        new TrainedSeries(
            seed -> network.graph(shape, parts.outputs(), seed),
            chosen,
            parts.training(),
            test,
            measured,
            lastOnly)) {
      Map<Subject, ActivationSource> made = new LinkedHashMap<>();
      series.sources().forEach((at, source) -> made.put(at.withEpoch(null), source));
      Map<Subject, ActivationSource> given =
          ComparedSamples.files(samples, () -> measured, options.layers()).open(asked);
      ComparedNetworks networks =
          given.isEmpty()
              ? new ComparedNetworks(made, Map.of(), sameSamples)
              : new ComparedNetworks(given, made, sameSamples);
      Path usual = asked.isEmpty() ? Path.of("runs", network.name(shape) + "-seeds") : usual(asked);
      return compare(new CompareStudy(networks, series, options), usual);
    }
  }

  private static Path usual(List<String> asked) {
    String first = asked.get(0).replaceFirst(":(epoch|model)=.*$", "");
    return RunOptions.usual(Path.of(first), "-compared");
  }

  private int compare(CompareStudy study, Path usual) {
    run.answer(session, output, results, study, usual, this::print)
        .ifPresent(folder -> session.note(output, "next: nervure report " + folder));
    return ExitCode.OK.number();
  }

  private void print(RunDirectory compared) {
    if (output.json) {
      session.print(
          PlainJson.indented(
              StudyJson.tree(
                  compared,
                  new SimilaritiesSection(),
                  new ComparisonSection(compared.manifest()))));
      return;
    }
    Comparison comparison = Comparison.of(compared.manifest(), compared.results());
    ComparisonTable.lines(comparison).forEach(session::print);
    session.print("");
    ComparisonSentences.of(comparison).forEach(session::print);
    session.print("");
    session.print("run: " + compared.folder());
  }
}
