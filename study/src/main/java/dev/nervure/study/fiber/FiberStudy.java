package dev.nervure.study.fiber;

import dev.nervure.array.ElementType;
import dev.nervure.array.NdArray;
import dev.nervure.data.array.NpyReader;
import dev.nervure.data.array.NpyWriter;
import dev.nervure.data.array.StoredArray;
import dev.nervure.fiber.CurveTracer;
import dev.nervure.fiber.DifferentiableMap;
import dev.nervure.fiber.EulerWalk;
import dev.nervure.fiber.FarthestHeading;
import dev.nervure.fiber.Heading;
import dev.nervure.fiber.HorizontalLift;
import dev.nervure.fiber.LevelSetWalk;
import dev.nervure.fiber.NetworkMap;
import dev.nervure.fiber.PullbackSpectrum;
import dev.nervure.fiber.RandomHeading;
import dev.nervure.fiber.TargetHeading;
import dev.nervure.fiber.WalkOptions;
import dev.nervure.fiber.WalkResult;
import dev.nervure.fiber.WalkStep;
import dev.nervure.network.Model;
import dev.nervure.progress.Progress;
import dev.nervure.stats.RandomStream;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Explores the class of one input and writes what it finds. */
public final class FiberStudy {

  /** The momentum of a random walk lasts for this share of its length. */
  private static final double MEMORY_SHARE = 0.2;

  /** How far past the tie a crossing goes, so that the other output really is larger. */
  private static final double OVERSHOOT = 1e-6;

  private final Model model;
  private final HeldOutput held;
  private final FiberOptions options;

  /**
   * A study.
   *
   * @param model computing in float64
   * @param held what walks keep
   * @param options how they go
   */
  public FiberStudy(Model model, HeldOutput held, FiberOptions options) {
    this.model = model;
    this.held = held;
    this.options = options;
  }

  /**
   * Walks from an input.
   *
   * @param start the input, flat, as the model takes it
   * @param pictureShape how to draw it: C x H x W, or 2 for a point of the plane
   * @param target where to, as far as the mode asks for it
   * @param source where the input comes from, for the files
   * @param folder where the files go
   * @throws IllegalArgumentException when the mode lacks its target, or the start lies outside the
   *     box
   */
  public FiberOutcome walk(
      double[] start,
      int[] pictureShape,
      FiberTarget target,
      WalkSource source,
      Path folder,
      Progress progress) {
    DifferentiableMap logits = NetworkMap.toLogits(model);
    DifferentiableMap map =
        options.mode() == FiberMode.CROSS ? crossed(logits, start, target) : held.map();
    WalkFiles files = new WalkFiles(folder, map.inputSize(), map.outputSize(), options.every());
    WalkResult result;
    try (files) {
      result = result(map, start, target, files, progress);
    }
    StoredArray path = NpyReader.open(folder.resolve(WalkFiles.PATH));
    writeLogits(logits, path, folder);
    Path strip = WalkPicture.write(path, pictureShape, options, held.map(), folder);
    double[] goal = target.input();
    FiberOutcome outcome =
        new FiberOutcome(
            result,
            logits.value(start),
            logits.value(result.end()),
            goal == null ? null : remaining(start, result.end(), goal),
            strip,
            held.warnings());
    WalkFolder.write(folder, options, held, source, pictureShape, files.steps(), outcome);
    return outcome;
  }

  /** One point at a time: the same bits whatever the number of points. */
  private static void writeLogits(DifferentiableMap logits, StoredArray path, Path folder) {
    try (NpyWriter writer =
        NpyWriter.create(
            folder.resolve(WalkFiles.LOGITS), ElementType.FLOAT64, logits.outputSize())) {
      for (int row = 0; row < path.rows(); row++) {
        double[] values = logits.value(path.read(row, row + 1).doubles());
        writer.append(NdArray.of(values, 1, values.length));
      }
    }
  }

