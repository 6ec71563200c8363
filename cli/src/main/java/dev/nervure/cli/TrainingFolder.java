package dev.nervure.cli;

import dev.nervure.network.onnx.OnnxWriter;
import dev.nervure.network.train.EpochMetrics;
import dev.nervure.network.train.Snapshot;
import dev.nervure.run.AtomicFile;
import dev.nervure.run.PlainJson;
import dev.nervure.run.Provenance;
import dev.nervure.run.ResultPlace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * The folder that training writes: {@code model.onnx}, {@code best.onnx}, {@code epochs.csv},
 * {@code training.json} and {@code snapshots/epoch-NNN.onnx}. Each file is written whole or not at
 * all; what an interrupted training has written so far is complete.
 */
final class TrainingFolder {
  private final Path folder;
  private final int every;
  private final List<EpochMetrics> epochs = new ArrayList<>();
  private final List<Path> snapshots = new ArrayList<>();

  /** Names of the files that may be here, as glob patterns. */
  private static final List<String> FILES =
      List.of("model.onnx", "best.onnx", "epochs.csv", "training.json", "snapshots/epoch-*.onnx");

  /**
   * How a folder stands to a training: one that was begun is never gone on with, so that it counts
   * as another.
   *
   * @param now the training
   */
  static ResultPlace.Holding holding(Path folder, Provenance now) {
    String[] present = folder.toFile().list();
    if (present == null ? !Files.exists(folder) : present.length == 0) {
      return ResultPlace.Holding.FREE;
    }
    Provenance there = Provenance.read(folder);
    if (there == null) {
      return ResultPlace.Holding.foreign(
          present == null ? "it is no folder" : Arrays.stream(present).sorted().toList().get(0));
    }
    ResultPlace.Holding holding = ResultPlace.lookAt(folder, now, FILES);
    return holding.state() == ResultPlace.State.SAME
        ? ResultPlace.Holding.other(there, List.of("the same training, which does not resume"))
        : holding;
  }

  /**
   * Makes the folder.
   *
   * @param place where an earlier training may be replaced
   * @param every a snapshot is kept of each epoch that is a multiple of this; 0 for none
   * @throws UncheckedIOException if it exists and is not empty, or cannot be made
   */
  TrainingFolder(ResultPlace place, int every) {
    if (every < 0) {
      throw new WrongUsageException("--snapshots must not be negative but was " + every);
    }
    this.folder = place.folder();
    this.every = every;
    if (place.replaces()) {
      ResultPlace.remove(folder, FILES);
    }
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Keeps what is known after an epoch. */
  void add(Snapshot snapshot) {
    epochs.add(snapshot.metrics());
    int epoch = snapshot.metrics().epoch();
    if (every > 0 && epoch % every == 0) {
      Path file = folder.resolve("snapshots").resolve("epoch-%03d.onnx".formatted(epoch));
      write(snapshot, file);
      snapshots.add(file);
    }
    StringBuilder table =
        new StringBuilder(
            "epoch,learning_rate,train_loss,train_accuracy,test_loss,test_accuracy,seconds\n");
    for (EpochMetrics metrics : epochs) {
      table.append(metrics.epoch()).append(',').append(metrics.learningRate());
      table.append(',').append(metrics.trainLoss()).append(',');
      table.append(cell(metrics.trainAccuracy())).append(',').append(cell(metrics.testLoss()));
      table.append(',').append(cell(metrics.testAccuracy())).append(',');
      table.append(String.format(Locale.ROOT, "%.3f", metrics.seconds())).append('\n');
    }
    write(folder.resolve("epochs.csv"), table.toString());
  }

  /** The network under a name of its own. */
  Path write(Snapshot snapshot, String name) {
    Path file = folder.resolve(name);
    write(snapshot, file);
    return file;
  }

  /** How the training was done. */
  void describe(Map<String, Object> description) {
    write(folder.resolve("training.json"), PlainJson.indented(description) + "\n");
  }

  List<Path> snapshots() {
    return List.copyOf(snapshots);
  }

  private static String cell(OptionalDouble value) {
    return value.isPresent() ? Double.toString(value.getAsDouble()) : "";
  }

  private static void write(Snapshot snapshot, Path file) {
    try {
      OnnxWriter.write(snapshot.graph(), file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, String text) {
    try {
      AtomicFile.write(file, text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
