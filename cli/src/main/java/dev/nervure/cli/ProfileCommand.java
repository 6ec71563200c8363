package dev.nervure.cli;

import dev.nervure.data.ActivationDump;
import dev.nervure.data.LabelledSamples;
import dev.nervure.measure.Measures;
import dev.nervure.network.Model;
import dev.nervure.network.Pooling;
import dev.nervure.run.PlainJson;
import dev.nervure.run.Results;
import dev.nervure.run.RunDirectory;
import dev.nervure.run.Subject;
import dev.nervure.study.JsonSection;
import dev.nervure.study.StudyJson;
import dev.nervure.study.layers.DumpSource;
import dev.nervure.study.layers.LayerOptions;
import dev.nervure.study.layers.NetworkFiles;
import dev.nervure.study.layers.NetworkSource;
import dev.nervure.study.learned.LearnedSection;
import dev.nervure.study.learned.UntrainedTwins;
import dev.nervure.study.profile.ProfileStudy;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nervure profile}: how a network reshapes the data, layer by layer. */
@Command(
    name = "profile",
    sortOptions = false,
    description = {
      "Measures how a network reshapes data, layer by layer.",
      "Intrinsic dimension, topology and class separation, each with its error, go into a run directory; the same command resumes there.",
      "Several networks on the same samples are one run, with values by model, or by epoch of a training."
    },
    footer = {
      "",
      "Examples:",
      "  nervure profile lenet.onnx --data mnist/ --samples 2000",
      "  nervure profile resnet20.onnx --data cifar10/ --mean 0.485,0.456,0.406 --std 0.229,0.224,0.225",
      "  nervure profile lenet.onnx --data mnist/ --layers 'type:Relu' --measures ph_dimension --json",
      "  nervure profile lenet.onnx --data mnist/ --dry-run",
      "  nervure profile lenet.onnx mlp.onnx --data mnist/ --measures ph_dimension",
      "  nervure profile lenet.onnx --data mnist/ --baseline untrained",
      "  nervure profile --models runs/mnist/snapshots --data mnist/",
      "  nervure profile --activations dump/ --labels dump/labels.npy"
    })
final class ProfileCommand implements Callable<Integer> {
  private final Session session;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Parameters(
      arity = "0..*",
      paramLabel = "MODEL",
      description =
          "The network, an ONNX file, or several, whose values then stand by model; not needed with --models and --activations.")
  private @Nullable List<Path> modelFiles;

  @Option(
      names = "--models",
      paramLabel = "DIR",
      description =
          "Profile all networks of a folder. Where their names are one word and a number, such as epoch-001.onnx, values stand by epoch, otherwise by model.")
  private @Nullable Path models;

  @Option(
      names = "--activations",
      paramLabel = "DIR",
      description =
          "Profile a folder of .npy files, one per layer (N x C or N x C x H x W), instead of running a network.")
  private @Nullable Path activations;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private MeasureOptions measuring;

  @Option(
      names = "--pooling",
      paramLabel = "POOLING",
      defaultValue = "flatten",
      description =
          "How activations become points: flatten (all values of the layer; default), global_average over positions (N x C, as in the paper), spatial (one point per position), channel_maps.")
  private Pooling pooling = Pooling.FLATTEN;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private BaselineOptions baselines;

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

  ProfileCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    LayerOptions options = options();
    UnusedOptions unused = new UnusedOptions(spec);
    int twins = baselines.twinsIfAsked();
    unused.refuse(twins == 0, "belongs to --baseline untrained", "--twins");
    if (baselines.shuffled()) {
      throw new WrongUsageException(
          "--baseline shuffled is a training, but profile measures trained networks; 'nervure dynamics' trains");
    }
    unused.refuse(
        activations != null || models != null || (modelFiles != null && modelFiles.size() > 1),
        "is for a single MODEL; of the snapshots of a training 'nervure dynamics' asks the same",
        "--baseline");
    if (activations != null) {
      if (modelFiles != null || models != null || samples.data != null) {
        throw new WrongUsageException(
            "--activations takes the place of the model and --data; give one or the other");
      }
      unused.refuse(
          true,
          "does not go with --activations, which are taken as they are",
          SampleOptions.NOT_FOR_ACTIVATIONS);
      ActivationDump dump = ActivationDump.open(activations, samples.reading.options());
      LabelledSamples chosen = samples.choice.subset().of(dump.samples());
      return profile(
          new ProfileStudy(new DumpSource(dump, chosen), options),
          RunOptions.usual(activations, ""));
    }
    List<Path> files = modelFiles;
    if (files != null && models != null) {
      throw new WrongUsageException("--models takes the place of MODEL; give one or the other");
    }
    if (models != null) {
      samples.requireData();
      return profile(NetworkFiles.inFolder(models), options, RunOptions.usual(models, ""));
    }
    if (files == null) {
      throw new WrongUsageException(
          "give a model (an ONNX file) or several, --models DIR, or --activations DIR");
    }
    samples.requireData();
    Path first = files.get(0);
    if (files.size() > 1) {
      return profile(
          NetworkFiles.named(files),
          options,
          RunOptions.usual(first, "-and-%d-more".formatted(files.size() - 1)));
    }
    if (twins > 0) {
      return besideUntrained(first, twins, options);
    }
    try (Model model = evaluation.load(first)) {
      return profile(
          new ProfileStudy(NetworkSource.of(model, first, samples.open(session, output)), options),
          RunOptions.usual(first, ""));
    }
  }

  /** The network beside untrained ones of its graph. */
  private int besideUntrained(Path file, int twins, LayerOptions options) {
    try (Model model = evaluation.load(file)) {
      LabelledSamples chosen = samples.open(session, output);
      NetworkFiles named = NetworkFiles.named(List.of(file));
      try (UntrainedTwins untrained =
          new UntrainedTwins(model.graph(), model.precision(), chosen, twins, samples.seed())) {
        return profile(
            new ProfileStudy(
                named.bySubject().firstKey(),
                NetworkSource.of(model, file, chosen),
                untrained,
                options),
            RunOptions.usual(file, "-and-untrained"));
      }
    }
  }

  private int profile(NetworkFiles networks, LayerOptions options, Path usual) {
    networks.notes().forEach(note -> session.note(output, "note: " + note));
    LabelledSamples chosen = samples.open(session, output);
    Map<Subject, NetworkSource> sources = new TreeMap<>();
    networks
        .bySubject()
        .forEach(
            (at, file) ->
                sources.put(at, NetworkSource.inFile(file, evaluation.precision, chosen, options)));
    return profile(new ProfileStudy(sources, options), usual);
  }

  private LayerOptions options() {
    return measuring
        .options()
        .withPooling(pooling)
        .withBatchSize(evaluation.batchSize())
        .withSeed(samples.seed())
        .withThreads(run.threads());
  }

  private int profile(ProfileStudy study, Path usual) {
    run.answer(session, output, results, study, usual, this::print)
        .ifPresent(folder -> session.note(output, "next: nervure report " + folder));
    return ExitCode.OK.number();
  }

  private void print(RunDirectory profiled) {
    Results found = profiled.results();
    if (output.json) {
      JsonSection[] sections =
          baselines.twinsIfAsked() == 0
              ? new JsonSection[0]
              : LearnedSection.ALL.toArray(JsonSection[]::new);
      session.print(PlainJson.indented(StudyJson.tree(profiled, sections)));
      return;
    }
    if (baselines.twinsIfAsked() > 0) {
      print(found.ofShownSubject());
      LearnedTable.of(found, null).forEach(session::print);
      session.print("");
      session.print("run: " + profiled.folder());
      return;
    }
    List<Subject> networks = found.subjects();
    if (networks.size() > 1 && networks.stream().anyMatch(at -> at.epoch() != null)) {
      ValueTable.byNetwork(found, Measures.all()).forEach(session::print);
      session.print("");
    } else {
      for (Subject at : networks) {
        if (networks.size() > 1) {
          session.print(at.text());
        }
        print(found.at(at));
      }
    }
    session.print("run: " + profiled.folder());
  }

  private void print(Results ofOne) {
    ValueTable.byLayer(ofOne, Measures.all()).forEach(session::print);
    session.print("");
    ofOne
        .accuracy()
        .ifPresent(
            accuracy ->
                session.print(
                    String.format(
                        Locale.ROOT,
                        "accuracy: %.4f of %s samples",
                        accuracy,
                        Quantities.count(ofOne.sampleCount()))));
  }
}
