package dev.nervure.diagram;

import dev.nervure.progress.Progress;
import java.util.List;
import java.util.Map;

/**
 * The persistence scale-space kernel (Reininghaus, Huber, Bauer, Kwitt, CVPR 2015, 4741-4748): each
 * finite bar is a normal distribution about its birth and death, its mirror image at the diagonal
 * one with the opposite sign, so that bars near the diagonal vanish; the kernel is the inner
 * product of two such surfaces, in closed form. With the standard deviation h (h^2 / 2 is sigma in
 * the paper): the sum over pairs p, q of (exp(-|p - q|^2 / (4 h^2)) - exp(-|p - q'|^2 / (4 h^2))) /
 * (4 pi h^2), q' the mirror image. Positive definite.
 *
 * <p>Bars without end are left out. Time: O(m^2) a pair of diagrams of m bars.
 */
public final class ScaleSpaceKernel implements DiagramKernel {
  /** Measured, for each pair of bars. */
  private static final double SECONDS = 5e-8;

  private final double bandwidth;

  /**
   * The kernel.
   *
   * @param bandwidth standard deviation h, positive and finite, in the unit of the bars
   */
  public ScaleSpaceKernel(double bandwidth) {
    this.bandwidth = Bandwidths.checked(bandwidth);
  }

  @Override
  public String name() {
    return "scale_space_kernel";
  }

  @Override
  public Map<String, Object> settings() {
    return Map.of("bandwidth", bandwidth);
  }

  @Override
  public int revision() {
    return 1;
  }

  @Override
  public double seconds(int degree, int bars, int others) {
    return SECONDS * ((1.0 + bars) * (1.0 + others));
  }

  @Override
  public boolean comparesEndless() {
    return false;
  }

  @Override
  public double[][] gram(List<PersistenceDiagram> diagrams, int threads, Progress progress) {
    PairLoop.requireOneDegree(diagrams);
    List<double[][]> bars = diagrams.stream().map(PersistenceDiagram::finitePairs).toList();
    double[][] gram = new double[diagrams.size()][diagrams.size()];
    try (Progress.Task task = progress.begin(name(), gram.length)) {
      PairLoop.each(
          gram.length,
          threads,
          i -> {
            for (int j = 0; j <= i; j++) {
              if (diagrams.get(i).essential() == diagrams.get(j).essential()) {
                gram[i][j] = product(bars.get(i), bars.get(j), progress);
              }
            }
            task.advance(1);
          });
    }
    for (int i = 0; i < gram.length; i++) {
      for (int j = 0; j < i; j++) {
        gram[j][i] = gram[i][j];
      }
    }
    return gram;
  }

  private double product(double[][] first, double[][] second, Progress progress) {
    double scale = -1 / (4 * bandwidth * bandwidth);
    double sum = 0;
    for (double[] bar : first) {
      progress.checkCancelled();
      for (double[] other : second) {
        sum +=
            StrictMath.exp(scale * square(bar[0] - other[0], bar[1] - other[1]))
                - StrictMath.exp(scale * square(bar[0] - other[1], bar[1] - other[0]));
      }
    }
    return sum / (4 * Math.PI * bandwidth * bandwidth);
  }

  private static double square(double first, double second) {
    return first * first + second * second;
  }
}
