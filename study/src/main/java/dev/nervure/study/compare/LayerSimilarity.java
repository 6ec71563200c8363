package dev.nervure.study.compare;

import dev.nervure.progress.Cost;
import dev.nervure.progress.Progress;
import dev.nervure.stats.Estimate;
import dev.nervure.study.Key;
import java.util.List;

/**
 * A way to say how alike two layers are, as a comparison of networks asks it of all their pairs.
 */
interface LayerSimilarity {
  /** Its name in commands and results. */
  String name();

  /** Its name in words. */
  String title();

  /** Whether 0 says that layers are alike and larger values that they are less so. */
  boolean isDistance();

  /** Whether both layers may change places. */
  boolean isSymmetric();

  /** No value is below. */
  double lowest();

  /** No value is above; infinite where there is no such bound. */
  double highest();

  /** Adds to a key on what its values depend, beside the points of the layers. */
  Key key(Key started, CompareOptions options);

  /** Expected for all pairs of layers of a pair of networks. */
  Cost cost(NetworkPair pair);

  /**
   * The values of some pairs of layers.
   *
   * @return one a cell, in their order
   */
  List<SimilarityValue> values(
      NetworkPair.Opened opened, List<NetworkPair.Cell> cells, Progress progress);

  /**
   * The values of a layer beside what is left of it, without errors: both are of the same samples.
   *
   * @return one a step
   */
  List<Estimate> beside(ReducedLayer layer, CompareOptions options, Progress progress);

  /** How many of its points are behind these values. */
  int pointsBeside(ReducedLayer layer);

  /**
   * Expected for these values, diagrams aside.
   *
   * @param n rows of the layer
   * @param d its coordinates
   * @param steps how often components are taken away
   */
  Cost costBeside(int n, int d, int steps);
}