  /** Distance left as a share of that at the start; 0 where there was none to begin with. */
  private static double remaining(double[] start, double[] end, double[] goal) {
    double whole = distance(start, goal);
    return whole == 0 ? 0 : distance(end, goal) / whole;
  }

  private WalkResult result(
      DifferentiableMap map,
      double[] start,
      FiberTarget target,
      WalkStep.Recorder recorder,
      Progress progress) {
    RandomStream random = RandomStream.seeded(options.seed()).derive("fibers");
    WalkOptions walk = walkOptions();
    if (options.mode() == FiberMode.CROSS) {
      return new HorizontalLift(map, walk)
          .lift(start, goalOutput(map, start, target), recorder, progress);
    }
    boolean curve = PullbackSpectrum.at(map, start, walk.rankTolerance()).nullDimension() == 1;
    if (options.euler()) {
      EulerWalk euler = new EulerWalk(map, walk, EulerWalk.AtBound.CLAMP);
      double[] first = new double[start.length];
      first[0] = options.backward() ? -1 : 1;
      return curve ? euler.trace(start, first, recorder) : euler.walk(start, random, recorder);
    }
    if (curve) {
      return new CurveTracer(map, walk).trace(start, !options.backward(), recorder);
    }
    return new LevelSetWalk(map, walk)
        .walk(start, heading(start, target, random), recorder, progress);
  }

  private Heading heading(double[] start, FiberTarget target, RandomStream random) {
    return switch (options.mode()) {
      case DIRECTED ->
          new TargetHeading(required(target.input(), "directed", "an input to approach (--to)"));
      case FARTHEST -> new FarthestHeading(start, random);
      case PREIMAGE ->
          throw new IllegalArgumentException(
              "a preimage is searched on the plane, not walked: IntervalPreimageSearch");
      case SAMPLE ->
          throw new IllegalArgumentException("members are drawn, not walked: ClassMembers");
      default -> new RandomHeading(random, options.length() * MEMORY_SHARE);
    };
  }

  private WalkOptions walkOptions() {
    WalkOptions adaptive =
        WalkOptions.ofLength(options.length())
            .withBox(options.box())
            .withStepBudget(options.stepBudget());
    return options.step() > 0 ? adaptive.withFixedStep(options.step()) : adaptive;
  }

  /** With several outputs the margin between the winner and the wanted one; with one, itself. */
  private DifferentiableMap crossed(DifferentiableMap logits, double[] start, FiberTarget target) {
    if (logits.outputSize() == 1) {
      return logits;
    }
    double[] values = logits.value(start);
    int winner = rank(values, 0);
    int wanted = target.output() == null ? rank(values, 1) : target.output();
    if (wanted < 0 || wanted >= values.length) {
      throw new IllegalArgumentException(
          "class "
              + wanted
              + " does not exist: the network has outputs 0 to "
              + (values.length - 1));
    }
    if (wanted == winner) {
      throw new IllegalArgumentException(
          "the network already answers " + wanted + " here; choose another class (--to)");
    }
    return OutputReadout.margin(model, winner, wanted);
  }

  private double[] goalOutput(DifferentiableMap map, double[] start, FiberTarget target) {
    if (map instanceof OutputReadout) {
      return new double[] {-OVERSHOOT * Math.max(1, Math.abs(map.value(start)[0]))};
    }
    return new double[] {
      required(
          target.value(), "cross", "an output value to reach (--to) for a network with one output")
    };
  }

  private static <T> T required(@Nullable T value, String mode, String what) {
    if (value == null) {
      throw new IllegalArgumentException("mode " + mode + " needs " + what);
    }
    return value;
  }

  private static int rank(double[] values, int position) {
    Integer[] order = new Integer[values.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (a, b) -> Double.compare(values[b], values[a]));
    return order[position];
  }

  private static double distance(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return Math.sqrt(sum);
  }
}
