package dev.nervure.network.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.array.NdArray;
import dev.nervure.network.Model;
import dev.nervure.network.Precision;
import dev.nervure.network.graph.Graph;
import dev.nervure.network.onnx.OnnxReader;
import dev.nervure.network.onnx.OnnxWriter;
import dev.nervure.network.torch.TrainingSession;
import dev.nervure.network.torch.TrainingSession.BatchLoss;
import dev.nervure.stats.RandomStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every architecture with every nonlinearity runs forwards and backwards, and an exported snapshot
 * is the network that was trained.
 */
class ArchitectureTrainingTest {

  private static final int BATCH = 4;

  private static NdArray samples(int... shape) {
    RandomStream random = RandomStream.seeded(2);
    int size = 1;
    for (int extent : shape) {
      size *= extent;
    }
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) random.nextDouble();
    }
    return NdArray.of(values, shape);
  }

  private static void takeStep(Architecture architecture, ArchitectureOptions options) {
    Graph graph = architecture.graph(options, 1);
    List<Integer> shape = options.inputShape();
    NdArray samples = samples(BATCH, shape.get(0), shape.get(1), shape.get(2));
    NdArray targets = NdArray.of(new long[] {0, 1, 2, 3}, BATCH);
    TrainableWeights weights = TrainableWeights.of(graph);
    try (TrainingSession session = TrainingSession.open(graph, weights.names(), 1)) {
      double[] values = session.weights();
      double[] gradient = new double[values.length];
      BatchLoss before =
          session.lossAndGradient(samples, targets, RandomStream.seeded(1), gradient);
      double square = 0;
      int zeros = 0;
      for (double derivative : gradient) {
        square += derivative * derivative;
        zeros += derivative == 0 ? 1 : 0;
      }
      assertThat(before.meanLoss()).as(options.toString()).isBetween(0.0, 100.0);
      assertThat(square).as(architecture.name() + options).isPositive().isFinite();
      assertThat(zeros).as(architecture.name() + options).isLessThan(gradient.length * 3 / 4);
      // To first order the loss falls by rate times |gradient|^2; a short step shows it.
      double rate = 1e-3 * before.meanLoss() / square;
      for (int i = 0; i < values.length; i++) {
        values[i] -= rate * gradient[i];
      }
      session.setWeights(values);
      BatchLoss after = session.lossAndGradient(samples, targets, RandomStream.seeded(1), gradient);
      assertThat(after.meanLoss()).as(architecture.name() + options).isLessThan(before.meanLoss());
    }
  }

  @Test
  void everyArchitectureTakesAStepDownhill() {
    for (Architecture architecture : Architectures.all()) {
      ArchitectureOptions usual = architecture.defaults(List.of(3, 32, 32), 5);
      takeStep(architecture, usual.withWidth(8));
      takeStep(architecture, usual.withWidth(8).withDropout(0.25));
      takeStep(architecture, architecture.defaults(List.of(1, 28, 28), 5).withWidth(8));
    }
  }

  @Test
  void everyActivationTakesAStepDownhill() {
    Architecture cnn = Architectures.named("cnn");
    for (Activation activation : Activation.values()) {
      takeStep(cnn, cnn.defaults(List.of(1, 16, 16), 5).withWidth(8).withActivation(activation));
    }
  }

  @TempDir private Path folder;

  @Test
  void anExportedSnapshotIsTheTrainedNetwork() throws IOException {
    Architecture architecture = Architectures.named("resnet8");
    ArchitectureOptions options = architecture.defaults(List.of(1, 12, 12), 3).withWidth(4);
    NdArray samples = samples(60, 1, 12, 12);
    int[] labels = new int[60];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = i % 3;
    }
    TrainingData data = TrainingData.labelled(samples, labels, 3);
    TrainingResult result =
        new Trainer(architecture.graph(options, 1), TrainingOptions.defaults().withEpochs(3))
            .testOn(data)
            .train(data);
    Path file = folder.resolve("snapshot.onnx");
    OnnxWriter.write(result.last().graph(), file);
    Graph read = OnnxReader.read(file);
    TrainingResult measured =
        new Trainer(read, TrainingOptions.defaults().withEpochs(0)).testOn(data).train(data);
    // The same float32 weights and batches give the same bits.
    assertThat(measured.last().metrics().testLoss()).isEqualTo(result.last().metrics().testLoss());
    assertThat(measured.last().metrics().testAccuracy())
        .isEqualTo(result.last().metrics().testAccuracy());
    try (Model trained = Model.of(result.last().graph(), Precision.FLOAT32);
        Model loaded = Model.load(file)) {
      NdArray logits = loaded.predict(samples);
      assertThat(logits.shape()).containsExactly(60, 3);
      assertThat(logits.floats()).isEqualTo(trained.predict(samples).floats());
      int correct = 0;
      for (int i = 0; i < 60; i++) {
        int best = 0;
        for (int c = 1; c < 3; c++) {
          best = logits.floats()[3 * i + c] > logits.floats()[3 * i + best] ? c : best;
        }
        correct += best == labels[i] ? 1 : 0;
      }
      assertThat(correct / 60.0).isEqualTo(result.last().metrics().testAccuracy().orElseThrow());
    }
  }
}
