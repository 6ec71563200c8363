package dev.nervure.contrast;

import dev.nervure.progress.Cost;
import dev.nervure.progress.Progress;
import dev.nervure.stats.GroupExchange;
import dev.nervure.stats.PermutationTest.Tail;
import java.util.OptionalDouble;

/**
 * How far the centres of two groups lie apart: the share of the variance of the union that lies
 * between them, as in an analysis of variance of all coordinates together (Anderson 2001, doi
 * 10.1111/j.1442-9993.2001.01070.pp.x), read off squared distances and without the bias of small
 * groups. 0 for the same centre, where it can come out a little below; near 1 where the groups are
 * small beside their distance. It sees a shift alone, no difference of shape.
 */
final class CentreShift implements Contrast {
  static final String NAME = "centre_shift";

  @Override
  public String name() {
    return NAME;
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
    return Tail.UPPER;
  }

  @Override
  public Cost cost(GroupExchange exchange) {
    return PairMeans.cost(exchange);
  }

  @Override
  public Reading read(Union union, long seed, Progress progress) {
    boolean paired = union.exchange().isPaired();
    return new Reading(
        (first, second) -> {
          PairMeans means = PairMeans.of(union.distances(), first, second, true, paired);
          if (means == null) {
            return OptionalDouble.empty();
          }
          // Half of the mean squared distance is the variance; a shift adds its square between.
          double within = (means.withinFirst() + means.withinSecond()) / 4;
          double shift = means.between() - 2 * within;
          return PairMeans.share(shift / 4, shift / 4 + within);
        },
        null,
        0);
  }
}
