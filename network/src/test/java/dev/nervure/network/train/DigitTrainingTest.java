package dev.nervure.network.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.array.NdArray;
import dev.nervure.network.graph.Graph;
import dev.nervure.testing.SharedData;
import java.io.DataInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** LeNet on 2,000 real handwritten digits. Skipped where MNIST is not at hand. */
class DigitTrainingTest {

  private static final int TRAIN = 2000;
  private static final int TEST = 1000;

  private static TrainingData digits(String part, int count) throws IOException {
    Path images = SharedData.path("datasets/mnist/" + part + "-images-idx3-ubyte.gz");
    float[] pixels = new float[count * 784];
    int[] labels = new int[count];
    try (DataInputStream in =
            new DataInputStream(new GZIPInputStream(Files.newInputStream(images)));
        DataInputStream classes =
            new DataInputStream(
                new GZIPInputStream(
                    Files.newInputStream(images.resolveSibling(part + "-labels-idx1-ubyte.gz"))))) {
      in.skipNBytes(16);
      classes.skipNBytes(8);
      byte[] bytes = in.readNBytes(pixels.length);
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = (bytes[i] & 0xff) / 255f;
      }
      for (int i = 0; i < count; i++) {
        labels[i] = classes.readUnsignedByte();
      }
    }
    return TrainingData.labelled(NdArray.of(pixels, count, 1, 28, 28), labels, 10);
  }

  @Test
  void leNetLearnsDigitsInSeconds() throws IOException {
    TrainingData training = digits("train", TRAIN);
    Architecture lenet = Architectures.named("lenet");
    Graph graph = lenet.graph(lenet.defaults(List.of(1, 28, 28), 10), 1);
    ThreadMXBean thread = ManagementFactory.getThreadMXBean();
    long start = thread.getCurrentThreadCpuTime();
    TrainingOptions options =
        TrainingOptions.defaults()
            .withThreads(1)
            .withEpochs(6)
            .withBatchSize(32)
            .withLearningRate(2e-3);
    TrainingResult result =
        new Trainer(graph, options).testOn(digits("t10k", TEST)).train(training);
    assertThat(result.history().get(0).testAccuracy().orElseThrow()).isLessThan(0.25);
    // Seen: 0.95 (the first 1,000 test digits are the harder ones).
    assertThat(result.last().metrics().testAccuracy().orElseThrow()).isGreaterThan(0.92);
    double seconds = (thread.getCurrentThreadCpuTime() - start) / 1e9;
    // Seen: 4 s of one core; the bound catches two thread pools that get in each other's way.
    assertThat(seconds).isLessThan(20);
  }
}
