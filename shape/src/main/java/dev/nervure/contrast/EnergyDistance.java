package dev.nervure.contrast;

import dev.nervure.progress.Cost;
import dev.nervure.progress.Progress;
import dev.nervure.stats.GroupExchange;
import dev.nervure.stats.PermutationTest.Tail;
import java.util.OptionalDouble;

/**
 * The energy distance of two groups (Székely, Rizzo 2004 and 2013, doi 10.1016/j.jspi.2013.03.018)
 * as a share of its largest possible value: (2 A - B - C) / 2 A, with A the mean distance between
 * the groups and B and C the mean distances within them. 0 for equal distributions and for no
 * others, whatever their dimension; 1 where each group is a single point and they differ. Means are
 * over pairs of different points, so that the estimate is not drawn upwards by small groups; it can
 * be a little below 0.
 *
 * <p>A distance between points as a kernel, this is the maximum mean discrepancy (Sejdinovic et al.
 * 2013, doi 10.1214/13-AOS1140).
 */
final class EnergyDistance implements Contrast {
  static final String NAME = "energy_distance";

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
          PairMeans means = PairMeans.of(union.distances(), first, second, false, paired);
          return means == null
              ? OptionalDouble.empty()
              : PairMeans.share(
                  2 * means.between() - means.withinFirst() - means.withinSecond(),
                  2 * means.between());
        },
        null,
        0);
  }
}
