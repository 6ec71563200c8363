package dev.nervure.study.generalization;

import dev.nervure.array.NdArray;
import dev.nervure.data.LabelledSamples;
import dev.nervure.data.array.NpyWriter;
import dev.nervure.data.table.TextTable;
import dev.nervure.network.onnx.OnnxWriter;
import dev.nervure.network.train.Architecture;
import dev.nervure.network.train.Architectures;
import dev.nervure.stats.RandomStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** A folder of perceptrons without training, their table, and samples of two classes. */
final class SmallZoo {
  static final int SAMPLES = 60;
  static final int NETWORKS = 5;

  private final Path folder;

  private SmallZoo(Path folder) {
    this.folder = folder;
  }

  /** Writes it where it is not there yet. */
  static SmallZoo in(Path folder) throws IOException {
    SmallZoo zoo = new SmallZoo(folder);
    if (Files.exists(zoo.table())) {
      return zoo;
    }
    Files.createDirectories(folder);
    StringBuilder table = new StringBuilder("file,gap_acc,always\n");
    for (int network = 0; network < NETWORKS; network++) {
      zoo.write("net%d".formatted(network), 6, 3 + network, network);
      table.append("net%d.onnx,%.3f,1\n".formatted(network, 0.1 + 0.05 * (network * 3 % 5)));
    }
    long[] labels = new long[SAMPLES - 10];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = i % 3 == 0 ? 0 : 1;
    }
    NpyWriter.write(folder.resolve("net1.train_labels.npy"), NdArray.of(labels, labels.length));
    Files.writeString(zoo.table(), table);
    return zoo;
  }

  /** Writes a perceptron. */
  void write(String name, int inputs, int width, long seed) throws IOException {
    Architecture perceptron = Architectures.named("mlp");
    OnnxWriter.write(
        perceptron.graph(
            perceptron.defaults(List.of(inputs), 2).withWidth(width).withDepth(1), seed),
        folder.resolve(name + ".onnx"));
  }

  Path table() {
    return folder.resolve("zoo.csv");
  }

  /** Two clouds of points. */
  static LabelledSamples samples() {
    RandomStream stream = RandomStream.seeded(5);
    float[] values = new float[SAMPLES * 6];
    int[] labels = new int[SAMPLES];
    for (int i = 0; i < values.length; i++) {
      labels[i / 6] = i / 6 % 2;
      values[i] = (float) (stream.nextGaussian() + (i / 6 % 2 == 0 ? 1 : -1));
    }
    return LabelledSamples.of(
        NdArray.of(values, SAMPLES, 6), labels, List.of("one", "other"), "two clouds");
  }

  /** Opens it for a target. */
  ZooFolder open(String target) {
    return ZooFolder.open(
        folder,
        TextTable.read(table(), null),
        target,
        samples(),
        GeneralizationOptions.LOGITS);
  }

  /** A study of it that takes little time. */
  GeneralizationStudy study(String target, int threads) {
    return GeneralizationStudy.of(open(target), table(), samples(), options(target, threads));
  }

  static GeneralizationOptions options(String target, int threads) {
    GeneralizationOptions options = GeneralizationOptions.defaults(target).withResamples(100);
    return options.withMeasured(options.measured().withThreads(threads).withRepeats(2));
  }

  /** Recipes of networks that are trained in no time. */
  static List<ZooRecipe> recipes(int networks) {
    return ZooRecipe.drawn(networks, SAMPLES, false, 3).stream()
        .map(
            one ->
                new ZooRecipe(
                    one.name(),
                    one.architecture(),
                    4,
                    1,
                    0.01,
                    one.weightDecay(),
                    one.dropout(),
                    one.labelNoise(),
                    SAMPLES,
                    16,
                    one.seed()))
        .toList();
  }

  /** The names of a zoo's networks. */
  static List<String> names() {
    return Arrays.asList("net0", "net1", "net2", "net3", "net4");
  }
}
