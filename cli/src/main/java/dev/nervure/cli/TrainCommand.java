package dev.nervure.cli;

import dev.nervure.data.LabelledSamples;
import dev.nervure.network.graph.Graph;
import dev.nervure.network.train.EpochMetrics;
import dev.nervure.network.train.Trainer;
import dev.nervure.network.train.TrainingData;
import dev.nervure.network.train.TrainingOptions;
import dev.nervure.network.train.TrainingResult;
import dev.nervure.run.Fingerprint;
import dev.nervure.run.Manifest;
import dev.nervure.run.PlainJson;
import dev.nervure.run.Provenance;
import dev.nervure.run.ResultPlace;
import dev.nervure.run.ToolVersion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code nervure train}: trains a network and keeps a snapshot of each epoch. */
@Command(
    name = "train",
    sortOptions = false,
    description = {
      "Trains a network on labelled samples and keeps the network of each epoch as an ONNX file.",
      "Epoch 0 is the untrained network."
    },
    footer = {
      "",
      "Examples:",
      "  nervure train --data glyphs:samples=5000 --out networks/glyphs",
      "  nervure train --arch lenet --data mnist/ --epochs 5 --out networks/lenet",
      "  nervure train --arch resnet20 --data cifar10/ --augment crop --optimizer sgd --weight-decay 1e-4 --epochs 60",
      "  nervure train --arch mlp --width 64 --data mnist/ --label-noise 0.3 --stop-at 0.99",
      "  nervure train --model networks/lenet/model.onnx --data mnist/ --epochs 2 --learning-rate 1e-4",
      "",
      "Architectures and options in detail: docs/training.md."
    })
final class TrainCommand implements Callable<Integer> {
  private final Session session;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private NetworkChoice network;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private SampleOptions samples;

  @Option(
      names = "--test-data",
      paramLabel = "PATH",
      description = "Test on these samples. Default: the test part of --data, else --hold-out.")
  private @Nullable String testData;

