package dev.nervure.study.fiber.members;

import dev.nervure.fiber.FarthestHeading;
import dev.nervure.fiber.Heading;
import dev.nervure.fiber.LevelSetWalk;
import dev.nervure.fiber.RandomHeading;
import dev.nervure.fiber.SampleResult;
import dev.nervure.fiber.StopReason;
import dev.nervure.fiber.WalkOptions;
import dev.nervure.fiber.WalkResult;
import dev.nervure.jacobian.DifferentiableMap;
import dev.nervure.network.Model;
import dev.nervure.progress.CancelledException;
import dev.nervure.progress.Progress;
import dev.nervure.run.ResourceException;
import dev.nervure.stats.RandomStream;
import dev.nervure.study.fiber.FiberMode;
import dev.nervure.study.fiber.HeldOutput;
import dev.nervure.study.fiber.WalkRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The members of one input while they are drawn: the ends of walks, each a piece of work, or the
 * points of one chain. They are kept as soon as the last one is there.
 */
final class MemberDraw {
  private final Model model;
  private final MemberOptions options;
  private final MemberSource source;
  private final String key;
  private final KeptMembers kept;
  private final @Nullable WalkResult[] walks;
  private final @Nullable String[] failures;
  private final AtomicInteger left;

  /**
   * Members, yet to be drawn.
   *
   * @param key of everything that they depend on
   */
  MemberDraw(
      Model model, MemberOptions options, MemberSource source, String key, KeptMembers kept) {
    this.model = model;
    this.options = options;
    this.source = source;
    this.key = key;
    this.kept = kept;
    this.walks = new WalkResult[options.perInput()];
    this.failures = new String[options.perInput()];
    this.left = new AtomicInteger(options.perInput());
  }

  /** Whether they are there already. */
  boolean isKept() {
    return kept.find(source, key) != null;
  }

  /** The members, or why there are none, once all are drawn. */
  MemberFamily family() {
    KeptMembers.Members members = kept.find(source, key);
    String failed =
        Arrays.stream(failures).filter(Objects::nonNull).findFirst().orElse("it was not drawn");
    return new MemberFamily(source, members, members == null ? failed : null);
  }

  private RandomStream random() {
    return RandomStream.seeded(options.walk().seed())
        .derive("members")
        .derive(source.index() == null ? -1 : source.index());
  }

  private DifferentiableMap held() {
    return HeldOutput.of(model, options.hold(), source.input()).map();
  }

  /** Draws one member by a walk; whoever draws the last one keeps them all. */
  void walk(int member, Progress progress, Progress.Task task) {
    progress.checkCancelled();
    try {
      walks[member] = walked(random().derive(member), progress);
    } catch (CancelledException | ResourceException e) {
      throw e;
    } catch (RuntimeException e) {
      failures[member] = reason(e);
    }
    if (left.decrementAndGet() == 0 && Arrays.stream(failures).allMatch(Objects::isNull)) {
      keepWalks();
    }
    task.advance(1);
  }

  private WalkResult walked(RandomStream random, Progress progress) {
    WalkRequest walk = options.walk();
    WalkOptions steps =
        WalkOptions.ofLength(walk.length()).withBox(walk.box()).withStepBudget(walk.stepBudget());
    Heading heading =
        walk.mode() == FiberMode.FARTHEST
            ? new FarthestHeading(source.input(), random)
            : new RandomHeading(random, walk.length() * WalkRequest.MEMORY_SHARE);
    return new LevelSetWalk(held(), steps).walk(source.input(), heading, step -> {}, progress);
  }

  /** A walk that led nowhere would pass a copy of the input off as a member. */
  private void keepWalks() {
    List<double[]> points = new ArrayList<>();
    List<String> stops = new ArrayList<>();
    List<String> leftOut = new ArrayList<>();
    for (WalkResult walk : walks) {
      if (walk == null) {
        throw new IllegalStateException("a walk neither ended nor failed");
      }
      String why = whyNoMember(walk);
      if (why == null && isAmong(walk.end(), points)) {
        why = "its walk ended where that to another member does";
      }
      if (why != null) {
        leftOut.add(why);
      } else {
        points.add(walk.end());
        stops.add(walk.stop().name().toLowerCase(Locale.ROOT));
      }
    }
    if (points.isEmpty()) {
      failures[0] = leftOut.get(0);
    } else {
      kept.keep(source, key, new KeptMembers.Drawn(points, stops, leftOut, null));
    }
  }

  private static @Nullable String whyNoMember(WalkResult walk) {
    if (walk.stop() == StopReason.NOT_FINITE) {
      return "the network has NaN or infinite values or derivatives where its walk ended";
    }
    if (walk.nullDimension() == 0) {
      return FiberMembers.POINT_CLASS;
    }
    return walk.netDistance() > 0
        ? null
        : "its walk ended where it began: " + walk.stop().sentence();
  }

  private static boolean isAmong(double[] point, List<double[]> others) {
    return others.stream().anyMatch(other -> Arrays.equals(other, point));
  }

  /** Draws all members, by one chain; where that has stood still there is no other member. */
  void sample(Progress progress, Progress.Task task) {
    progress.checkCancelled();
    List<double[]> points = new ArrayList<>();
    List<String> leftOut = new ArrayList<>();
    SampleResult result;
    try {
      result =
          new MemberChain(held(), options.perInput(), options.walk().box())
              .sample(
                  source.input(),
                  random(),
                  step -> {
                    if (step.stepLength() > 0 && !isAmong(step.point(), points)) {
                      points.add(step.point().clone());
                    } else {
                      leftOut.add("the chain had not moved since the member before");
                    }
                    task.advance(1);
                  },
                  progress);
    } catch (CancelledException | ResourceException e) {
      throw e;
    } catch (RuntimeException e) {
      failures[0] = reason(e);
      return;
    }
    if (result.accepted() == 0 || points.isEmpty()) {
      failures[0] =
          "the chain did not move: none of %d proposals was accepted, %d of them left the box"
              .formatted(result.proposals(), result.outsideBox());
      return;
    }
    kept.keep(
        source, key, new KeptMembers.Drawn(points, List.of(), leftOut, result.effectiveSamples()));
  }

  private static String reason(RuntimeException e) {
    return Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
  }
}
