package dev.nervure.mapper;

import dev.nervure.homology.Forest;
import dev.nervure.points.PointCloud;
import dev.nervure.progress.Progress;

/**
 * Single linkage cut at the first gap among its merges, as Singh, Mémoli, Carlsson (2007) do it: a
 * histogram of the lengths at which clusters merge, from the smallest to the largest distance of
 * any two points; where a bin is empty, what merges beyond it stays apart. One cluster where no bin
 * before the largest merge is empty. O(m^2 d) time, 8 m d bytes.
 */
public final class FirstGap implements Clusterer {
  private final int bins;

  /**
   * With a histogram.
   *
   * @param bins how many bins, 2 or more; more cut more often
   */
  public FirstGap(int bins) {
    if (bins < 2) {
      throw new IllegalArgumentException(
          "a gap needs a histogram of at least 2 bins but got " + bins);
    }
    this.bins = bins;
  }

  @Override
  public String name() {
    return "first_gap";
  }

  @Override
  public String settings() {
    return bins + " bins";
  }

  @Override
  public int fewest() {
    return 1;
  }

  @Override
  public long memory(int size, int dimension) {
    return LinkageTree.memory(size, dimension);
  }

  @Override
  public Clustering cluster(PointCloud points, Progress progress) {
    LinkageTree tree = LinkageTree.of(points, new double[points.size()], progress);
    Forest forest = new Forest(points.size());
    int joined = edgesBelowGap(tree);
    for (int e = 0; e < joined; e++) {
      forest.join(tree.first(e), tree.second(e));
    }
    return Labels.ofComponents(forest, points.size());
  }

  /** The edges are ascending: the first whose bin leaves one out before it, and all after it. */
  private int edgesBelowGap(LinkageTree tree) {
    for (int e = 1; e < tree.size(); e++) {
      if (bin(tree, e) > bin(tree, e - 1) + 1) {
        return e;
      }
    }
    return tree.size();
  }

  private int bin(LinkageTree tree, int edge) {
    double range = tree.longest() - tree.length(0);
    double share = range == 0 ? 0 : (tree.length(edge) - tree.length(0)) / range;
    return Math.min(bins - 1, (int) (share * bins));
  }
}