  @Option(
      names = "--hold-out",
      paramLabel = "F",
      description = "Fraction held out for testing where there is no test part. Default: 0.1.")
  private double holdOut = 0.1;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private RecipeOptions recipe;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description =
          "Threads for training; the same number gives the same bits on any machine. Default: 2.")
  private int threads = 2;

  @Option(
      names = "--snapshots",
      paramLabel = "N",
      description = "Keep every N-th epoch as an ONNX file; 0 for none. Default: 1.")
  private int snapshots = 1;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Folder for the networks and the table of epochs, new or empty. Default: networks/ and the name, with a number where that is taken.")
  private @Nullable Path out;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private ResultOptions results;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private OutputOptions output;

  TrainCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    TrainingOptions options = recipe.options(samples.seed(), threads);
    TrainingSamples chosen = TrainingSamples.open(samples, testData, holdOut);
    chosen.training().warnings().forEach(warning -> session.note(output, "note: " + warning));
    int[] shape = chosen.training().sampleShape();
    Graph graph = network.graph(shape, chosen.outputs(), samples.seed());
    Trainer trainer = new Trainer(graph, options);
    Map<String, Manifest.Input> inputs = inputs(chosen);
    Provenance now = results.provenance(inputs);
    ResultPlace place =
        results.choose(
            session,
            output,
            out,
            Path.of("networks", network.name(shape)),
            one -> TrainingFolder.holding(one, now));
    TrainingFolder folder = new TrainingFolder(place, snapshots);
    results.record(place.folder(), inputs);
    trainer.onEpoch(
        snapshot -> {
          folder.add(snapshot);
          session.note(output, overBar(line(snapshot.metrics())));
        });
    TrainingData test = chosen.testData();
    if (test != null) {
      trainer.testOn(test);
    }
    TrainingResult result = trainer.train(chosen.trainingData(), session.progress(output));
    Path last = folder.write(result.last(), "model.onnx");
    Path best = folder.write(result.best(), "best.onnx");
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("model", last.toString());
    tree.put("best", best.toString());
    tree.put("network", network.name(shape));
    tree.put("parameters", graph.parameterCount());
    tree.put("trainSamples", chosen.training().size());
    tree.put("testSamples", test == null ? 0 : test.size());
    tree.put("stop", result.stop().name().toLowerCase(Locale.ROOT));
    tree.put("epochs", result.history().stream().map(TrainCommand::tree).toList());
    tree.put("snapshots", folder.snapshots().stream().map(Path::toString).toList());
    folder.describe(description(chosen, options, result, tree));
    if (output.json) {
      session.print(PlainJson.indented(tree));
    } else {
      print(result, last);
    }
    session.note(output, "next: nervure profile " + last + " --data " + samples.requireData());
    return ExitCode.OK.number();
  }

  /** What is trained on, tested on, and gone on from. */
  private Map<String, Manifest.Input> inputs(TrainingSamples chosen) {
    Map<String, Manifest.Input> inputs = new LinkedHashMap<>();
    if (network.model != null) {
      inputs.put(
          "model",
          new Manifest.Input(network.model.toString(), "", Fingerprint.ofFile(network.model)));
    }
    inputs.put("data", input(chosen.training()));
    if (chosen.test() != null) {
      inputs.put("test", input(chosen.test()));
    }
    return inputs;
  }

  private static Manifest.Input input(LabelledSamples samples) {
    return new Manifest.Input(
        samples.description(), samples.size() + " samples", samples.contentHash());
  }

  /** What was trained, on what and how; how to do it again is in the record of the command. */
  private Map<String, Object> description(
      TrainingSamples chosen,
      TrainingOptions options,
      TrainingResult result,
      Map<String, Object> tree) {
    Map<String, Object> description = new LinkedHashMap<>();
    description.put("nervure", ToolVersion.TEXT);
    description.put("data", chosen.training().description());
    description.put("dataHash", chosen.training().contentHash());
    description.put("testHash", chosen.test() == null ? "" : chosen.test().contentHash());
    description.put("options", options.toString());
    description.put("seed", options.seed());
    description.put("threads", options.threads());
    description.put("relabelled", result.relabelled());
    description.putAll(tree);
    return description;
  }

  private void print(TrainingResult result, Path last) {
    TextTable table = new TextTable(0);
    table.add(
        List.of("epoch", "train loss", "train accuracy", "test loss", "test accuracy", "seconds"));
    for (EpochMetrics metrics : result.history()) {
      table.add(
          List.of(
              Integer.toString(metrics.epoch()),
              number("%.4f", OptionalDouble.of(metrics.trainLoss())),
              number("%.4f", metrics.trainAccuracy()),
              number("%.4f", metrics.testLoss()),
              number("%.4f", metrics.testAccuracy()),
              number("%.1f", OptionalDouble.of(metrics.seconds()))));
    }
    table.lines().forEach(session::print);
    session.print("");
    session.print(last.toString());
  }

  private static String number(String format, OptionalDouble value) {
    return value.isPresent() ? String.format(Locale.ROOT, format, value.getAsDouble()) : "";
  }

  /** On a screen the text takes the place of the progress bar, which draws itself again below. */
  private String overBar(String text) {
    if (!session.terminal().errIsScreen()) {
      return text;
    }
    int blanks = session.terminal().columns() - 1 - text.length();
    return "\r" + text + " ".repeat(Math.max(0, blanks));
  }

  private static String line(EpochMetrics metrics) {
    List<String> parts = new ArrayList<>();
    parts.add("epoch " + metrics.epoch());
    parts.add(number("train loss %.4f", OptionalDouble.of(metrics.trainLoss())));
    parts.add(number("train accuracy %.4f", metrics.trainAccuracy()));
    parts.add(number("test accuracy %.4f", metrics.testAccuracy()));
    parts.add(Quantities.seconds(metrics.seconds()));
    parts.removeIf(String::isEmpty);
    return String.join(", ", parts);
  }

  private static Map<String, Object> tree(EpochMetrics metrics) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("epoch", metrics.epoch());
    tree.put("learningRate", metrics.learningRate());
    tree.put("trainLoss", metrics.trainLoss());
    metrics.trainAccuracy().ifPresent(value -> tree.put("trainAccuracy", value));
    metrics.testLoss().ifPresent(value -> tree.put("testLoss", value));
    metrics.testAccuracy().ifPresent(value -> tree.put("testAccuracy", value));
    tree.put("seconds", metrics.seconds());
    return tree;
  }
}
