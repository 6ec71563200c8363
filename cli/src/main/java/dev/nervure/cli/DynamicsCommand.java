package dev.nervure.cli;

import dev.nervure.data.LabelledSamples;
import dev.nervure.data.Subset;
import dev.nervure.network.Pooling;
import dev.nervure.network.train.TrainingOptions;
import dev.nervure.run.PlainJson;
import dev.nervure.run.Results;
import dev.nervure.run.RunDirectory;
import dev.nervure.run.Subject;
import dev.nervure.study.StudyJson;
import dev.nervure.study.dynamics.DynamicsOptions;
import dev.nervure.study.dynamics.DynamicsStudy;
import dev.nervure.study.dynamics.EpochChoice;
import dev.nervure.study.dynamics.EpochFiles;
import dev.nervure.study.dynamics.EpochSources;
import dev.nervure.study.dynamics.FolderWatch;
import dev.nervure.study.dynamics.NetworkSeries;
import dev.nervure.study.dynamics.SnapshotSeries;
import dev.nervure.study.dynamics.TrainedSeries;
import dev.nervure.study.layers.LayerOptions;
import dev.nervure.study.learned.LearnedSection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code nervure dynamics}: how the layers of a network come about while it learns. */
@Command(
    name = "dynamics",
    sortOptions = false,
    description = {
      "Follows every measure by layer and epoch of a training, beside untrained networks of the same graph.",
      "Trains a network itself, takes the snapshots that another program has left (--models), or watches it leave them (--watch).",
      "Layers are measured on test samples, unless --measured-on says otherwise."
    },
    footer = {
      "",
      "Examples:",
      "  nervure dynamics --arch cnn --data glyphs:samples=5000 --epochs 8",
      "  nervure dynamics --arch resnet --width 16 --data cifar10/ --epochs 10 --repeats 3",
      "  nervure dynamics --arch mlp --data mnist/ --epochs 20 --baseline untrained,shuffled",
      "  nervure dynamics --models snapshots/ --data mnist/ --epochs-measured 0,1,2,5,10",
      "  nervure dynamics --watch snapshots/ --data mnist/ --until 20",
      "",
      "Figures and how to read them: docs/dynamics.md."
    })
final class DynamicsCommand implements Callable<Integer> {
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  private final Session session;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Option(
      names = "--models",
      paramLabel = "DIR",
      description =
          "Follow the snapshots in this folder instead of training: ONNX files whose names end in their epoch such as epoch-003.onnx, or folders such as epoch-003 with one .npy a layer.")
  private @Nullable Path models;

  @Option(
      names = "--watch",
      paramLabel = "DIR",
      description =
          "The same while they appear: each is measured once it is complete, and the report is written again. Ends with Ctrl-C, --until or --idle.")
  private @Nullable Path watch;

  @Option(
      names = "--until",
      paramLabel = "EPOCH",
      description = "Stop watching once this epoch is measured. Default: never.")
  private @Nullable Integer until;

  @Option(
      names = "--idle",
      paramLabel = "MINUTES",
      description = "Stop watching after so long without anything new. Default: never.")
  private @Nullable Double idle;

  @Option(
      names = "--repeats",
      paramLabel = "N",
      description =
          "Train N times with seeds from --seed on; values are then means over seeds with 95 %% intervals. Default: 1.")
  private int repeats = 1;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private BaselineOptions baselines;

  @Option(
      names = "--epochs-measured",
      paramLabel = "LIST",
      description =
          "Epochs with commas (0 is before training; a single one as 20,), a number of them spaced evenly, or all. Default: 12; with --watch always all.")
  private String epochsMeasured = EpochChoice.USUAL.text();

  /** Samples on which layers are measured. */
  enum MeasuredOn {
    TEST,
    TRAIN
  }

  @Option(
      names = "--measured-on",
      paramLabel = "PART",
      description =
          "test or train samples. Of --data with parts this part is taken, unless --split names another; of samples without parts, and of dumped activations, it says which they are. Default: test.")
  private MeasuredOn measuredOn = MeasuredOn.TEST;

  @Option(
      names = "--measured-samples",
      paramLabel = "N",
      description = "Most samples on which layers are measured; 0 for all. Default: 1000.")
  private int measuredSamples = 1000;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private MeasureOptions measuring;

  @Option(
      names = "--pooling",
      paramLabel = "POOLING",
      description =
          "How activations become points: global_average over positions (N x C, as in the paper, and small on the disk; default), flatten, spatial, channel_maps.")
  private Pooling pooling = Pooling.GLOBAL_AVERAGE;

  @ArgGroup(validate = false, order = 3, heading = "%nThe network:%n")
  private final NetworkChoice network = new NetworkChoice();

  @ArgGroup(validate = false, order = 4, heading = "%nIts training:%n")
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

  DynamicsCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    UnusedOptions unused = new UnusedOptions(spec);
    unused.refuse(watch == null, "belongs to --watch", "--until", "--idle");
    unused.refuse(
        watch != null,
        "does not go with --watch, which measures every epoch: which of them come is not known",
        "--epochs-measured");
    LayerOptions layers =
        measuring
            .options()
            .withPooling(pooling)
            .withSeed(samples.seed())
            .withThreads(run.threads());
    if (models == null && watch == null) {
      samples.requireData();
      return trained(layers);
    }
    String folder = models == null ? "--watch" : "--models";
    unused.refuse(models != null, "takes the place of --models", "--watch");
    String trainsNothing = "says how to train, but " + folder + " has trained networks";
    unused.refuse(true, trainsNothing, "--repeats");
    unused.refuseGroups(
        true, trainsNothing, NetworkChoice.class, RecipeOptions.class, TrainingConditions.class);
    if (baselines.shuffled()) {
      throw new WrongUsageException(
          "--baseline shuffled is a training, but " + folder + " has trained networks");
    }
    try (EpochSources opening = opening(layers)) {
      if (watch != null) {
        unused.refuse(run.dryRun(), "has no plan to show: what appears is not known", "--dry-run");
        Duration patience = idle == null ? null : Duration.ofMillis((long) (idle * 60_000));
        FolderWatch watched = new FolderWatch(watch, LOOK_EVERY, patience, until);
        return new Following(session, output, results, run)
            .follow(
                watched,
                found -> series(found, opening, EpochChoice.ALL),
                layers,
                RunOptions.usual(watch, "-dynamics"),
                this::print);
      }
      Path there = Objects.requireNonNull(models);
      SnapshotSeries series =
          series(EpochFiles.present(there), opening, EpochChoice.parse(epochsMeasured));
      return follow(series, layers, RunOptions.usual(there, "-dynamics"));
    }
  }

  private EpochSources opening(LayerOptions layers) {
    return new EpochSources(
        samples.data == null ? null : () -> measured(chosenPart()),
        null,
        samples.reading.options(),
        all -> measured(samples.choice.subset().of(all)),
        layers);
  }

  /** Of data with parts the one that --measured-on names, unless --split names one. */
  private LabelledSamples chosenPart() {
    return measuredOn == MeasuredOn.TRAIN
        ? samples.taken(
            TrainingSamples.known(samples.requireData(), samples.reading.options()),
            session,
            output)
        : samples.open(session, output);
  }

  private SnapshotSeries series(EpochFiles found, EpochSources opening, EpochChoice epochs) {
    return new SnapshotSeries(
        found, opening, epochs, baselines.twins(), samples.seed(), measuredOn == MeasuredOn.TRAIN);
  }

  private int trained(LayerOptions layers) {
    if (network.model != null) {
      throw new WrongUsageException(
          "dynamics begins at initial weights: to follow a network that trains on, use 'nervure train --model' and give its snapshots with --models");
    }
    TrainingOptions options = recipe.options(samples.seed(), training.threads);
    if (options.stopAtTrainAccuracy().isPresent() || options.patience().isPresent()) {
      throw new WrongUsageException(
          "--stop-at and --patience end a training early, but the epochs of dynamics are planned: give --epochs");
    }
    DynamicsOptions chosen =
        new DynamicsOptions(
            repeats,
            baselines.twins(),
            baselines.shuffled(),
            EpochChoice.parse(epochsMeasured),
            measuredOn == MeasuredOn.TRAIN);
    TrainingSamples parts = TrainingSamples.open(samples, training.testData, training.holdOut);
    LabelledSamples known = parts.training();
    known.warnings().forEach(warning -> session.note(output, "note: " + warning));
    LabelledSamples test = parts.test();
    if (measuredOn == MeasuredOn.TEST && test == null) {
      throw new WrongUsageException(
          "no samples are left to test and to measure on: give --test-data or a larger --hold-out, or --measured-on train");
    }
    int[] shape = known.sampleShape();
    try (TrainedSeries series =
        new TrainedSeries(
            seed -> network.graph(shape, parts.outputs(), seed),
            options,
            known,
            test,
            measured(measuredOn == MeasuredOn.TRAIN || test == null ? known : test),
            chosen)) {
      return follow(series, layers, Path.of("runs", network.name(shape) + "-dynamics"));
    }
  }

  private LabelledSamples measured(LabelledSamples all) {
    return new Subset(measuredSamples, 0, List.of(), samples.seed()).of(all);
  }

  private int follow(NetworkSeries series, LayerOptions options, Path usual) {
    if (run.dryRun()) {
      series.notes().forEach(note -> session.note(output, "note: " + note));
    }
    run.answer(session, output, results, new DynamicsStudy(series, options), usual, this::print)
        .ifPresent(folder -> session.note(output, "next: nervure report " + folder));
    return ExitCode.OK.number();
  }

  private void print(RunDirectory done) {
    if (output.json) {
      session.print(
          PlainJson.indented(
              StudyJson.tree(done, LearnedSection.ALL.toArray(LearnedSection[]::new))));
      return;
    }
    Results found = done.results();
    LearnedTable.epochs(found).forEach(session::print);
    LearnedTable.of(found, lastEpoch(found)).forEach(session::print);
    session.print("");
    session.print("run: " + done.folder());
  }

  private static @Nullable Integer lastEpoch(Results found) {
    List<Subject> subjects = found.ofShownSubject().subjects();
    return subjects.isEmpty() ? null : subjects.get(0).epoch();
  }
}
