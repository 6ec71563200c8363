package dev.nervure.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.array.NdArray;
import dev.nervure.network.graph.Graph;
import dev.nervure.network.torch.NativeRuntime;
import dev.nervure.network.train.Architecture;
import dev.nervure.network.train.ArchitectureOptions;
import dev.nervure.network.train.Architectures;
import dev.nervure.network.train.Trainer;
import dev.nervure.network.train.TrainingData;
import dev.nervure.network.train.TrainingOptions;
import dev.nervure.stats.RandomStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Networks whose numbers of channels are no multiple of what a vector register holds, trained for a
 * moment: single precision agrees with double precision, and neither depends on the number of
 * threads.
 */
class OddWidthNetworksTest {

  private static final int SAMPLES = 48;
  private static final int CLASSES = 5;

  /**
   * Share of the largest logit by which single precision may be off after up to 20 layers; it is
   * 1e-6 of a layer's values, and grows with the depth.
   */
  private static final double TOLERANCE = 1e-4;

  private static int threadsBefore;

  private record Case(String architecture, int width) {}

  @BeforeAll
  static void remember() {
    NativeRuntime.ensureLoaded();
    threadsBefore = NativeRuntime.status().threads();
  }

  @AfterAll
  static void restore() {
    NativeRuntime.setThreads(threadsBefore);
  }

  static Stream<Case> networks() {
    List<Case> cases = new ArrayList<>();
    for (int width : new int[] {5, 11, 19, 21}) {
      for (String name : List.of("lenet", "cnn", "vgg", "resnet8", "mobilenetv2")) {
        cases.add(new Case(name, width));
      }
    }
    return cases.stream();
  }

  @ParameterizedTest
  @MethodSource("networks")
  void singlePrecisionAgreesAndThreadsDoNotMatter(Case network) {
    Architecture architecture = Architectures.named(network.architecture());
    ArchitectureOptions options =
        architecture.defaults(List.of(3, 16, 16), CLASSES).withWidth(network.width());
    NdArray samples = samples(network.width());
    NativeRuntime.setThreads(1);
    Graph graph =
        new Trainer(architecture.graph(options, 1), TrainingOptions.defaults().withEpochs(2))
            .train(TrainingData.labelled(samples, labels(), CLASSES))
            .last()
            .graph();
    try (Model single = Model.of(graph, Precision.FLOAT32);
        Model exact = Model.of(graph, Precision.FLOAT64)) {
      NativeRuntime.setThreads(1);
      double[] logits = exact.predict(samples).doubles();
      double[] fast = single.predict(samples).doubles();
      double[] jacobian = jacobian(exact, samples);
      double largest = 0;
      for (double logit : logits) {
        largest = Math.max(largest, Math.abs(logit));
      }
      for (int i = 0; i < logits.length; i++) {
        assertThat(Math.abs(fast[i] - logits[i])).isLessThanOrEqualTo(TOLERANCE * largest);
      }
      for (int threads = 2; threads <= 3; threads++) {
        NativeRuntime.setThreads(threads);
        assertThat(single.predict(samples).doubles()).as("float32").containsExactly(fast);
        assertThat(exact.predict(samples).doubles()).as("float64").containsExactly(logits);
        assertThat(jacobian(exact, samples)).as("Jacobian").containsExactly(jacobian);
      }
    }
  }

  private static double[] jacobian(Model model, NdArray samples) {
    return model.derivatives(model.input(), model.logits()).jacobian(samples.rows(0, 1)).doubles();
  }

  private static NdArray samples(long seed) {
    RandomStream random = RandomStream.seeded(seed);
    float[] values = new float[SAMPLES * 3 * 16 * 16];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return NdArray.of(values, SAMPLES, 3, 16, 16);
  }

  private static int[] labels() {
    int[] labels = new int[SAMPLES];
    for (int i = 0; i < SAMPLES; i++) {
      labels[i] = i % CLASSES;
    }
    return labels;
  }
}
