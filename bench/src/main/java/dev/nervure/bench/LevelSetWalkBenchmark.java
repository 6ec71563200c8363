package dev.nervure.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.nervure.box.Box;
import dev.nervure.data.DataOptions;
import dev.nervure.data.DataSource;
import dev.nervure.fiber.LevelSetWalk;
import dev.nervure.fiber.RandomHeading;
import dev.nervure.fiber.WalkOptions;
import dev.nervure.fiber.WalkResult;
import dev.nervure.jacobian.NetworkMap;
import dev.nervure.network.Model;
import dev.nervure.network.Precision;
import dev.nervure.progress.Progress;
import dev.nervure.stats.RandomStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * What does a step of a held walk cost beside its Jacobian? All logits of a network held in float64
 * inside the box [0, 1], from the first test image of MNIST, 1000 steps of length 0.05 on one
 * thread. The peer is {@code bench/peers/level_set_walk_torch.py}, the same loop in PyTorch.
 *
 * <p>Usage: {@code LevelSetWalkBenchmark MODEL.onnx t10k-images-idx3-ubyte.gz [steps]}. Figures are
 * CPU seconds, user and system, of the whole process, so that compilation and garbage collection
 * count.
 */
public final class LevelSetWalkBenchmark {

  private static final int REPEATS = 15;
  private static final double STEP = 0.05;
  private static final long SEED = 7;

  private LevelSetWalkBenchmark() {}

  public static void main(String[] arguments) {
    int steps = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 1000;
    double[] image = DataSource.open(arguments[1], DataOptions.DEFAULT).read(0, 1).doubles();
    try (Model model = Model.load(Path.of(arguments[0]), Precision.FLOAT64)) {
      NetworkMap map = NetworkMap.toLogits(model);
      WalkOptions options =
          WalkOptions.ofLength(10 * steps * STEP)
              .withBox(Box.uniform(0, 1))
              .withFixedStep(STEP)
              .withStepBudget(steps);
      double[][] path = new double[steps + 1][];
      WalkResult result = walk(map, options, image, path);
      System.out.printf(
          Locale.ROOT,
          "%d steps, length %.2f, distance %.2f, drift %.2e, %d corrections, stop %s%n",
          result.steps(),
          result.length(),
          result.netDistance(),
          result.drift(),
          result.corrections(),
          result.stop());
      double[] walks = new double[REPEATS];
      double[] jacobians = new double[REPEATS];
      for (int repeat = 0; repeat < REPEATS; repeat++) {
        double start = cpuSeconds();
        walk(map, options, image, path);
        double middle = cpuSeconds();
        for (int i = 0; i < result.steps(); i++) {
          map.linearize(path[i]);
        }
        double end = cpuSeconds();
        walks[repeat] = middle - start;
        jacobians[repeat] = end - middle;
        System.out.printf(
            Locale.ROOT,
            "walk %.3f s, its Jacobians alone %.3f s, ratio %.2f%n",
            walks[repeat],
            jacobians[repeat],
            walks[repeat] / jacobians[repeat]);
      }
      Arrays.sort(walks);
      Arrays.sort(jacobians);
      System.out.printf(
          Locale.ROOT,
          "nervure, median of %d: walk %.3f s, Jacobians %.3f s, ratio %.2f%n",
          REPEATS,
          walks[REPEATS / 2],
          jacobians[REPEATS / 2],
          walks[REPEATS / 2] / jacobians[REPEATS / 2]);
    }
  }

  private static WalkResult walk(
      NetworkMap map, WalkOptions options, double[] image, double[][] path) {
    return new LevelSetWalk(map, options)
        .walk(
            image,
            new RandomHeading(RandomStream.seeded(SEED), 2),
            step -> path[step.index()] = step.point(),
            Progress.none());
  }

  private static double cpuSeconds() {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return system.getProcessCpuTime() / 1e9;
  }
}
