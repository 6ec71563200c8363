package dev.nervure.contrast;

import dev.nervure.diagram.LifespanSum;
import dev.nervure.homology.MinimumSpanningTree;
import dev.nervure.homology.RipsOptions;
import dev.nervure.homology.RipsPersistence;
import dev.nervure.points.DistanceMatrix;
import dev.nervure.points.PointsOrDistances;
import dev.nervure.progress.Cost;
import dev.nervure.progress.Progress;
import dev.nervure.stats.GroupExchange;
import dev.nervure.stats.PermutationTest.Tail;
import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * The sum of the lifespans of a group's Rips persistence diagram in degree 0 or 1, for one point
 * and in units of the union. Coordinates are as they are: both groups are measured by one
 * yardstick, so that none needs to be scaled.
 */
final class Lifespans implements Contrast {
  /** Of the tree, and of the matrix that is made of a group, for a pair of its points. */
  private static final double TREE_SECONDS = 5e-9;

  private static final double LOOP_SECONDS = 1.6e-7;
  private static final double LOOP_BEND = 800;

  private final int degree;

  /**
   * Of a degree.
   *
   * @param degree 0 or 1
   */
  Lifespans(int degree) {
    this.degree = degree;
  }

  @Override
  public String name() {
    return "lifespan_per_point_h" + degree;
  }

  @Override
  public int revision() {
    return 2;
  }

  /** Loops take as long as everything else together. */
  @Override
  public boolean isDefault() {
    return degree == 0;
  }

  @Override
  public Tail tail() {
    return Tail.BOTH;
  }

  @Override
  public Cost cost(GroupExchange exchange) {
    double n = exchange.first();
    double seconds =
        degree == 0 ? TREE_SECONDS * n * n : LOOP_SECONDS * n * n * Math.max(1, n / LOOP_BEND);
    return Cost.of(2 * seconds, (long) ((degree == 0 ? 4 : 40) * n * n));
  }

  @Override
  public Reading read(Union union, long seed, Progress progress) {
    return Reading.difference(
        members -> {
          DistanceMatrix own = union.distances().select(members);
          double sum = degree == 0 ? tree(own, progress) : loops(own, progress);
          return OptionalDouble.of(sum / (members.length * union.unit()));
        });
  }

  private static double tree(DistanceMatrix distances, Progress progress) {
    return Arrays.stream(MinimumSpanningTree.of(distances, progress).lengths()).sum();
  }

  private double loops(DistanceMatrix distances, Progress progress) {
    RipsOptions options = RipsOptions.defaults().withMaxDimension(degree);
    return LifespanSum.sum(
        RipsPersistence.compute(PointsOrDistances.of(distances), options, 1, progress)
            .diagrams()
            .get(degree),
        1);
  }
}
