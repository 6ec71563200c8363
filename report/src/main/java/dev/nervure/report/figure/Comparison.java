package dev.nervure.report.figure;

import dev.nervure.report.view.RunView;
import dev.nervure.report.view.ShownWalk;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A corrected walk and the walk as published side by side, in values. */
final class Comparison implements Figure {
  /** One a walk of the page; what else is compared is in the values of the walks. */
  record Data(List<End> ends) {}

  /**
   * Where a walk ended.
   *
   * @param outputs how many outputs the network has
   * @param firstOutput the value of the first of them
   */
  record End(int outputs, @Nullable Double firstOutput) {}

  @Override
  public String name() {
    return "comparison";
  }

  @Override
  public @Nullable Record data(RunView run) {
    List<ShownWalk> walks = run.walks().walks();
    boolean compared = walks.stream().anyMatch(walk -> walk.kind().equals(ShownWalk.PUBLISHED));
    return compared ? new Data(walks.stream().map(Comparison::end).toList()) : null;
  }

  private static End end(ShownWalk walk) {
    List<@Nullable Double> last = walk.logits().get(walk.logits().size() - 1);
    return new End(last.size() - 1, last.get(1));
  }
}
