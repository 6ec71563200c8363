package dev.nervure.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.array.NdArray;
import dev.nervure.network.graph.Graph;
import dev.nervure.network.train.Architecture;
import dev.nervure.network.train.ArchitectureOptions;
import dev.nervure.network.train.Architectures;
import dev.nervure.network.train.Trainer;
import dev.nervure.network.train.TrainingData;
import dev.nervure.network.train.TrainingOptions;
import dev.nervure.stats.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
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
  private static final int THREADS = 3;

  /**
   * Share of the largest logit by which single precision may be off after up to 20 layers; it is
   * 1e-6 of a layer's values, and grows with the depth.
   */
  private static final double TOLERANCE = 1e-4;

  private record Case(String architecture, int width) {}

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
  void singlePrecisionAgreesAndThreadsDoNotMatter(Case network) throws Exception {
    Architecture architecture = Architectures.named(network.architecture());
    ArchitectureOptions options =
        architecture.defaults(List.of(3, 16, 16), CLASSES).withWidth(network.width());
    NdArray samples = samples(network.width());
    // Training has threads of its own; they must not stay behind for what comes after it.
    TrainingOptions training = TrainingOptions.defaults().withEpochs(2).withThreads(3);
    Graph graph =
        new Trainer(architecture.graph(options, 1), training)
            .train(TrainingData.labelled(samples, labels(), CLASSES))
            .last()
            .graph();
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    try (Model single = Model.of(graph, Precision.FLOAT32);
        Model exact = Model.of(graph, Precision.FLOAT64)) {
      double[] logits = exact.predict(samples).doubles();
      double[] fast = single.predict(samples).doubles();
      double largest = 0;
      for (double logit : logits) {
        largest = Math.max(largest, Math.abs(logit));
      }
      for (int i = 0; i < logits.length; i++) {
        assertThat(Math.abs(fast[i] - logits[i])).isLessThanOrEqualTo(TOLERANCE * largest);
      }
      List<Callable<double[]>> work =
          List.of(
              () -> single.predict(samples).doubles(),
              () -> exact.predict(samples).doubles(),
              () -> jacobian(exact, samples),
              () -> activations(single, samples),
              () -> activations(exact, samples));
      for (Callable<double[]> one : work) {
        double[] alone = one.call();
        List<Future<double[]>> together = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
          together.add(pool.submit(one));
        }
        for (Future<double[]> result : together) {
          assertThat(result.get()).containsExactly(alone);
        }
      }
    } finally {
      pool.shutdownNow();
    }
  }

  /** Of the default layers, in batches of 5 that run side by side. */
  private static double[] activations(Model model, NdArray samples) {
    return Activations.of(model)
        .pooling(Pooling.GLOBAL_AVERAGE)
        .batchSize(5)
        .collect(SampleBatches.of(samples))
        .values()
        .stream()
        .flatMapToDouble(layer -> Arrays.stream(layer.doubles()))
        .toArray();
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
