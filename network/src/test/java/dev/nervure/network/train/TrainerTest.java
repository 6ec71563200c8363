package dev.nervure.network.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nervure.array.NdArray;
import dev.nervure.network.ModelFailedException;
import dev.nervure.network.graph.Graph;
import dev.nervure.network.train.LearningRateSchedule.Cosine;
import dev.nervure.network.train.TrainingResult.Stop;
import dev.nervure.progress.CancelledException;
import dev.nervure.progress.Progress;
import dev.nervure.stats.RandomStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainerTest {

  private static final Architecture MLP = Architectures.named("mlp");

  /** Two half circles that reach into each other, with a little noise. */
  private static TrainingData moons(int n, long seed) {
    RandomStream random = RandomStream.seeded(seed);
    float[] points = new float[2 * n];
    int[] labels = new int[n];
    for (int i = 0; i < n; i++) {
      double angle = Math.PI * random.nextDouble();
      labels[i] = i % 2;
      double x = labels[i] == 0 ? Math.cos(angle) : 1 - Math.cos(angle);
      double y = labels[i] == 0 ? Math.sin(angle) : 0.5 - Math.sin(angle);
      points[2 * i] = (float) (x + 0.1 * random.nextGaussian());
      points[2 * i + 1] = (float) (y + 0.1 * random.nextGaussian());
    }
    return TrainingData.labelled(NdArray.of(points, n, 2), labels, 2);
  }

  private static Graph mlp(int classes) {
    return MLP.graph(
        MLP.defaults(List.of(2), classes).withWidth(32).withActivation(Activation.TANH), 3);
  }

  private static TrainingOptions options() {
    return TrainingOptions.defaults().withLearningRate(0.01).withEpochs(20).withBatchSize(32);
  }

  @Test
  void aSmallPerceptronSeparatesTwoMoonsWithEveryOptimiser() {
    for (Optimizer optimizer : List.of(Adam.standard(), Adamax.standard(), new Sgd(0.9, true))) {
      TrainingOptions options =
          options()
              .withOptimizer(optimizer)
              .withLearningRate(optimizer instanceof Sgd ? 0.1 : 0.02)
              .withSchedule(new Cosine(1, 0.01));
      TrainingResult result =
          new Trainer(mlp(2), options).testOn(moons(500, 2)).train(moons(600, 1));
      assertThat(result.last().metrics().testAccuracy().orElseThrow())
          .as(optimizer.toString())
          .isGreaterThan(0.97);
      assertThat(result.stop()).isEqualTo(Stop.EPOCHS);
      assertThat(result.history()).hasSize(21);
    }
  }

  @Test
  void theUntrainedNetworkIsEpochZeroAndSnapshotsDoNotChangeLater() {
    Graph graph = mlp(2);
    List<Snapshot> snapshots = new ArrayList<>();
    List<float[]> seen = new ArrayList<>();
    String weight = "layer1.dense.weight";
    TrainingResult result =
        new Trainer(graph, options().withEpochs(3))
            .onEpoch(
                snapshot -> {
                  snapshots.add(snapshot);
                  seen.add(snapshot.graph().initializers().get(weight).floats().clone());
                })
            .train(moons(100, 1));
    assertThat(snapshots).hasSize(4);
    assertThat(snapshots.get(0).metrics().epoch()).isZero();
    assertThat(seen.get(0)).isEqualTo(graph.initializers().get(weight).floats());
    for (int i = 0; i < 4; i++) {
      assertThat(snapshots.get(i).graph().initializers().get(weight).floats())
          .isEqualTo(seen.get(i));
      assertThat(result.history().get(i)).isEqualTo(snapshots.get(i).metrics());
    }
    assertThat(seen.get(1)).isNotEqualTo(seen.get(0));
  }

  @Test
  void theSeedDecidesEveryBit() {
    Architecture lenet = Architectures.named("lenet");
    Graph graph = lenet.graph(lenet.defaults(List.of(1, 12, 12), 3).withDropout(0.2), 5);
    RandomStream random = RandomStream.seeded(8);
    float[] pixels = new float[90 * 144];
    int[] labels = new int[90];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) random.nextDouble();
      labels[i / 144] = i / 144 % 3;
    }
    TrainingData data = TrainingData.labelled(NdArray.of(pixels, 90, 1, 12, 12), labels, 3);
    TrainingOptions options =
        options().withEpochs(2).withAugmentation(Augmentation.strong()).withLabelNoise(0.1);
    TrainingResult first = new Trainer(graph, options).train(data);
    TrainingResult again = new Trainer(graph, options).train(data);
    TrainingResult other = new Trainer(graph, options.withSeed(1)).train(data);
    String weight = "block1.conv.weight";
    assertThat(again.last().graph().initializers().get(weight).floats())
        .isEqualTo(first.last().graph().initializers().get(weight).floats());
    assertThat(other.last().graph().initializers().get(weight).floats())
        .isNotEqualTo(first.last().graph().initializers().get(weight).floats());
    assertThat(first.relabelled()).hasSize(9).isEqualTo(again.relabelled());
  }

  @Test
  void trainingStopsAtTheTrainAccuracyAskedFor() {
    TrainingResult result =
        new Trainer(
                mlp(2),
                options()
                    .withEpochs(200)
                    .withEvaluateTrainingSet(true)
                    .withStopAtTrainAccuracy(0.9))
            .train(moons(200, 1));
    assertThat(result.stop()).isEqualTo(Stop.TRAIN_ACCURACY);
    assertThat(result.history()).hasSizeLessThan(200);
    assertThat(result.last().metrics().trainAccuracy().orElseThrow()).isGreaterThanOrEqualTo(0.9);
  }

  @Test
  void trainingStopsWithoutProgressAndKeepsTheBestNetwork() {
    // Labels without any relation to the points: the test loss soon rises.
    TrainingResult result =
        new Trainer(mlp(2), options().withEpochs(500).withPatience(3).withLabelNoise(0.5))
            .testOn(moons(200, 2))
            .train(moons(60, 1));
    assertThat(result.stop()).isEqualTo(Stop.NO_PROGRESS);
    double best = result.best().metrics().testAccuracy().orElseThrow();
    for (EpochMetrics metrics : result.history()) {
      assertThat(metrics.testAccuracy().orElseThrow()).isLessThanOrEqualTo(best);
    }
  }

  @Test
  void regressionLearnsAFunction() {
    RandomStream random = RandomStream.seeded(6);
    float[] x = new float[800];
    float[] y = new float[400];
    for (int i = 0; i < 400; i++) {
      x[2 * i] = (float) (2 * random.nextDouble() - 1);
      x[2 * i + 1] = (float) (2 * random.nextDouble() - 1);
      y[i] = x[2 * i] * x[2 * i + 1];
    }
    TrainingData data = TrainingData.valued(NdArray.of(x, 400, 2), NdArray.of(y, 400, 1));
    TrainingResult result =
        new Trainer(mlp(1), options().withEpochs(40).withSchedule(new Cosine(0, 0.01)))
            .testOn(data)
            .train(data);
    EpochMetrics last = result.last().metrics();
    assertThat(last.trainAccuracy()).isEmpty();
    assertThat(last.testAccuracy()).isEmpty();
    // The variance of a product of two uniform variables is 1/9.
    assertThat(last.testLoss().orElseThrow()).isLessThan(0.02 / 9);
  }

  @Test
  void cancellationEndsTrainingBetweenBatches() {
    int[] asked = {0};
    Progress impatient =
        new Progress() {
          @Override
          public Task begin(String label, long total) {
            return Progress.none().begin(label, total);
          }

          @Override
          public void checkCancelled() {
            if (++asked[0] > 10) {
              throw new CancelledException();
            }
          }
        };
    assertThatThrownBy(() -> new Trainer(mlp(2), options()).train(moons(500, 1), impatient))
        .isInstanceOf(CancelledException.class);
    assertThat(asked[0]).isEqualTo(11);
  }

  @Test
  void divergenceIsReportedWithItsPlace() {
    // The rectifier does not bound the activations, so they overflow.
    Graph graph = MLP.graph(MLP.defaults(List.of(2), 2), 3);
    TrainingOptions options = options().withOptimizer(new Sgd(0.9, false)).withLearningRate(1e30);
    assertThatThrownBy(() -> new Trainer(graph, options).train(moons(200, 1)))
        .isInstanceOf(ModelFailedException.class)
        .hasMessageContaining("epoch 1")
        .hasMessageContaining("1.0E30");
  }

  @Test
  void whatDoesNotFitIsRefused() {
    TrainingData moons = moons(50, 1);
    assertThatThrownBy(
            () ->
                new Trainer(mlp(2), options().withAugmentation(Augmentation.flipAndCrop()))
                    .train(moons))
        .hasMessageContaining("augmentation");
    assertThatThrownBy(() -> TrainingData.labelled(NdArray.of(new float[4], 2, 2), new int[3], 2))
        .hasMessageContaining("3 rows");
    assertThatThrownBy(
            () -> TrainingData.labelled(NdArray.of(new float[4], 2, 2), new int[] {0, 5}, 2))
        .hasMessageContaining("sample 1")
        .hasMessageContaining("5");
    NdArray values = NdArray.of(new float[2], 2, 1);
    TrainingData numbers = TrainingData.valued(NdArray.of(new float[4], 2, 2), values);
    assertThatThrownBy(() -> new Trainer(mlp(1), options().withLabelNoise(0.5)).train(numbers))
        .hasMessageContaining("classes");
    TrainingData threeColumns =
        TrainingData.labelled(NdArray.of(new float[6], 2, 3), new int[] {0, 1}, 2);
    assertThatThrownBy(() -> new Trainer(mlp(2), options()).train(threeColumns))
        .hasMessageContaining("[2]")
        .hasMessageContaining("[3]");
    assertThatThrownBy(() -> new Trainer(mlp(2), options()).testOn(threeColumns).train(moons))
        .hasMessageContaining("same shape");
    assertThatThrownBy(() -> new Trainer(mlp(3), options()).train(moons))
        .hasMessageContaining("3")
        .hasMessageContaining("2");
  }
}
