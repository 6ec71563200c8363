package dev.nervure.contrast;

import dev.nervure.neighbors.NearestNeighbors;
import dev.nervure.neighbors.NeighborTable;
import dev.nervure.neighbors.NeighborsWithin;
import dev.nervure.progress.Cost;
import dev.nervure.progress.Progress;
import dev.nervure.stats.GroupExchange;
import dev.nervure.stats.PermutationTest.Tail;
import java.util.OptionalDouble;

/**
 * The share of a point's k nearest neighbours that are of its own group (Schilling 1986, doi
 * 10.1080/01621459.1986.10478337; Henze 1988): near 1/2 for groups of one kind, 1 for groups apart.
 * It sees differences that are small beside the width of the groups, where they lie apart in some
 * direction. The point that belongs to a point (before and after) is not counted among its
 * neighbours.
 */
final class NeighborMixing implements Contrast {
  static final String NAME = "own_group_neighbors";

  /** Neighbours of a point. */
  static final int NEIGHBORS = 10;

  private static final double SECONDS_PER_NEIGHBOR = 2.5e-9;

  private static final byte NONE = 0;
  private static final byte FIRST = 1;
  private static final byte SECOND = 2;

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
    double looked = 2.0 * NEIGHBORS * exchange.size();
    return Cost.of(
        SECONDS_PER_NEIGHBOR * looked,
        12L * exchange.size() * NeighborsWithin.listed(NEIGHBORS + 1, exchange.size()));
  }

  @Override
  public Reading read(Union union, long seed, Progress progress) {
    int n = union.exchange().size();
    boolean paired = union.exchange().isPaired();
    int others = n - (paired ? 2 : 1);
    double chance = others < 1 ? 0 : (n / 2.0 - 1) / others;
    if (others < NEIGHBORS) {
      return new Reading((first, second) -> OptionalDouble.empty(), null, chance);
    }
    NeighborTable lists =
        NearestNeighbors.of(union.distances(), NeighborsWithin.listed(NEIGHBORS + 1, n));
    return new Reading(
        (first, second) -> share(lists, first, second, paired ? n / 2 : 0), null, chance);
  }

  /**
   * The mean share.
   *
   * @param apart by how much the numbers of points that belong together differ; 0 for none
   */
  private static OptionalDouble share(NeighborTable lists, int[] first, int[] second, int apart) {
    byte[] group = new byte[lists.size()];
    for (int member : first) {
      group[member] = FIRST;
    }
    for (int member : second) {
      group[member] = SECOND;
    }
    long own = 0;
    long counted = 0;
    for (int point = 0; point < group.length; point++) {
      if (group[point] == NONE) {
        continue;
      }
      int found = 0;
      int same = 0;
      for (int neighbor : lists.indices()[point]) {
        boolean belongs = apart > 0 && Math.abs(neighbor - point) == apart;
        if (group[neighbor] != NONE && !belongs) {
          same += group[neighbor] == group[point] ? 1 : 0;
          if (++found == NEIGHBORS) {
            own += same;
            counted += NEIGHBORS;
            break;
          }
        }
      }
    }
    return PairMeans.share(own, counted);
  }
}
