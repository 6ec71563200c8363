package dev.nervure.cli;

import dev.nervure.fiber.Box;
import dev.nervure.fiber.PiecewiseLinearWalk.AtRankChange;
import dev.nervure.study.AdaptedSamples;
import dev.nervure.study.fiber.FiberMode;
import dev.nervure.study.fiber.PixelBox;
import dev.nervure.study.fiber.WalkMethod;
import dev.nervure.study.fiber.WalkRequest;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What {@code nervure fibers} is asked: the options of every question, and those of each. */
final class FibersOptions {
  @Mixin
  @SuppressWarnings("NullAway.Init")
  StartOptions start;

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      description = {
        "What is asked. Default: walk.",
        "walk: within the class, at random",
        "directed: within the class, towards sample --to",
        "farthest: within the class, away from the start",
        "cross: out of the class, to the nearest other answer that is found, or to class --to and the nearest tie with it",
        "preimage: all points of the plane with outputs in an interval",
        "sample: members of the class, uniform by area, with --generate"
      })
  FiberMode mode = FiberMode.WALK;

  @Option(
      names = "--to",
      paramLabel = "J",
      description =
          "directed: index of the sample to approach; one input needs it. Default with many inputs: the next of another class. cross: the class, or for a network with one output its value, which it needs. Default for cross: the nearest other answer found.")
  @Nullable Double to;

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
      names = {"-o", "--out"},
      paramLabel = "DIR",
      description =
          "Where the files go: those of a walk (path.npy, outputs.npy, walk.csv, the picture; cross: also nearest.npy) or a preimage, default fibers; of a data set, default members; of many inputs the run directory, default runs/ and the name of the model with -fibers. A default folder that holds another question gets a number.")
  @Nullable Path out;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description =
          "Many inputs or members: how many at a time; the results do not depend on it. Default: all cores.")
  int threads = Runtime.getRuntime().availableProcessors();

  @ArgGroup(validate = false, order = 1, heading = "%nHow a walk goes:%n")
  final Steps steps = new Steps();

  @ArgGroup(
      validate = false,
      order = 2,
      heading = "%nThe preimage of an interval (--mode preimage):%n")
  final Preimage preimage = new Preimage();

  @ArgGroup(validate = false, order = 3, heading = "%nMany inputs (--samples, --per-class):%n")
  final Study study = new Study();

  @ArgGroup(
      validate = false,
      order = 4,
      heading = "%nA data set instead of a walk (--mode walk, farthest, sample):%n")
  final Members members = new Members();

  /** How a walk goes. */
  static final class Steps {
    @Option(
        names = "--method",
        paramLabel = "METHOD",
        defaultValue = "corrector",
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

    @Option(
        names = "--steps",
        paramLabel = "N",
        defaultValue = "100000",
        description = "Most steps made. Default: 100000.")
    int most = 100_000;

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

    @Option(
        names = "--frames",
        paramLabel = "N",
        defaultValue = "10",
        description = "Pictures in the strip. Default: 10.")
    int frames = 10;

    @Option(
        names = "--compare",
        fallbackValue = "true",
        description =
            "One input: walk twice, corrected and by Euler steps of --step as published, into one folder and one report.")
    boolean compare;
  }

  /** The interval of a preimage. */
  static final class Preimage {
    @Option(
        names = "--epsilon",
        paramLabel = "E",
        description = "Half the width of the interval about the output at the start.")
    @Nullable Double epsilon;

    @Option(
        names = "--interval",
        paramLabel = "LOW,HIGH",
        split = ",",
        hideParamSyntax = true,
        description =
            "Instead of --epsilon: the interval itself; it must hold the output at the start.")
    double @Nullable [] interval;
  }

  /** A study of many inputs. */
  static final class Study {
    @Option(
        names = "--layers",
        paramLabel = "PATTERN",
        defaultValue = "default",
        description =
            "Layers whose Jacobians are decomposed, as in 'nervure inspect'. Default: one a block.")
    String layers = "default";

    @Option(
        names = "--dry-run",
        fallbackValue = "true",
        description = "Show the stages with expected time, memory and disk; compute nothing.")
    boolean dryRun;
  }

  /** A data set of members. */
  static final class Members {
    @Option(
        names = "--generate",
        paramLabel = "N",
        description =
            "Draw N members of the class of each input, with labels, as a data set with its guarantee. Resumes where it was stopped.")
    @Nullable Integer generate;
  }

  /**
   * The walk that is asked for.
   *
   * @param range of the values
   * @param everyDefault when {@code --every} is not given
   */
  WalkRequest request(Box range, int everyDefault) {
    if (steps.atRankChange != null && steps.method != WalkMethod.KINKS) {
      throw new WrongUsageException("--at-rank-change belongs to --method kinks");
    }
    return new WalkRequest(
        mode,
        length,
        range,
        steps.method,
        steps.atRankChange == null ? AtRankChange.STOP : steps.atRankChange,
        steps.step,
        steps.most,
        steps.every == null ? everyDefault : steps.every,
        steps.frames,
        steps.backward,
        start.samples.seed());
  }

  /**
   * The bounds: as given, or those of pixels in the units of the input.
   *
   * @param samples among which the inputs are; null for a point
   */
  Box range(@Nullable AdaptedSamples samples) {
    if (box == null) {
      return samples == null ? Box.uniform(0, 1) : PixelBox.of(samples);
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

  /** {@code --to} as the index of a sample or a class. */
  static int index(double to) {
    if (to != (int) to) {
      throw new WrongUsageException("--to must be a whole number here but was " + to);
    }
    return (int) to;
  }
}
