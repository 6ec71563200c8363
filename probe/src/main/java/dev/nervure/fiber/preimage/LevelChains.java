package dev.nervure.fiber.preimage;

/**
 * The pieces of a {@link RefinedGrid} that one level crosses, joined along the edges it crosses.
 */
final class LevelChains {

  private LevelChains() {}

  static DisjointSets of(RefinedGrid grid, double level) {
    DisjointSets chains = new DisjointSets(grid.pieces().size());
    grid.forEachEdge(
        (one, other, finer, edge) -> {
          double[] f = finer.patch().corners();
          if (f[edge] < level != f[(edge + 1) % 4] < level) {
            chains.join(one, other);
          }
        });
    return chains;
  }
}
