package dev.nervure.contrast;

import dev.nervure.dimension.DimensionOfPart;
import dev.nervure.progress.Cost;
import dev.nervure.progress.Progress;
import dev.nervure.stats.GroupExchange;
import dev.nervure.stats.PermutationTest.Tail;

/** The intrinsic dimension of each group. */
final class Dimension implements Contrast {
  private final DimensionOfPart dimension;

  /** By an estimator that can be asked for a value without its error. */
  Dimension(DimensionOfPart dimension) {
    this.dimension = dimension;
  }

  @Override
  public String name() {
    return dimension.name();
  }

  @Override
  public int revision() {
    return 2;
  }

  @Override
  public boolean isDefault() {
    return true;
  }

  @Override
  public Tail tail() {
    return Tail.BOTH;
  }

  @Override
  public Cost cost(GroupExchange exchange) {
    Cost one = dimension.costOfPart(exchange.first());
    return Cost.of(2 * one.seconds(), one.memoryBytes());
  }

  @Override
  public Reading read(Union union, long seed, Progress progress) {
    return Reading.difference(
        members -> dimension.ofPart(union.distances().select(members), seed, progress));
  }
}
