package dev.nervure.study.fiber.walk;

import dev.nervure.fiber.CurveTracer;
import dev.nervure.fiber.EulerWalk;
import dev.nervure.fiber.FarthestHeading;
import dev.nervure.fiber.Heading;
import dev.nervure.fiber.HorizontalLift;
import dev.nervure.fiber.LevelSetWalk;
import dev.nervure.fiber.LiftResult;
import dev.nervure.fiber.MatrixFreeWalk;
import dev.nervure.fiber.PiecewiseLinearWalk;
import dev.nervure.fiber.PiecewiseWalkResult;
import dev.nervure.fiber.RandomHeading;
import dev.nervure.fiber.StopReason;
import dev.nervure.fiber.TargetHeading;
import dev.nervure.fiber.WalkOptions;
import dev.nervure.fiber.WalkResult;
import dev.nervure.fiber.WalkStep;
import dev.nervure.fiber.answer.Crossing;
import dev.nervure.fiber.answer.NearestAnswer;
import dev.nervure.fiber.answer.NearestCrossing;
import dev.nervure.fiber.answer.OtherAnswer;
import dev.nervure.jacobian.DifferentiableMap;
import dev.nervure.jacobian.Linearization;
import dev.nervure.jacobian.NetworkMap;
import dev.nervure.jacobian.PiecewiseLinearMap;
import dev.nervure.jacobian.PullbackSpectrum;
import dev.nervure.network.Model;
import dev.nervure.progress.Progress;
import dev.nervure.stats.RandomStream;
import dev.nervure.study.fiber.CrossedOutput;
import dev.nervure.study.fiber.FiberMode;
import dev.nervure.study.fiber.HeldOutput;
import dev.nervure.study.fiber.Ranking;
import dev.nervure.study.fiber.WalkMethod;
import dev.nervure.study.fiber.WalkRequest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Makes the walk that answers a request: chooses among the walks and headings that there are. */
final class Walker {
  private final WalkRequest request;
  private final DifferentiableMap map;
  private final DifferentiableMap logits;
  private final @Nullable CrossedOutput crossed;
  private final @Nullable NearestAnswer search;
  private final @Nullable OtherAnswer found;

  private Walker(WalkRequest request, DifferentiableMap map, DifferentiableMap logits) {
    this.logits = logits;
    this.request = request;
    this.map = map;
    this.crossed = null;
    this.search = null;
    this.found = null;
  }

  private Walker(
      WalkRequest request,
      DifferentiableMap logits,
      CrossedOutput crossed,
      @Nullable NearestAnswer search,
      @Nullable OtherAnswer found) {
    this.logits = logits;
    this.request = request;
    this.map = crossed.map();
    this.crossed = crossed;
    this.search = search;
    this.found = found;
  }

  /**
   * The walker for a request. For a lift without a target the nearest other answer is searched for,
   * and is where it goes.
   *
   * @param start the input, flat
   * @param target where to, as far as the mode asks for it
   * @throws IllegalArgumentException when a lift lacks its target, or what is held has no kinks to
   *     walk between
   */
  static Walker of(
      Model model,
      HeldOutput held,
      WalkRequest request,
      double[] start,
      WalkTarget target,
      Progress progress) {
    DifferentiableMap logits = NetworkMap.toLogits(model);
    if (request.mode() == FiberMode.CROSS) {
      Integer wanted = target.output();
      NearestAnswer search = null;
      OtherAnswer found = null;
      if (wanted == null && logits.outputSize() > 1 && isFinite(logits.value(start))) {
        search = new NearestAnswer(logits, options(request), start);
        found = search.find(progress);
        wanted = found == null ? null : found.answer();
      }
      CrossedOutput crossed = CrossedOutput.at(model, start, wanted, target.value());
      return new Walker(request, logits, crossed, search, found);
    }
    return new Walker(
        request, request.method() == WalkMethod.KINKS ? held.pieces(model) : held.map(), logits);
  }

  private static boolean isFinite(double[] values) {
    return Arrays.stream(values).allMatch(Double::isFinite);
  }

  /** What the walk holds, or for a lift changes. */
  DifferentiableMap map() {
    return map;
  }

