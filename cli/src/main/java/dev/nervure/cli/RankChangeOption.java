package dev.nervure.cli;

import dev.nervure.fiber.PiecewiseLinearWalk.AtRankChange;
import dev.nervure.study.fiber.WalkMethod;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a walk from kink to kink does where the null dimension changes. */
final class RankChangeOption {
  @Option(
      names = "--at-rank-change",
      paramLabel = "ACTION",
      description =
          "With --method kinks: stop or continue where the null dimension changes. Default: stop.")
  private @Nullable AtRankChange action;

  /**
   * The action.
   *
   * @throws WrongUsageException when it is given and the method meets no kinks
   */
  AtRankChange action(WalkMethod method) {
    if (action != null && method != WalkMethod.KINKS) {
      throw new WrongUsageException("--at-rank-change belongs to --method kinks");
    }
    return action == null ? AtRankChange.STOP : action;
  }
}
