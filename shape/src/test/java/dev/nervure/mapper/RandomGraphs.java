package dev.nervure.mapper;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Random input of the tests of Mapper graphs. */
final class RandomGraphs {

  private RandomGraphs() {}

  /** Nodes of random points, each with one at least. */
  static List<MapperNode> nodes(Random random, int points, int nodes, double share) {
    List<MapperNode> made = new ArrayList<>();
    for (int v = 0; v < nodes; v++) {
      int sure = random.nextInt(points);
      int[] members =
          IntStream.range(0, points)
              .filter(i -> i == sure || random.nextDouble() < share)
              .toArray();
      made.add(new MapperNode(v, 0, members, new double[] {v}));
    }
    return made;
  }

  /** A node of given points. */
  static MapperNode node(int number, int... members) {
    return new MapperNode(number, 0, members, new double[] {number});
  }
}
