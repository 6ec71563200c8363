package dev.nervure.diagram;

import dev.nervure.progress.Progress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The sliced Wasserstein kernel (Carriere, Cuturi, Oudot, ICML 2017, arXiv 1706.03358): exp(-SW /
 * h), h the bandwidth, which is 2 sigma^2 in the paper and has the unit of the bars. Positive
 * definite. Costs what {@link SlicedWassersteinDistance} does.
 */
public final class SlicedWassersteinKernel implements DiagramKernel {
  private final double bandwidth;
  private final SlicedWassersteinDistance distance;

  /**
   * The kernel.
   *
   * @param bandwidth h, positive and finite; usually about the median distance of the diagrams
   * @param directions as {@link SlicedWassersteinDistance} takes them
   */
  public SlicedWassersteinKernel(double bandwidth, int directions) {
    this.bandwidth = Bandwidths.checked(bandwidth);
    this.distance = new SlicedWassersteinDistance(directions);
  }

  @Override
  public String name() {
    return "sliced_wasserstein_kernel";
  }

  @Override
  public Map<String, Object> settings() {
    Map<String, Object> settings = new LinkedHashMap<>(distance.settings());
    settings.put("bandwidth", bandwidth);
    return settings;
  }

  @Override
  public int revision() {
    return distance.revision();
  }

  @Override
  public double seconds(int degree, int bars, int others) {
    return distance.seconds(degree, bars, others);
  }

  @Override
  public boolean comparesEndless() {
    return true;
  }

  @Override
  public double[][] gram(List<PersistenceDiagram> diagrams, int threads, Progress progress) {
    PairDistances distances = distance.among(diagrams, threads, progress);
    double[][] gram = new double[diagrams.size()][diagrams.size()];
    for (int i = 0; i < gram.length; i++) {
      for (int j = 0; j < gram.length; j++) {
        gram[i][j] = StrictMath.exp(-distances.value(i, j) / bandwidth);
      }
    }
    return gram;
  }
}
