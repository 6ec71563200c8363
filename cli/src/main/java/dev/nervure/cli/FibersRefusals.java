package dev.nervure.cli;

import dev.nervure.study.fiber.FiberMode;
import dev.nervure.study.fiber.WalkMethod;

/**
 * What {@code nervure fibers} refuses before it opens anything: options that the question would
 * leave aside, and questions that lack one.
 */
final class FibersRefusals {
  private final FibersOptions options;
  private final UnusedOptions unused;
  private final boolean many;
  private final boolean members;

  FibersRefusals(FibersOptions options, UnusedOptions unused) {
    this.options = options;
    this.unused = unused;
    this.many = options.start.asksForMany();
    this.members = options.members.generate != null;
  }

  /**
   * Refuses.
   *
   * @throws WrongUsageException with the option and where it belongs
   */
  void refuse() {
    refuseUnused();
    if (options.to != null && !Double.isFinite(options.to)) {
      throw new WrongUsageException("--to must be a finite number but was " + options.to);
    }
    if (options.steps.compare) {
      refuseComparison();
    }
    if (members) {
      refuseMembers();
    } else if (options.mode == FiberMode.SAMPLE) {
      throw new WrongUsageException(
          "--mode sample draws members of a class: say how many with --generate N");
    } else if (many) {
      refuseStudy();
    } else {
      refuseOneInput();
    }
  }

  private void refuseUnused() {
    FiberMode mode = options.mode;
    boolean point = options.start.point != null;
    unused.refuse(
        mode != FiberMode.PREIMAGE, "belongs to --mode preimage", "--epsilon", "--interval");
    unused.refuse(
        !many || members,
        "belongs to a study of many inputs: give --samples or --per-class, without --generate",
        "--layers");
    unused.refuse(
        !many && !members,
        "belongs to many inputs (--samples, --per-class) and to --generate",
        "--threads");
    unused.refuse(point, "chooses among the samples of --data: leave out --point", "--index");
    unused.refuse(
        point && mode != FiberMode.DIRECTED,
        "is not read where --point gives the input: leave out one of them",
        "--data",
        "--samples",
        "--per-class",
        "--classes",
        "--mean",
        "--std",
        "--scale",
        "--scale-from",
        "--scale-target",
        "--labels",
        "--class-names");
    // Another method than the corrector is refused with the reason.
    unused.refuse(
        members && options.steps.method == WalkMethod.CORRECTOR,
        "belongs to walks whose path is written: leave out --generate",
        "--step",
        "--backward",
        "--every",
        "--frames");
    unused.refuse(
        mode == FiberMode.SAMPLE,
        "belongs to walks, --mode sample draws points",
        "--length",
        "--steps");
    unused.refuse(
        mode == FiberMode.PREIMAGE,
        "belongs to walks, --mode preimage searches the plane",
        "--to",
        "--method",
        "--at-rank-change",
        "--step",
        "--steps",
        "--backward",
        "--every",
        "--frames");
    unused.refuse(
        mode == FiberMode.CROSS,
        "belongs to walks within a class, --mode cross leaves it",
        "--hold",
        "--backward");
    unused.refuse(options.steps.compare, "belongs to --mode directed and cross", "--to");
    unused.refuse(
        options.steps.compare, "is not read: --compare walks by both methods", "--method");
  }

  private void refuseComparison() {
    if (members || many || options.mode != FiberMode.WALK) {
      throw new WrongUsageException("--compare belongs to --mode walk from one input");
    }
    if (options.steps.step <= 0 || options.steps.method == WalkMethod.KINKS) {
      throw new WrongUsageException(
          "--compare sets a corrected walk beside Euler steps: give their length with --step, and leave out --method");
    }
  }

  private void refuseMembers() {
    if (options.study.dryRun) {
      throw new WrongUsageException("--dry-run belongs to a study: leave out --generate");
    }
    if (options.mode == FiberMode.DIRECTED
        || options.mode == FiberMode.CROSS
        || options.mode == FiberMode.PREIMAGE) {
      throw new WrongUsageException(
          "--generate draws members by --mode walk, farthest or sample, not "
              + options.mode.text());
    }
    refuseTo();
  }

  private void refuseStudy() {
    if (options.mode == FiberMode.PREIMAGE) {
      throw new WrongUsageException(
          "--mode preimage works on one input; give --index or --point instead of --samples and --per-class");
    }
    if (options.to != null && options.mode != FiberMode.DIRECTED) {
      throw new WrongUsageException(
          "with many inputs --to belongs to --mode directed; the boundary is that of the nearest other answer, whichever");
    }
  }

  private void refuseOneInput() {
    if (options.study.dryRun) {
      throw new WrongUsageException(
          "--dry-run belongs to a study of many inputs: give --samples or --per-class");
    }
    if (options.mode == FiberMode.PREIMAGE) {
      FibersOptions.Preimage asked = options.preimage;
      if (asked.epsilon != null && asked.interval != null) {
        throw new WrongUsageException("--epsilon and --interval exclude each other: give one");
      }
      if (asked.epsilon == null && asked.interval == null) {
        throw new WrongUsageException(
            "--mode preimage needs --epsilon E, about the output at the start, or --interval LOW,HIGH");
      }
      if (asked.interval != null && asked.interval.length != 2) {
        throw new WrongUsageException("--interval must be LOW,HIGH");
      }
    } else if (options.mode != FiberMode.DIRECTED && options.mode != FiberMode.CROSS) {
      refuseTo();
    }
  }

  private void refuseTo() {
    if (options.to != null) {
      throw new WrongUsageException("--to belongs to --mode directed or cross");
    }
  }
}
