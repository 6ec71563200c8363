package dev.nervure.mapper;

import dev.nervure.neighbors.PairsWithin;
import dev.nervure.points.PointCloud;
import dev.nervure.progress.Progress;

/**
 * DBSCAN (Ester, Kriegel, Sander, Xu, KDD 1996) with Euclidean distances: a point with at least
 * {@code minSamples} points within {@code eps}, itself counted, is a core point; core points within
 * eps of each other are of one cluster; other points within eps of a core point are at its border,
 * and what is left is noise. Clusters are numbered by their lowest core point, and a border point
 * of several clusters belongs to the first: the labels of scikit-learn. Which points are core and
 * noise, and which core points are together, does not depend on order; a border point of several
 * clusters does, and is counted as contested.
 *
 * <p>Cost: all pairs are compared at most once, O(m^2 d) for m points, far less where bounds of
 * distances or what is known already rule most of them out ({@link PairsWithin}). Memory: never
 * m^2, but 8 m d bytes and O(m minSamples).
 */
public final class Dbscan implements Clusterer {
  private final double eps;
  private final int minSamples;

  /**
   * With two settings.
   *
   * @param eps radius, in the units of the coordinates, positive and finite
   * @param minSamples how many points make a core point, 1 or more; 5 in Purvine et al.
   * @throws IllegalArgumentException for other numbers
   */
  public Dbscan(double eps, int minSamples) {
    if (!(eps > 0) || Double.isInfinite(eps)) {
      throw new IllegalArgumentException("eps must be positive and finite but was " + eps);
    }
    if (minSamples < 1) {
      throw new IllegalArgumentException("min-samples must be at least 1 but was " + minSamples);
    }
    this.eps = eps;
    this.minSamples = minSamples;
  }

  /** The radius. */
  public double eps() {
    return eps;
  }

  /** How many points within the radius make a core point. */
  public int minSamples() {
    return minSamples;
  }

  @Override
  public String name() {
    return "dbscan";
  }

  @Override
  public String settings() {
    return "eps %s, min-samples %d".formatted(eps, minSamples);
  }

  @Override
  public int fewest() {
    return minSamples;
  }

  @Override
  public long memory(int size, int dimension) {
    return PairsWithin.memory(size, dimension) + size * (16L + 8L * Math.min(size, minSamples));
  }

  @Override
  public Clustering cluster(PointCloud points, Progress progress) {
    if (points.size() < fewest()) {
      return Clustering.none(points.size());
    }
    CoreGroups groups = new CoreGroups(points.size(), minSamples);
    PairsWithin.visit(points, eps, groups, progress);
    return groups.clustering();
  }
}
