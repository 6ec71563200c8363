package dev.nervure.study.fiber;

import dev.nervure.array.ElementType;
import dev.nervure.array.NdArray;
import dev.nervure.data.array.NpyReader;
import dev.nervure.data.array.NpyWriter;
import dev.nervure.data.array.StoredArray;
import dev.nervure.fiber.Crossing;
import dev.nervure.fiber.CurveTracer;
import dev.nervure.fiber.DifferentiableMap;
import dev.nervure.fiber.EulerWalk;
import dev.nervure.fiber.FarthestHeading;
import dev.nervure.fiber.Heading;
import dev.nervure.fiber.HorizontalLift;
import dev.nervure.fiber.LevelSetWalk;
import dev.nervure.fiber.Linearization;
import dev.nervure.fiber.MatrixFreeWalk;
import dev.nervure.fiber.NearestCrossing;
import dev.nervure.fiber.NetworkMap;
import dev.nervure.fiber.OutputReadout;
import dev.nervure.fiber.PiecewiseLinearMap;
import dev.nervure.fiber.PiecewiseLinearWalk;
import dev.nervure.fiber.PiecewiseWalkResult;
import dev.nervure.fiber.PullbackSpectrum;
import dev.nervure.fiber.RandomHeading;
import dev.nervure.fiber.StopReason;
import dev.nervure.fiber.TargetHeading;
import dev.nervure.fiber.WalkOptions;
import dev.nervure.fiber.WalkResult;
import dev.nervure.fiber.WalkStep;
import dev.nervure.network.Model;
import dev.nervure.progress.Progress;
import dev.nervure.stats.RandomStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Explores the class of one input and writes what it finds. */
public final class FiberStudy {

  /** The momentum of a random walk lasts for this share of its length. */
  private static final double MEMORY_SHARE = 0.2;

  /** How far past the tie a crossing goes, so that the other output really is larger. */
  private static final double OVERSHOOT = 1e-6;

  /** A walk that used up its steps, this share of them at kinks, has met too many of them. */
  private static final double CAUGHT_SHARE = 0.9;

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
   * @throws dev.nervure.run.ResourceException when so many logits of so large an input are held
   *     that a walk would not get anywhere
   */
  public FiberOutcome walk(
      double[] start,
      int[] pictureShape,
      FiberTarget target,
      WalkSource source,
      Path folder,
      Progress progress) {
    DifferentiableMap logits = NetworkMap.toLogits(model);
    requireMethodFitsMode(options);
    if (options.mode() != FiberMode.CROSS) {
      held.requireAffordable();
    }
    DifferentiableMap map =
        options.mode() == FiberMode.CROSS
            ? crossed(logits, start, target)
            : options.method() == WalkMethod.KINKS ? held.pieces(model) : held.map();
    ResultFolder.clear(folder);
    WalkFiles files = new WalkFiles(folder, map.inputSize(), map.outputSize(), options.every());
    Walked walked;
    try (files) {
      walked = walked(map, start, target, files, progress);
    }
    WalkResult result = walked.result();
    FiberOutcome.Nearest nearest = null;
    if (options.mode() == FiberMode.CROSS && result.stop() == StopReason.TARGET) {
      Crossing crossing = new NearestCrossing(map, walkOptions()).approach(start, result, progress);
      nearest = new FiberOutcome.Nearest(crossing, logits.value(crossing.input()));
      CrossingFiles.write(crossing, start, pictureShape, options.box(), folder);
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
            walked.pieces(),
            nearest,
            strip,
            warnings(walked));
    WalkFolder.write(folder, options, held, source, pictureShape, files.steps(), outcome);
    return outcome;
  }

  /**
   * Walks twice from an input: with corrections and adaptive steps, and as published with Euler
   * steps of the length that the options give. The files of the second walk go into the folder
   * {@code euler} beside those of the first.
   *
   * @param start the input, flat, as the model takes it
   * @param pictureShape how to draw it: C x H x W, or 2 for a point of the plane
   * @param source where the input comes from, for the files
   * @param folder where the files go
   * @throws IllegalArgumentException when the mode is not {@code WALK}, the options give no step,
   *     or the start lies outside the box
   */
  public FiberComparison compare(
      double[] start, int[] pictureShape, WalkSource source, Path folder, Progress progress) {
    FiberOptions euler = options.withMethod(WalkMethod.EULER, options.step());
    requireMethodFitsMode(euler);
    FiberOutcome corrected =
        new FiberStudy(model, held, options.withMethod(WalkMethod.CORRECTOR, 0))
            .walk(start, pictureShape, FiberTarget.NONE, source, folder, progress);
    FiberOutcome published =
        new FiberStudy(model, held, euler)
            .walk(
                start,
                pictureShape,
                FiberTarget.NONE,
                source,
                folder.resolve(WalkFolder.PUBLISHED),
                progress);
    return new FiberComparison(corrected, published);
  }

