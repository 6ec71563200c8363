package dev.nervure.data.manifolds;

import dev.nervure.stats.RandomStream;

/** Draws one point of a manifold. */
interface PointDraw {
  /** The coordinates of a random point. */
  double[] point(RandomStream random);
}
