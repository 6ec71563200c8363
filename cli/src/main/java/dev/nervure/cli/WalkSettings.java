package dev.nervure.cli;

import dev.nervure.data.Normalization;
import dev.nervure.fiber.Box;
import dev.nervure.fiber.PiecewiseLinearWalk.AtRankChange;
import dev.nervure.study.fiber.FiberMode;
import dev.nervure.study.fiber.WalkMethod;
import dev.nervure.study.fiber.WalkRequest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a class is explored: what is held, how far, within which bounds, by which steps. */
final class WalkSettings {
  @Option(
      names = "--length",
      paramLabel = "L",
      description =
          "Length of the path, in input units; preimage: of each border curve at most; unused by sample. Default: 50.")
  double length = 50;

  @Option(
      names = "--hold",
      paramLabel = "WHAT",
      description =
          "logits, top:5 (the largest five and the log-sum-exp of the others), logit:3, logprob:3 or the name of a layer ('nervure inspect'). Default: logits.")
  String hold = "logits";

  @Option(
      names = "--box",
      paramLabel = "LOW,HIGH",
      description =
          "Allowed range of every input value, or none. Default: 0,1; for images with --mean and --std that range, normalised.")
  @Nullable String box;

  @Option(
      names = "--method",
      paramLabel = "METHOD",
      description =
          "corrector; euler as published (with --step; its drift is shown); or kinks, from kink to kink of a network of rectifiers and max pooling (with many inputs too; their boundaries are always measured by corrected steps). Default: corrector.")
  WalkMethod method = WalkMethod.CORRECTOR;

  @Option(
      names = "--at-rank-change",
      paramLabel = "ACTION",
      description = "kinks: stop or continue where the null dimension changes. Default: stop.")
  @Nullable AtRankChange atRankChange;

  @Option(names = "--step", paramLabel = "H", description = "Step length. Default: adaptive.")
  double step;

  @Option(names = "--steps", paramLabel = "N", description = "Most steps made. Default: 100000.")
  int steps = 100_000;

  @Option(
      names = "--backward",
      fallbackValue = "true",
      description = "Trace a one-dimensional class in its other direction.")
  boolean backward;

  @Option(
      names = "--every",
      paramLabel = "N",
      description =
          "Write every N-th point of the path; 0 for 40 to 80 points evenly along it. Default: 1, with many inputs 0.")
  @Nullable Integer every;

  @Option(names = "--frames", paramLabel = "N", description = "Pictures in the strip. Default: 10.")
  int frames = 10;

  /**
   * The walk that the options ask for.
   *
   * @param everyDefault when {@code --every} is not given
   */
  WalkRequest request(FiberMode mode, Box range, int everyDefault, long seed) {
    if (atRankChange != null && method != WalkMethod.KINKS) {
      throw new WrongUsageException("--at-rank-change belongs to --method kinks");
    }
    return new WalkRequest(
        mode,
        length,
        range,
        method,
        atRankChange == null ? AtRankChange.STOP : atRankChange,
        step,
        steps,
        every == null ? everyDefault : every,
        frames,
        backward,
        seed);
  }

  /**
   * The bounds: as given, or those of pixels in the units of the input.
   *
   * @param shape of the input as the model takes it: C x H x W for images
   * @param normalization applied to it when it was read; null for none
   */
  Box range(int[] shape, @Nullable Normalization normalization) {
    if (box == null) {
      return normalization == null || shape.length != 3
          ? Box.uniform(0, 1)
          : pixels(shape, normalization);
    }
    if (box.equals("none")) {
      return Box.NONE;
    }
    String[] ends = box.split(",", -1);
    try {
      if (ends.length == 2) {
        return Box.uniform(Double.parseDouble(ends[0]), Double.parseDouble(ends[1]));
      }
    } catch (NumberFormatException e) {
      throw wrongBox(box);
    }
    throw wrongBox(box);
  }

  private static WrongUsageException wrongBox(String given) {
    return new WrongUsageException("--box must be LOW,HIGH or none but was " + given);
  }

  /** 0 and 1 of each channel after normalisation, in the arithmetic of the reader. */
  private static Box pixels(int[] shape, Normalization normalization) {
    int size = Arrays.stream(shape).reduce(1, Math::multiplyExact);
    boolean last = shape[0] != 1 && shape[0] != 3;
    int channels = normalization.channels();
    double[] low = new double[size];
    double[] high = new double[size];
    for (int i = 0; i < size; i++) {
      int channel = channels == 1 ? 0 : last ? i % channels : i / (size / channels);
      float mean = normalization.mean()[channel];
      float deviation = normalization.standardDeviation()[channel];
      low[i] = (0 - mean) / deviation;
      high[i] = (1 - mean) / deviation;
    }
    return Box.of(low, high);
  }
}
