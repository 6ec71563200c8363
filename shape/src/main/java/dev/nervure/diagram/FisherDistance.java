package dev.nervure.diagram;

import dev.nervure.progress.Progress;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The Fisher information distance of persistence diagrams (Le, Yamada, NeurIPS 2018, arXiv
 * 1802.03569): each diagram, with the projections of the other onto the diagonal added to it, is a
 * sum of normal distributions, looked at in the bars and projections of both and scaled to sum up
 * to 1 there; the distance is the angle between the roots of the two, in [0, pi / 2]. The angle
 * comes from its chord, so that small ones keep their digits.
 *
 * <p>Where it is looked at depends on both diagrams, and so does what both share: it keeps no
 * triangle inequality, and many short bars, even of length zero, move it, as they add alike to both
 * sides. Bars without end are left out. Time: O(m^2) for m bars with a large factor, some seconds a
 * pair of diagrams of 2500 bars.
 */
public final class FisherDistance implements DiagramDistance {
  /** Measured, for each pair of bars of both together: four densities. */
  private static final double SECONDS = 8e-8;

  private final double bandwidth;

  /**
   * The distance.
   *
   * @param bandwidth standard deviation of the normal distributions, positive and finite, in the
   *     unit of the bars
   */
  public FisherDistance(double bandwidth) {
    this.bandwidth = Bandwidths.checked(bandwidth);
  }

  @Override
  public String name() {
    return "fisher";
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
    double size = 1.0 + bars + others;
    return SECONDS * size * size;
  }

  @Override
  public boolean isMetric() {
    return false;
  }

  @Override
  public boolean isStable() {
    return false;
  }

  @Override
  public boolean comparesEndless() {
    return false;
  }

  @Override
  public PairDistances among(List<PersistenceDiagram> diagrams, int threads, Progress progress) {
    List<double[][]> bars = diagrams.stream().map(PersistenceDiagram::finitePairs).toList();
    return PairLoop.over(
        diagrams,
        name(),
        threads,
        progress,
        (i, j) -> BoundedValue.exact(angle(bars.get(i), bars.get(j), progress)));
  }

  private double angle(double[][] first, double[][] second, Progress progress) {
    int size = first.length + second.length;
    if (size == 0) {
      return 0;
    }
    // each in the order of its own bars, so that equal diagrams give equal sums
    double[][] ofFirst = withProjections(first, second);
    double[][] ofSecond = withProjections(second, first);
    double[] density = new double[2 * size];
    double[] other = new double[2 * size];
    for (int i = 0; i < 2 * size; i++) {
      progress.checkCancelled();
      double[] place = i < size ? ofFirst[i] : ofSecond[i - size];
      density[i] = sumAt(place, ofFirst);
      other[i] = sumAt(place, ofSecond);
    }
    double scale = 1 / sum(density);
    double otherScale = 1 / sum(other);
    double squares = 0;
    for (int i = 0; i < 2 * size; i++) {
      double apart = Math.sqrt(density[i] * scale) - Math.sqrt(other[i] * otherScale);
      squares += apart * apart;
    }
    return 2 * StrictMath.asin(Math.min(1, Math.sqrt(squares) / 2));
  }

  private static double[][] withProjections(double[][] bars, double[][] others) {
    double[][] all = Arrays.copyOf(bars, bars.length + others.length);
    for (int i = 0; i < others.length; i++) {
      double middle = others[i][0] / 2 + others[i][1] / 2;
      all[bars.length + i] = new double[] {middle, middle};
    }
    return all;
  }

  private double sumAt(double[] place, double[][] centers) {
    double scale = -1 / (2 * bandwidth * bandwidth);
    double sum = 0;
    for (double[] center : centers) {
      double birth = place[0] - center[0];
      double death = place[1] - center[1];
      sum += StrictMath.exp(scale * (birth * birth + death * death));
    }
    return sum;
  }

  private static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }
}
