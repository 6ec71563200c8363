package dev.nervure.equivariance;

import dev.nervure.progress.Progress;
import dev.nervure.similarity.MatrixProducts;
import dev.nervure.stats.RandomStream;
import java.util.Objects;

/**
 * The shared 1 x 1 map trained further so that the network answers rightly when the map leads
 * features of transformed images back, or those of another network to its own (Lenc and Vedaldi,
 * arXiv 1411.5908, eq. 5): cross entropy, Adam with a step of 0.001 from the map of least squares,
 * and of all steps the one that serves a fifth of the images best that are not trained on. The
 * weights of the network stay.
 */
final class TaskOrientedMap {
  private static final double STEP = 1e-3;
  private static final double DECAY = 0.9;
  private static final double SQUARES_DECAY = 0.999;
  private static final double EPSILON = 1e-8;
  private static final int CHECK_SHARE = 5;

  /** Steps between two looks at the other images. */
  private static final int LOOK = 10;

  private final FeaturePairs pairs;
  private final NetworkTail tail;
  private final int[] labels;
  private final SymmetrySettings settings;
  private final FeatureMap start;
  private final double[] weights;
  private final double[] constants;
  private final double[][] moments;
  private final double[][] squares;
  private int steps;

  private TaskOrientedMap(
      FeaturePairs pairs,
      FeatureMap start,
      NetworkTail tail,
      int[] labels,
      SymmetrySettings settings) {
    this.pairs = pairs;
    this.tail = tail;
    this.labels = labels;
    this.settings = settings;
    this.start = start;
    this.weights = Objects.requireNonNull(start.weights());
    this.constants = start.constants().clone();
    this.moments = new double[][] {new double[weights.length], new double[constants.length]};
    this.squares = new double[][] {new double[weights.length], new double[constants.length]};
  }

  /**
   * Trains.
   *
   * @param start the shared 1 x 1 map to plain features from the others
   */
  static FeatureMap from(
      FeaturePairs pairs,
      FeatureMap start,
      NetworkTail tail,
      int[] labels,
      SymmetrySettings settings,
      Progress progress) {
    return new TaskOrientedMap(pairs, start, tail, labels, settings).trained(progress);
  }

  private FeatureMap trained(Progress progress) {
    int check = Math.max(1, settings.fit() / CHECK_SHARE);
    int border = settings.fit() - check;
    FeatureMap best = start;
    double least = loss(border, progress);
    RandomStream stream = RandomStream.seeded(settings.seed()).derive("task");
    int batches = (border + pairs.batch() - 1) / pairs.batch();
    while (steps < settings.taskSteps()) {
      for (int number : stream.permutation(batches)) {
        if (steps >= settings.taskSteps()) {
          break;
        }
        int from = number * pairs.batch();
        pairs.forEach(
            from,
            Math.min(border, from + pairs.batch()),
            (first, plain, moved) -> step(first, moved, progress),
            progress);
        if (steps % LOOK == 0 || steps == settings.taskSteps()) {
          double now = loss(border, progress);
          if (now < least) {
            least = now;
            best = start.with(weights.clone(), constants.clone());
          }
        }
      }
    }
    return best;
  }

  /** The mean cross entropy of the images that decide. */
  private double loss(int border, Progress progress) {
    FeatureMap now = start.with(weights, constants);
    double[] sum = new double[1];
    pairs.forEach(
        border,
        settings.fit(),
        (first, plain, moved) -> {
          double[] scores = tail.scores(pairs.reader().batch(led(now, moved, progress)));
          int classes = tail.classes();
          for (int image = 0; image < moved.length; image++) {
            double[] probabilities = probabilities(scores, image * classes, classes);
            // Rounded to 0 where the network is certain of another class.
            sum[0] -=
                StrictMath.log(Math.max(Double.MIN_NORMAL, probabilities[labels[first + image]]));
          }
        },
        progress);
    return sum[0] / (settings.fit() - border);
  }

  private static double[][] led(FeatureMap map, double[][] moved, Progress progress) {
    double[][] led = new double[moved.length][];
    for (int image = 0; image < moved.length; image++) {
      led[image] = map.of(moved[image], progress);
    }
    return led;
  }

  private static double[] probabilities(double[] scores, int from, int classes) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < classes; i++) {
      largest = Math.max(largest, scores[from + i]);
    }
    double[] probabilities = new double[classes];
    double sum = 0;
    for (int i = 0; i < classes; i++) {
      probabilities[i] = StrictMath.exp(scores[from + i] - largest);
      sum += probabilities[i];
    }
    for (int i = 0; i < classes; i++) {
      probabilities[i] /= sum;
    }
    return probabilities;
  }

  private void step(int first, double[][] moved, Progress progress) {
    FeatureMap now = start.with(weights, constants);
    double[][] gradients =
        pairs
            .reader()
            .sitewise(
                tail.gradient(
                    pairs.reader().batch(led(now, moved, progress)),
                    (scores, image, slope) -> {
                      double[] probabilities = probabilities(scores, 0, scores.length);
                      System.arraycopy(probabilities, 0, slope, 0, slope.length);
                      slope[labels[first + image]] -= 1;
                    }));
    int channels = constants.length;
    double[] byWeights = new double[weights.length];
    double[] byConstants = new double[channels];
    for (int image = 0; image < moved.length; image++) {
      double[] inputs =
          Objects.requireNonNull(start.sites())
              .moveRows(FeatureMap.centered(moved[image], start.center()), start.center().length);
      double[] product =
          MatrixProducts.transposed(
              inputs,
              start.center().length,
              gradients[image],
              channels,
              pairs.grid().sites(),
              progress);
      for (int i = 0; i < byWeights.length; i++) {
        byWeights[i] += product[i] / moved.length;
      }
      for (int i = 0; i < gradients[image].length; i++) {
        byConstants[i % channels] += gradients[image][i] / moved.length;
      }
    }
    steps++;
    adam(weights, byWeights, 0);
    adam(constants, byConstants, 1);
  }

  private void adam(double[] values, double[] gradient, int which) {
    double first = 1 - StrictMath.pow(DECAY, steps);
    double second = 1 - StrictMath.pow(SQUARES_DECAY, steps);
    for (int i = 0; i < values.length; i++) {
      moments[which][i] = DECAY * moments[which][i] + (1 - DECAY) * gradient[i];
      squares[which][i] =
          SQUARES_DECAY * squares[which][i] + (1 - SQUARES_DECAY) * gradient[i] * gradient[i];
      values[i] -=
          STEP * (moments[which][i] / first) / (Math.sqrt(squares[which][i] / second) + EPSILON);
    }
  }
}
