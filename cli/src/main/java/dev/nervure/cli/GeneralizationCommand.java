package dev.nervure.cli;

import dev.nervure.data.BadDataException;
import dev.nervure.data.DataOptions;
import dev.nervure.data.DataSource;
import dev.nervure.data.LabelledSamples;
import dev.nervure.data.Split;
import dev.nervure.data.table.TextTable;
import dev.nervure.network.Pooling;
import dev.nervure.run.PlainJson;
import dev.nervure.run.RunDirectory;
import dev.nervure.study.StudyJson;
import dev.nervure.study.generalization.GeneralizationOptions;
import dev.nervure.study.generalization.GeneralizationStudy;
import dev.nervure.study.generalization.TrainedZoo;
import dev.nervure.study.generalization.ZooFolder;
import dev.nervure.study.generalization.ZooRecipe;
import dev.nervure.study.generalization.ZooSections;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code nervure generalization}: what says of networks how well they generalise. */
@Command(
    name = "generalization",
    sortOptions = false,
    description = {
      "Relates what is seen of trained networks without test samples to how well they generalise.",
      "Topology and dimension of the training samples inside each network, its margins, norms and sharpness, beside a target such as the gap between training and test accuracy; and each network's target predicted from the others. The logits are always measured, other --layers on request."
    },
    footer = {
      "",
      "Examples:",
      "  nervure generalization --models zoo/ --table zoo/zoo.csv --train-data fashion-mnist/ --target gap_acc",
      "  nervure generalization --models zoo/ --table zoo/zoo.csv --train-data cifar10/ --target test_acc --paper --json",
      "  nervure generalization --models zoo/ --table zoo/zoo.csv --train-data mnist/ --layers 'type:Relu' --pooling global_average",
      "  nervure generalization --train-zoo 60 --train-data fashion-mnist/ --out runs/own-zoo",
      "",
      "What is computed and how to read it: docs/generalization.md."
    })
final class GeneralizationCommand implements Callable<Integer> {
  /** What only a zoo that is trained here has. */
  private static final String[] FOR_TRAINING = {
    "--test-data", "--test-samples", "--epochs", "--stop-at"
  };

  private static final int TEST_SAMPLES = 2000;

  private final Session session;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Option(
      names = "--models",
      paramLabel = "DIR",
      description =
          "The folder of the networks, ONNX files. The labels that NAME.onnx was trained on may lie beside it as NAME.train_labels.npy: those of the first training samples.")
  private @Nullable Path models;

  @Option(
      names = "--table",
      paramLabel = "FILE",
      description =
          "CSV with names of columns: one holds the names of the files, with or without .onnx, one the target. Networks without a row are left out.")
  private @Nullable Path table;

  @Option(
      names = "--train-zoo",
      paramLabel = "N",
      description =
          "Train N small networks instead, of different width, depth, rate, weight decay, dropout, label noise and number of samples.")
  private @Nullable Integer trainZoo;

  @Option(
      names = "--train-data",
      paramLabel = "PATH",
      description =
          "What the networks were trained on, or are to be; the training part where the data have one.")
  private @Nullable String trainData;

  @Option(
      names = "--target",
      paramLabel = "COLUMN",
      description =
          "What is to be predicted: a column of numbers of the table; of a zoo that is trained here gap_acc, test_acc, gap_loss or test_loss. Default: gap_acc.")
  private String target = "gap_acc";

  /** Which end of the target is good. */
  enum Best {
    AUTO,
    LOWEST,
    HIGHEST
  }

  @Option(
      names = "--best",
      paramLabel = "END",
      defaultValue = "auto",
      description =
          "Which network is the best: lowest or highest target. Default: auto, lowest where its name speaks of a gap, a loss or an error.")
  private Best best = Best.AUTO;

  @Option(
      names = "--samples",
      paramLabel = "N",
      description =
          "Most training samples of each network in the layers, the first ones; all networks have the same number. Default: 1000.")
  private int samples = 1000;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private MeasureOptions measuring;

  @Option(
      names = "--paper",
      fallbackValue = "true",
      description =
          "Also the descriptors of the published figure: lifespan sums with factor 1/2, of class 1 alone and averaged over classes.")
  private boolean paper;

  @Option(
      names = "--pooling",
      paramLabel = "POOLING",
      defaultValue = "flatten",
      description =
          "How activations become points: flatten (all values; default) or global_average over positions.")
  private Pooling pooling = Pooling.FLATTEN;

