package dev.nervure.study.generalization;

import dev.nervure.stats.RandomStream;
import java.util.ArrayList;
import java.util.List;

/**
 * How one network of a zoo is trained: Adam at a constant rate on the first samples of the training
 * data, some labels made wrong, until a training accuracy is reached.
 *
 * @param name of the network
 * @param architecture a name that {@link dev.nervure.network.train.Architectures} knows
 * @param width channels or hidden units of a layer
 * @param depth number of blocks or hidden layers
 * @param learningRate of Adam
 * @param weightDecay factor of the L2 penalty
 * @param dropout probability
 * @param labelNoise share of the labels that are made wrong
 * @param samples how many of the first training samples
 * @param batchSize samples per step
 * @param seed of weights, order, dropout and label noise
 */
public record ZooRecipe(
    String name,
    String architecture,
    int width,
    int depth,
    double learningRate,
    double weightDecay,
    double dropout,
    double labelNoise,
    int samples,
    int batchSize,
    long seed) {
  // Large enough that most of them learn some wrong labels too.
  private static final int[] CONVOLUTION_WIDTHS = {16, 24, 32, 40};
  private static final int[] DENSE_WIDTHS = {32, 64, 128, 256};
  private static final int[] CONVOLUTION_DEPTHS = {3, 4, 5};
  private static final int[] DENSE_DEPTHS = {1, 2, 3};
  private static final double[] RATES = {1e-3, 2e-3, 4e-3};
  private static final double[] DECAYS = {0, 1e-4, 1e-3};
  private static final double[] DROPOUTS = {0, 0.1, 0.3};
  private static final double[] NOISES = {0, 0.1, 0.2, 0.3};
  private static final int[] SAMPLES = {200, 300, 400, 600};
  private static final int[] BATCHES = {32, 64};

  /**
   * Recipes that differ in everything, drawn so that each value of each setting occurs equally
   * often (up to one) and settings do not go together but by chance.
   *
   * @param networks how many, at least 1
   * @param available training samples that there are
   * @param images whether samples are images, of which half of the networks are convolutional
   */
  public static List<ZooRecipe> drawn(int networks, int available, boolean images, long seed) {
    if (networks < 1) {
      throw new IllegalArgumentException("networks must be at least 1 but were " + networks);
    }
    RandomStream stream = RandomStream.seeded(seed).derive("recipes");
    int[] widths = drawn("width", DENSE_WIDTHS.length, networks, stream);
    int[] depths = drawn("depth", DENSE_DEPTHS.length, networks, stream);
    int[] rates = drawn("rate", RATES.length, networks, stream);
    int[] decays = drawn("decay", DECAYS.length, networks, stream);
    int[] dropouts = drawn("dropout", DROPOUTS.length, networks, stream);
    int[] noises = drawn("noise", NOISES.length, networks, stream);
    int[] samples = drawn("samples", SAMPLES.length, networks, stream);
    int[] batches = drawn("batch", BATCHES.length, networks, stream);
    int[] kinds = drawn("kind", 2, networks, stream);
    List<ZooRecipe> recipes = new ArrayList<>();
    for (int i = 0; i < networks; i++) {
      boolean convolutional = images && kinds[i] == 0;
      recipes.add(
          new ZooRecipe(
              "net_%03d".formatted(i + 1),
              convolutional ? "cnn" : "mlp",
              (convolutional ? CONVOLUTION_WIDTHS : DENSE_WIDTHS)[widths[i]],
              (convolutional ? CONVOLUTION_DEPTHS : DENSE_DEPTHS)[depths[i]],
              RATES[rates[i]],
              DECAYS[decays[i]],
              DROPOUTS[dropouts[i]],
              NOISES[noises[i]],
              Math.min(available, SAMPLES[samples[i]]),
              BATCHES[batches[i]],
              stream.derive("seed").derive(i).nextLong() >>> 1));
    }
    return recipes;
  }

  /** The positions 0 to {@code values - 1}, each equally often, in random order. */
  private static int[] drawn(String setting, int values, int networks, RandomStream stream) {
    int[] order = stream.derive(setting).permutation(networks);
    int[] drawn = new int[networks];
    for (int i = 0; i < networks; i++) {
      drawn[order[i]] = i % values;
    }
    return drawn;
  }
}