  private List<String> warnings(Walked walked) {
    List<String> warnings = new ArrayList<>(held.warnings());
    DifferentiableMap map = held.map();
    int still = map.outputSize() - (map.inputSize() - walked.result().nullDimension());
    if (MatrixFreeWalk.isNeeded(map.inputSize(), map.outputSize())
        && map.outputSize() < map.inputSize()
        && options.mode() != FiberMode.CROSS
        && still > 0) {
      warnings.add(
          "%d of %d held outputs do not move at the start, as dead units: they are held as long as they stay so, and the null dimension counts them"
              .formatted(still, map.outputSize()));
    }
    PiecewiseWalkResult pieces = walked.pieces();
    WalkResult result = walked.result();
    if (pieces != null
        && result.stop() == StopReason.STEPS
        && pieces.kinks() > CAUGHT_SHARE * result.steps()) {
      warnings.add(
          "%d of %d steps cross a kink, and they are used up after a length of %.3g: kinks lie close together here (pooling of an even background); allow more with --steps, or step over kinks with --method corrector"
              .formatted(pieces.kinks(), result.steps(), result.walkedLength()));
    }
    return warnings;
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
    double whole = Distance.euclidean(start, goal);
    return whole == 0 ? 0 : Distance.euclidean(end, goal) / whole;
  }

  /**
   * Refuses what would be answered by another walk than the one asked for.
   *
   * @throws IllegalArgumentException when these steps do not serve the mode
   */
  static void requireMethodFitsMode(FiberOptions options) {
    if (options.method() == WalkMethod.EULER && options.mode() != FiberMode.WALK) {
      throw new IllegalArgumentException(
          "the published Euler steps go at random: --method euler belongs to --mode walk");
    }
    if (options.method() == WalkMethod.KINKS && options.mode() == FiberMode.CROSS) {
      throw new IllegalArgumentException(
          "--method kinks walks within a class: it belongs to --mode walk, directed and farthest");
    }
    // A study of many inputs carries the option to the boundary of each, which has no direction.
    if (options.backward()
        && options.mode() != FiberMode.WALK
        && options.mode() != FiberMode.CROSS) {
      throw new IllegalArgumentException(
          "--backward chooses between the directions of a curve, which --mode "
              + options.mode().name().toLowerCase(Locale.ROOT)
              + " does by itself: it belongs to --mode walk");
    }
  }

  /** A walk, with what it met where it went from kink to kink. */
  private record Walked(WalkResult result, @Nullable PiecewiseWalkResult pieces) {}

  private Walked walked(
      DifferentiableMap map,
      double[] start,
      FiberTarget target,
      WalkStep.Recorder recorder,
      Progress progress) {
    RandomStream random = RandomStream.seeded(options.seed()).derive("fibers");
    WalkOptions walk = walkOptions();
    if (options.mode() == FiberMode.CROSS) {
      return new Walked(
          new HorizontalLift(map, walk)
              .lift(start, goalOutput(map, start, target), recorder, progress),
          null);
    }
    boolean curve = isCurve(map, start, walk.rankTolerance());
    if (options.backward() && !curve) {
      throw new IllegalArgumentException(
          "--backward is the other direction of a class of dimension 1; here the class has another dimension: choose another --seed for another walk");
    }
    if (map instanceof PiecewiseLinearMap pieces) {
      Heading heading =
          curve && options.mode() == FiberMode.WALK
              ? new OnwardHeading(random, options.backward())
              : heading(start, target, random);
      PiecewiseWalkResult found =
          new PiecewiseLinearWalk(pieces, walk, options.atRankChange())
              .walk(start, heading, recorder, progress);
      return new Walked(found.walk(), found);
    }
    if (options.method() == WalkMethod.EULER) {
      EulerWalk euler = new EulerWalk(map, walk, EulerWalk.AtBound.CLAMP);
      return new Walked(
          curve
              ? euler.trace(start, !options.backward(), recorder, progress)
              : euler.walk(start, random, recorder, progress),
          null);
    }
    return new Walked(
        curve && options.mode() == FiberMode.WALK
            ? new CurveTracer(map, walk).trace(start, !options.backward(), recorder, progress)
            : new LevelSetWalk(map, walk)
                .walk(start, heading(start, target, random), recorder, progress),
        null);
  }

  /**
   * Only few outputs less than inputs leave a curve, so that large Jacobians need not be formed.
   */
  private static boolean isCurve(DifferentiableMap map, double[] start, double rankTolerance) {
    if (map.inputSize() - map.outputSize() > 1
        || MatrixFreeWalk.isNeeded(map.inputSize(), map.outputSize())) {
      return false;
    }
    Linearization here = map.linearize(start);
    return here.isFinite() && PullbackSpectrum.of(here, rankTolerance).nullDimension() == 1;
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
    int winner = Ranking.largest(values);
    int wanted = target.output() == null ? Ranking.runnerUp(values) : target.output();
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
    return OutputReadout.margin(logits, winner, wanted);
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
}
