package dev.nervure.diagram;

import dev.nervure.progress.Progress;
import java.util.List;
import java.util.Map;

/**
 * The persistence Fisher kernel (Le, Yamada, NeurIPS 2018, arXiv 1802.03569): exp(-t d) of the
 * {@link FisherDistance} d, with t = 1. The paper proves it positive definite for densities on one
 * set of places; here the places are those of the pair, as in the paper's experiments and in GUDHI,
 * and Gram matrices of random diagrams do have negative eigenvalues. Costs what the distance does.
 */
public final class FisherKernel implements DiagramKernel {
  private final FisherDistance distance;

  /**
   * The kernel.
   *
   * @param bandwidth as {@link FisherDistance} takes it
   */
  public FisherKernel(double bandwidth) {
    this.distance = new FisherDistance(bandwidth);
  }

  @Override
  public String name() {
    return "fisher_kernel";
  }

  @Override
  public Map<String, Object> settings() {
    return distance.settings();
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
    return distance.comparesEndless();
  }

  @Override
  public double[][] gram(List<PersistenceDiagram> diagrams, int threads, Progress progress) {
    PairDistances distances = distance.among(diagrams, threads, progress);
    double[][] gram = new double[diagrams.size()][diagrams.size()];
    for (int i = 0; i < gram.length; i++) {
      for (int j = 0; j < gram.length; j++) {
        gram[i][j] = StrictMath.exp(-distances.value(i, j));
      }
    }
    return gram;
  }
}