  /**
   * Walks.
   *
   * @param recorder told of every step
   * @throws IllegalArgumentException when a directed walk lacks its target, the other direction is
   *     asked for of a fiber that is no curve, or the start lies outside the box
   */
  FinishedWalk walk(
      double[] start, WalkTarget target, WalkStep.Recorder recorder, Progress progress) {
    RandomStream random = RandomStream.seeded(request.seed()).derive("fibers");
    WalkOptions walk = options(request);
    if (crossed != null) {
      return lift(crossed, start, walk, recorder, progress);
    }
    boolean curve = isCurve(start, walk.rankTolerance());
    if (request.backward() && !curve) {
      throw new IllegalArgumentException(
          "--backward is the other direction of a fiber of dimension 1; this fiber has another dimension: choose another --seed for another walk");
    }
    if (map instanceof PiecewiseLinearMap pieces) {
      Heading heading =
          curve && request.mode() == FiberMode.WALK
              ? new OnwardHeading(random, request.backward())
              : heading(start, target, random);
      PiecewiseWalkResult found =
          new PiecewiseLinearWalk(pieces, walk, request.atRankChange())
              .walk(start, heading, recorder, progress);
      return FinishedWalk.within(found.walk(), found);
    }
    if (request.method() == WalkMethod.EULER) {
      EulerWalk euler = new EulerWalk(map, walk, EulerWalk.AtBound.CLAMP);
      return FinishedWalk.within(
          curve
              ? euler.trace(start, !request.backward(), recorder, progress)
              : euler.walk(start, random, recorder, progress),
          null);
    }
    return FinishedWalk.within(
        curve && request.mode() == FiberMode.WALK
            ? new CurveTracer(map, walk).trace(start, !request.backward(), recorder, progress)
            : new LevelSetWalk(map, walk)
                .walk(start, heading(start, target, random), recorder, progress),
        null);
  }

  private FinishedWalk lift(
      CrossedOutput output,
      double[] start,
      WalkOptions walk,
      WalkStep.Recorder recorder,
      Progress progress) {
    double[] goal = {output.goal()};
    HorizontalLift lift = new HorizontalLift(map, walk);
    if (logits.outputSize() == 1) {
      LiftResult made = lift.lift(start, goal, recorder, progress);
      return new FinishedWalk(made.walk(), null, null, made.straightLength());
    }
    AnswerWatch watch = new AnswerWatch(logits, start, recorder);
    LiftResult made = lift.lift(start, goal, watch, progress);
    boolean arrived = made.walk().stop() == StopReason.TARGET;
    return new FinishedWalk(made.walk(), null, watch.before(arrived), made.straightLength());
  }

  /**
   * The nearest point with another answer, whichever, or for a stated target with that output, as
   * far as the search and the lift have led to one; null where neither has, and for other walks.
   */
  WalkOutcome.@Nullable Nearest nearest(double[] start, WalkResult lift, Progress progress) {
    boolean arrived = lift.stop() == StopReason.TARGET;
    if (crossed != null && search == null && arrived) {
      Crossing crossing =
          new NearestCrossing(map, options(request)).approach(start, lift, progress);
      return nearest(crossing.input(), crossing.distance(), crossing.stop(), null);
    }
    if (search == null || found == null) {
      return null;
    }
    OtherAnswer nearest = arrived ? search.nearer(found, lift.end()) : found;
    return nearest(nearest.input(), nearest.distance(), nearest.stop(), nearest.tried());
  }

  private WalkOutcome.Nearest nearest(
      double[] input, double distance, StopReason stop, @Nullable Integer tried) {
    double[] asFloats = Arrays.stream(input).map(value -> (float) value).toArray();
    return new WalkOutcome.Nearest(
        input,
        logits.value(input),
        distance,
        stop,
        tried,
        logits.outputSize() - 1,
        Ranking.largest(logits.value(asFloats)),
        crossed == null ? null : crossed.output());
  }

  /**
   * Only few outputs less than inputs leave a curve, so that large Jacobians need not be formed.
   */
  private boolean isCurve(double[] start, double rankTolerance) {
    if (map.inputSize() - map.outputSize() > 1
        || MatrixFreeWalk.isNeeded(map.inputSize(), map.outputSize())) {
      return false;
    }
    Linearization here = map.linearize(start);
    return here.isFinite() && PullbackSpectrum.of(here, rankTolerance).nullDimension() == 1;
  }

  private Heading heading(double[] start, WalkTarget target, RandomStream random) {
    return switch (request.mode()) {
      case WALK -> new RandomHeading(random, request.length() * WalkRequest.MEMORY_SHARE);
      case DIRECTED -> {
        double[] goal = target.input();
        if (goal == null) {
          throw new IllegalArgumentException("a directed walk needs an input to approach");
        }
        yield new TargetHeading(goal);
      }
      case FARTHEST -> new FarthestHeading(start, random);
      case CROSS, SAMPLE, PREIMAGE ->
          throw new IllegalArgumentException(
              "no walk within the fiber answers '%s'".formatted(request.mode().text()));
    };
  }

  private static WalkOptions options(WalkRequest request) {
    WalkOptions adaptive =
        WalkOptions.ofLength(request.length())
            .withBox(request.box())
            .withStepBudget(request.stepBudget());
    return request.step() > 0 ? adaptive.withFixedStep(request.step()) : adaptive;
  }
}
