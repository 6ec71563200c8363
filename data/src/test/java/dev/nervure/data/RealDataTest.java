package dev.nervure.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.testing.SharedData;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Published data sets where they lie beside the project; skipped where not. */
class RealDataTest {

  @Test
  void mnistHasItsKnownMean() {
    Path folder = SharedData.path("datasets/mnist");
    LabelledSamples test = DataSource.open(folder, DataOptions.DEFAULT);
    assertThat(test.size()).isEqualTo(10_000);
    assertThat(test.label(0)).isEqualTo(7);
    LabelledSamples train = DataSource.open(folder, DataOptions.DEFAULT.withSplit(Split.TRAIN));
    assertThat(train.size()).isEqualTo(60_000);
    // The value that normalisations of MNIST use.
    assertThat(mean(train, 0, 1)).isCloseTo(0.1307, within(0.00005));
  }

  @Test
  void cifarChannelsComeInOrder() {
    Path folder = SharedData.path("datasets/cifar10");
    LabelledSamples train = DataSource.open(folder, DataOptions.DEFAULT.withSplit(Split.TRAIN));
    assertThat(train.size()).isEqualTo(6034);
    assertThat(train.classNames()).element(3).isEqualTo("cat");
    // Means of the whole training set: 0.4914, 0.4822, 0.4465; 6034 images give them to 1 %.
    assertThat(mean(train, 0, 3)).isCloseTo(0.4914, within(0.005));
    assertThat(mean(train, 1, 3)).isCloseTo(0.4822, within(0.005));
    assertThat(mean(train, 2, 3)).isCloseTo(0.4465, within(0.005));
  }

  @Test
  void tablesAreRead() {
    LabelledSamples digits =
        DataSource.open(
            SharedData.path("datasets/digits8x8").resolve("digits.csv.gz"), DataOptions.DEFAULT);
    assertThat(digits.size()).isEqualTo(1797);
    assertThat(digits.sampleShape()).containsExactly(64);
    assertThat(digits.classNames()).hasSize(10);
    LabelledSamples plant =
        DataSource.open(
            SharedData.path("datasets/ccpp").resolve("combined.csv.gz"),
            DataOptions.DEFAULT.withLabelColumn("-1"));
    assertThat(plant.size()).isEqualTo(9568);
    assertThat(plant.target(0)).isEqualTo(480.48f);
  }

  private static double mean(LabelledSamples samples, int channel, int channels) {
    double sum = 0;
    long count = 0;
    for (int from = 0; from < samples.size(); from += 1000) {
      int to = Math.min(samples.size(), from + 1000);
      float[] values = samples.read(from, to).floats();
      int area = values.length / (to - from) / channels;
      for (int i = 0; i < to - from; i++) {
        for (int k = 0; k < area; k++) {
          sum += values[(i * channels + channel) * area + k];
        }
      }
      count += (long) (to - from) * area;
    }
    return sum / count;
  }
}
