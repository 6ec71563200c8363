package dev.nervure.equivariance;

import dev.nervure.image.Resampling;
import dev.nervure.progress.Progress;
import dev.nervure.stats.Proportion;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How many channels may stay as they are, up to where their sites move, without harm to the task:
 * channels are sorted by how much of their row of the shared 1 x 1 map is on its diagonal, the rows
 * of the first p become those of the identity, and the count is the largest p with which the
 * network keeps 95 % of the accuracy that it has with the whole map (Lenc and Vedaldi, arXiv
 * 1411.5908, table 3). It depends on the basis of channels.
 */
final class InvariantChannels {
  private static final double KEPT = 0.95;

  /** Numbers of channels that are tried in a pass over the images. */
  private static final int TRIED = 32;

  private final WarpedPairs pairs;
  private final FeatureMap map;
  private final NetworkTail tail;
  private final int[] labels;
  private final SymmetrySettings settings;
  private final int[] order;
  private int rightWithMap;

  private InvariantChannels(
      WarpedPairs pairs,
      FeatureMap map,
      NetworkTail tail,
      int[] labels,
      SymmetrySettings settings) {
    this.pairs = pairs;
    this.map = map;
    this.tail = tail;
    this.labels = labels;
    this.settings = settings;
    this.order = order(Objects.requireNonNull(map.weights()), pairs.grid().channels());
  }

  /**
   * Counts them. Two passes over the held images at most, each with 33 runs of the network's tail.
   *
   * @param map the shared 1 x 1 map from transformed images to plain ones
   * @return null where the network with the whole map is not right more often than by chance (the
   *     95 % interval of its accuracy reaches 1 over the number of scores): nothing can be lost
   *     then
   */
  static @Nullable Integer count(
      WarpedPairs pairs,
      FeatureMap map,
      NetworkTail tail,
      int[] labels,
      SymmetrySettings settings,
      Progress progress) {
    InvariantChannels asked = new InvariantChannels(pairs, map, tail, labels, settings);
    int channels = pairs.grid().channels();
    int step = (channels + TRIED - 1) / TRIED;
    int[] coarse =
        IntStream.iterate(0, p -> p < channels + step, p -> p + step)
            .map(p -> Math.min(p, channels))
            .toArray();
    int found = asked.largest(coarse, progress);
    if (new Proportion(asked.rightWithMap, settings.held()).low() <= 1.0 / tail.classes()) {
      return null;
    }
    if (step == 1 || found == channels) {
      return found;
    }
    int[] fine =
        IntStream.concat(IntStream.of(0), IntStream.range(found, Math.min(channels, found + step)))
            .toArray();
    return Math.max(found, asked.largest(fine, progress));
  }

  /** The largest of ascending numbers, the first of which is 0: the whole map. */
  private int largest(int[] tried, Progress progress) {
    int[] right = new int[tried.length];
    Resampling sites = Objects.requireNonNull(map.sites());
    FeatureMap moving = FeatureMap.moving(sites, map.center());
    pairs.forEach(
        settings.fit(),
        settings.fit() + settings.held(),
        (first, plain, moved) -> {
          double[][] mixed = new double[moved.length][];
          double[][] kept = new double[moved.length][];
          for (int image = 0; image < moved.length; image++) {
            mixed[image] = map.of(moved[image], progress);
            kept[image] = moving.of(moved[image], progress);
          }
          int done = 0;
          for (int k = 0; k < tried.length; k++) {
            progress.checkCancelled();
            for (; done < tried[k]; done++) {
              replace(mixed, kept, order[done]);
            }
            int[] answers = tail.answers(pairs.reader().batch(mixed));
            for (int image = 0; image < answers.length; image++) {
              right[k] += answers[image] == labels[first + image] ? 1 : 0;
            }
          }
        },
        progress);
    rightWithMap = right[0];
    int largest = 0;
    for (int k = 0; k < tried.length; k++) {
      if (right[k] >= KEPT * right[0]) {
        largest = tried[k];
      }
    }
    return largest;
  }

  private void replace(double[][] mixed, double[][] kept, int channel) {
    int channels = pairs.grid().channels();
    for (int image = 0; image < mixed.length; image++) {
      for (int i = channel; i < mixed[image].length; i += channels) {
        mixed[image][i] = kept[image][i];
      }
    }
  }

  /** Channels by the share of their row that is on the diagonal, the largest first. */
  static int[] order(double[] weights, int channels) {
    double[] scores = new double[channels];
    for (int output = 0; output < channels; output++) {
      double beside = 0;
      for (int input = 0; input < channels; input++) {
        double weight = weights[input * channels + output];
        beside += input == output ? 0 : weight * weight;
      }
      double own = weights[output * channels + output];
      scores[output] = beside > 0 ? own * own / beside : Double.POSITIVE_INFINITY;
    }
    return IntStream.range(0, channels)
        .boxed()
        .sorted((one, other) -> Double.compare(scores[other], scores[one]))
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
