package dev.nervure.diagram;

import dev.nervure.progress.Progress;
import java.util.List;
import java.util.Map;

/**
 * The distance that a kernel k induces, between the images of two diagrams in its Hilbert space:
 * the root of k(a, a) + k(b, b) - 2 k(a, b). For a kernel that is 1 of a diagram with itself it
 * lies in [0, sqrt 2]. It loses half of the digits where diagrams are nearly equal. Has the name
 * and the settings of its kernel, and is infinite where diagrams do not have equally many bars
 * without end.
 */
public final class KernelDistance implements DiagramDistance {
  private final DiagramKernel kernel;
  private final boolean isDefinite;

  /**
   * The distance of a kernel.
   *
   * @param isDefinite whether the kernel is positive definite and short bars hardly move it: its
   *     distance then is a metric and stable
   */
  private KernelDistance(DiagramKernel kernel, boolean isDefinite) {
    this.kernel = kernel;
    this.isDefinite = isDefinite;
  }

  /** The distance of a kernel that is positive definite and stable. */
  public static KernelDistance of(DiagramKernel kernel) {
    return new KernelDistance(kernel, true);
  }

  /** The distance of a kernel of which this is not known. */
  public static KernelDistance ofIndefinite(DiagramKernel kernel) {
    return new KernelDistance(kernel, false);
  }

  @Override
  public String name() {
    return kernel.name();
  }

  @Override
  public Map<String, Object> settings() {
    return kernel.settings();
  }

  @Override
  public int revision() {
    return kernel.revision();
  }

  @Override
  public double seconds(int degree, int bars, int others) {
    return kernel.seconds(degree, bars, others);
  }

  @Override
  public boolean isMetric() {
    return isDefinite;
  }

  @Override
  public boolean isStable() {
    return isDefinite;
  }

  @Override
  public boolean comparesEndless() {
    return kernel.comparesEndless();
  }

  @Override
  public PairDistances among(List<PersistenceDiagram> diagrams, int threads, Progress progress) {
    double[][] gram = kernel.gram(diagrams, threads, progress);
    return PairLoop.over(
        diagrams,
        name(),
        1,
        progress,
        (i, j) ->
            BoundedValue.exact(Math.sqrt(Math.max(0, gram[i][i] + gram[j][j] - 2 * gram[i][j]))));
  }
}