  @Option(
      names = "--resamples",
      paramLabel = "N",
      description =
          "Bootstrap draws behind intervals, and permutations behind probabilities. Default: 2000.")
  private int resamples = 2000;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "Seed of everything that is drawn. Same seed, same result. Default: 1.")
  private long seed = 1;

  @Option(
      names = "--test-data",
      paramLabel = "PATH",
      description =
          "With --train-zoo: test on these samples. Default: the test part of --train-data.")
  private @Nullable String testData;

  @Option(
      names = "--test-samples",
      paramLabel = "N",
      description = "With --train-zoo: test on the first N of them. Default: " + TEST_SAMPLES + ".")
  private int testSamples = TEST_SAMPLES;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "With --train-zoo: most passes through the training samples. Default: 80.")
  private int epochs = 80;

  @Option(
      names = "--stop-at",
      paramLabel = "A",
      description =
          "With --train-zoo: stop after the epoch that reaches this training accuracy. Default: 0.98.")
  private double stopAt = 0.98;

  @ArgGroup(validate = false, order = 9, heading = "%nHow to read the samples:%n")
  private final SampleOptions.Reading reading = new SampleOptions.Reading();

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private RunOptions run;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private ResultOptions results;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private OutputOptions output;

  GeneralizationCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    String location = trainData;
    if (location == null) {
      throw new WrongUsageException(
          "--train-data is missing; give what the networks were trained on, or are to be");
    }
    GeneralizationOptions options = options();
    if (trainZoo != null) {
      if (models != null || table != null) {
        throw new WrongUsageException(
            "--train-zoo takes the place of --models and --table; give one or the other");
      }
      new UnusedOptions(spec)
          .refuse(
              true,
              "does not go with --train-zoo, which trains on one part of the data and tests on another",
              "--split");
      return answer(
          GeneralizationStudy.of(zoo(location, trainZoo), options), Path.of("runs", "zoo"));
    }
    if (models == null || table == null) {
      throw new WrongUsageException(
          "give --models DIR and --table FILE, or --train-zoo N to train the networks");
    }
    new UnusedOptions(spec).refuse(true, "is for --train-zoo", FOR_TRAINING);
    TextTable rows = TextTable.read(table, null);
    LabelledSamples data = TrainingSamples.known(location, reading.options());
    data.warnings().forEach(warning -> session.note(output, "note: " + warning));
    ZooFolder zoo = ZooFolder.open(models, rows, target, data, options.measured().layers());
    return answer(
        GeneralizationStudy.of(zoo, table, data, options), RunOptions.usual(table, "-" + target));
  }

  private GeneralizationOptions options() {
    GeneralizationOptions options =
        GeneralizationOptions.defaults(target)
            .withSamples(samples)
            .withPaper(paper)
            .withResamples(resamples);
    if (best != Best.AUTO) {
      options = options.withLowerIsBetter(best == Best.LOWEST);
    }
    return options.withMeasured(
        measuring
            .options(GeneralizationOptions.MEASURES, GeneralizationOptions.LOGITS)
            .withPooling(pooling)
            .withSeed(seed)
            .withThreads(run.threads()));
  }

  private TrainedZoo zoo(String location, int networks) {
    LabelledSamples data = labelled(TrainingSamples.known(location, reading.options()));
    LabelledSamples test =
        labelled(
            testData == null
                ? DataSource.open(location, reading.options().withSplit(Split.TEST))
                : testPart(testData));
    if (data.contentHash().equals(test.contentHash())) {
      throw new BadDataException(
          "is what the networks are trained on: their gaps would be of samples that they know",
          test.description(),
          "Give other samples with --test-data.");
    }
    int[] first = new int[Math.min(testSamples, test.size())];
    Arrays.setAll(first, i -> i);
    boolean images = data.sampleShape().length == 3;
    return new TrainedZoo(
        ZooRecipe.drawn(networks, data.size(), images, seed),
        data,
        test.select(first),
        epochs,
        stopAt);
  }

  private static LabelledSamples labelled(LabelledSamples samples) {
    if (!samples.hasLabels()) {
      throw new BadDataException(
          "has no labels, so that nothing can be learned from it",
          samples.description(),
          "Give --labels or --label-column.");
    }
    return samples;
  }

  /** The test part where the data have parts and the user has not said which; else all. */
  private LabelledSamples testPart(String location) {
    DataOptions options = reading.options();
    LabelledSamples part =
        options.split() == Split.AUTO ? TrainingSamples.part(location, options, Split.TEST) : null;
    return part == null ? DataSource.open(location, options) : part;
  }

  private int answer(GeneralizationStudy study, Path usual) {
    try (study) {
      run.answer(session, output, results, study, usual, this::print)
          .ifPresent(folder -> session.note(output, "next: nervure report " + folder));
    }
    return ExitCode.OK.number();
  }

  private void print(RunDirectory done) {
    if (output.json) {
      session.print(PlainJson.indented(StudyJson.tree(done, ZooSections.all())));
      return;
    }
    new ZooTables(done.results()).lines().forEach(session::print);
    session.print("");
    session.print("run: " + done.folder());
  }
}
