package dev.nervure.bench;

import dev.nervure.box.Box;
import dev.nervure.data.DataOptions;
import dev.nervure.data.DataSource;
import dev.nervure.data.LabelledSamples;
import dev.nervure.data.Split;
import dev.nervure.fiber.LevelSetWalk;
import dev.nervure.fiber.TargetHeading;
import dev.nervure.fiber.WalkOptions;
import dev.nervure.fiber.WalkResult;
import dev.nervure.jacobian.DifferentiableMap;
import dev.nervure.jacobian.Linearization;
import dev.nervure.jacobian.NetworkMap;
import dev.nervure.jacobian.OutputReadout;
import dev.nervure.network.Model;
import dev.nervure.network.Precision;
import dev.nervure.progress.Progress;
import dev.nervure.stats.Quantiles;
import dev.nervure.stats.RandomStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * How near does a directed walk come to an image of another class? Twenty random pairs of test
 * images of MNIST, with all logits or only the log-probability of the predicted class held, inside
 * the box [0, 1] and without one.
 *
 * <p>Usage: {@code DirectedWalkBenchmark MNIST_FOLDER MODEL.onnx...}. {@code
 * bench/peers/train_perceptrons.py} trains networks for it.
 */
public final class DirectedWalkBenchmark {

  private static final int PAIRS = 20;
  private static final double LENGTH = 50;
  private static final long SEED = 1;

  private DirectedWalkBenchmark() {}

  /** Counts what a walk asks for. */
  private static final class Counted implements DifferentiableMap {
    private final DifferentiableMap map;
    private int values;
    private int jacobians;

    Counted(DifferentiableMap map) {
      this.map = map;
    }

    @Override
    public int inputSize() {
      return map.inputSize();
    }

    @Override
    public int outputSize() {
      return map.outputSize();
    }

    @Override
    public double[] value(double[] x) {
      values++;
      return map.value(x);
    }

    @Override
    public Linearization linearize(double[] x) {
      jacobians++;
      return map.linearize(x);
    }
  }

  public static void main(String[] arguments) {
    LabelledSamples images =
        DataSource.open(arguments[0], DataOptions.DEFAULT.withSplit(Split.TEST));
    int[][] pairs = pairs(images);
    for (String file : Arrays.asList(arguments).subList(1, arguments.length)) {
      try (Model model = Model.load(Path.of(file), Precision.FLOAT64)) {
        NetworkMap logits = NetworkMap.toLogits(model);
        for (boolean all : new boolean[] {true, false}) {
          for (Box box : new Box[] {Box.uniform(0, 1), Box.NONE}) {
            System.out.printf(
                "%s, %s held, box %s: %s%n",
                Path.of(file).getFileName(),
                all ? "all logits" : "log-probability",
                box,
                measure(logits, all, box, images, pairs));
          }
        }
      }
    }
  }

  private static String measure(
      NetworkMap logits, boolean all, Box box, LabelledSamples images, int[][] pairs) {
    double[] left = new double[PAIRS];
    double[] seconds = new double[PAIRS];
    double[] values = new double[PAIRS];
    double[] jacobians = new double[PAIRS];
    double drift = 0;
    for (int k = 0; k < PAIRS; k++) {
      double[] start = image(images, pairs[k][0]);
      double[] target = image(images, pairs[k][1]);
      Counted map =
          new Counted(
              all ? logits : OutputReadout.logProbability(logits, largest(logits.value(start))));
      long before = System.nanoTime();
      WalkResult result =
          new LevelSetWalk(map, WalkOptions.ofLength(LENGTH).withBox(box))
              .walk(start, new TargetHeading(target), step -> {}, Progress.none());
      seconds[k] = (System.nanoTime() - before) / 1e9;
      left[k] = distance(result.end(), target) / distance(start, target);
      values[k] = map.values;
      jacobians[k] = map.jacobians;
      drift = Math.max(drift, result.drift());
    }
    return String.format(
        Locale.ROOT,
        "left median %.3f, mean %.3f, most %.3f; drift %.0e; medians of %.0f values, %.0f Jacobians, %.2f s (most %.2f s)",
        Quantiles.median(left),
        Arrays.stream(left).average().orElseThrow(),
        Arrays.stream(left).max().orElseThrow(),
        drift,
        Quantiles.median(values),
        Quantiles.median(jacobians),
        Quantiles.median(seconds),
        Arrays.stream(seconds).max().orElseThrow());
  }

  /** Start and target of another class. */
  private static int[][] pairs(LabelledSamples images) {
    RandomStream random = RandomStream.seeded(SEED);
    int[][] pairs = new int[PAIRS][2];
    for (int[] pair : pairs) {
      do {
        pair[0] = random.nextInt(images.size());
        pair[1] = random.nextInt(images.size());
      } while (images.label(pair[0]) == images.label(pair[1]));
    }
    return pairs;
  }

  private static double[] image(LabelledSamples images, int index) {
    return images.read(index, index + 1).doubles();
  }

  private static int largest(double[] values) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      if (values[i] > values[best]) {
        best = i;
      }
    }
    return best;
  }

  private static double distance(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return Math.sqrt(sum);
  }
}
