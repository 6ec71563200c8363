package dev.nervure.contrast;

import dev.nervure.points.DistanceMatrix;
import dev.nervure.progress.Cost;
import dev.nervure.progress.Progress;
import dev.nervure.stats.GroupExchange;
import dev.nervure.stats.PermutationTest.Tail;
import java.util.OptionalDouble;

/** How wide each group is: the mean distance between two of its points, in units of the union. */
final class Spread implements Contrast {
  static final String NAME = "spread";

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
    return Tail.BOTH;
  }

  @Override
  public Cost cost(GroupExchange exchange) {
    return PairMeans.cost(exchange);
  }

  @Override
  public Reading read(Union union, long seed, Progress progress) {
    return Reading.difference(members -> mean(union.distances(), members, union.unit()));
  }

  private static OptionalDouble mean(DistanceMatrix distances, int[] members, double unit) {
    double sum = 0;
    for (int i = 1; i < members.length; i++) {
      for (int j = 0; j < i; j++) {
        sum += distances.distance(members[i], members[j]);
      }
    }
    double pairs = members.length * (members.length - 1.0) / 2;
    return PairMeans.share(sum / unit, pairs);
  }
}
