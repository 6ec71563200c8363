package dev.nervure.study.compare;

import dev.nervure.points.PointCloud;
import dev.nervure.points.PointRows;
import dev.nervure.progress.Cost;
import dev.nervure.progress.Progress;
import dev.nervure.stats.Estimate;
import dev.nervure.study.Key;
import java.util.List;
import java.util.function.IntFunction;

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
   * The values of one cloud beside others of the same rows, for what is known of both to the last
   * digit: without errors.
   *
   * @param whole the cloud
   * @param count number of the others
   * @param others gives each of them by its number, as many rows as the cloud; one at a time
   * @return one for each of the others
   */
  List<Estimate> beside(
      PointRows whole,
      int count,
      IntFunction<PointCloud> others,
      CompareOptions options,
      Progress progress);
}
