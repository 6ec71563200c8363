package dev.nervure.mapper;

/**
 * The settings that clusterers take, of which each uses its own. Start from {@link #defaults()}.
 *
 * @param eps radius of DBSCAN and height of the cut of single linkage, in the units of the
 *     coordinates; positive where one of them is made
 * @param minSamples how many points make a core point, of DBSCAN and HDBSCAN
 * @param minClusterSize how many points a cluster of HDBSCAN has at least
 * @param bins of the histogram of the first gap
 * @param clusters how many clusters Ward's criterion leaves
 */
public record ClustererSettings(
    double eps, int minSamples, int minClusterSize, int bins, int clusters) {

  /** No eps, which must be given or {@linkplain EpsElbow found}; 5, 5, 10 and 10. */
  public static ClustererSettings defaults() {
    return new ClustererSettings(0, 5, 5, 10, 10);
  }

  /** The same with another radius. */
  public ClustererSettings withEps(double value) {
    return new ClustererSettings(value, minSamples, minClusterSize, bins, clusters);
  }

  /** The same with another number of samples. */
  public ClustererSettings withMinSamples(int value) {
    return new ClustererSettings(eps, value, minClusterSize, bins, clusters);
  }

  /** The same with another size of clusters. */
  public ClustererSettings withMinClusterSize(int value) {
    return new ClustererSettings(eps, minSamples, value, bins, clusters);
  }

  /** The same with another number of bins. */
  public ClustererSettings withBins(int value) {
    return new ClustererSettings(eps, minSamples, minClusterSize, value, clusters);
  }

  /** The same with another number of clusters. */
  public ClustererSettings withClusters(int value) {
    return new ClustererSettings(eps, minSamples, minClusterSize, bins, value);
  }
}
