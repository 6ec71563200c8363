package dev.nervure.study.compare;

import dev.nervure.diagram.DiagramDistance;
import dev.nervure.progress.Cost;
import dev.nervure.progress.Progress;
import dev.nervure.run.LayerResult;
import dev.nervure.stats.Estimate;
import dev.nervure.stats.HalfSplits;
import dev.nervure.study.Key;
import dev.nervure.study.layers.LayerPoints;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A distance between the persistence diagrams of the clouds that two layers make of the same
 * samples (after Purvine et al., AAAI 2023). It needs no partner for a point: clouds are compared
 * by their shape alone. Diagrams are computed once a layer, and read from what that stage has left.
 *
 * <p>Its error is the spread of its values for random halves of the samples, relative to their
 * mean, since distances that are sums over bars grow with the number of points.
 */
final class DiagramSimilarity implements LayerSimilarity {
  /** Ending of the names of distances in units of the size of each cloud. */
  static final String SCALED = "_scaled";

  private static final double SECONDS_PER_BAR = 4e-6;

  private final DiagramDistance distance;
  private final int degree;
  private final boolean scaled;

  /**
   * A distance.
   *
   * @param degree 0 or 1
   * @param scaled whether each cloud is divided by the root mean square of its distances first
   */
  DiagramSimilarity(DiagramDistance distance, int degree, boolean scaled) {
    this.distance = distance;
    this.degree = degree;
    this.scaled = scaled;
  }

  /** The degree of its diagrams. */
  int degree() {
    return degree;
  }

  @Override
  public String name() {
    return "%s_h%d%s".formatted(distance.name(), degree, scaled ? SCALED : "");
  }

  @Override
  public String title() {
    String words = distance.name().replace('_', ' ');
    return "%s%s distance, H%d%s"
        .formatted(
            words.substring(0, 1).toUpperCase(Locale.ROOT),
            words.substring(1),
            degree,
            scaled ? ", clouds of one size" : "");
  }

  @Override
  public boolean isDistance() {
    return true;
  }

  @Override
  public boolean isSymmetric() {
    return true;
  }

  @Override
  public double lowest() {
    return 0;
  }

  @Override
  public double highest() {
    return Double.POSITIVE_INFINITY;
  }

  @Override
  public Key key(Key started, CompareOptions options) {
    return started.with("splits", options.splits());
  }

  @Override
  public Cost cost(NetworkPair pair) {
    int points = 0;
    long bars = 0;
    for (LayerResult layer : pair.secondLayers()) {
      int n = Math.min(pair.points(layer), pair.options().layers().pointsOverall());
      points = Math.max(points, n);
      bars += 3L * n * (1 + pair.options().splits());
    }
    double each = SECONDS_PER_BAR * 3 * points;
    return Cost.of(
        each * (1 + pair.options().splits()) * pair.cells(true).size(),
        4L * Double.BYTES * bars * (pair.isWithin() ? 1 : 2));
  }

  @Override
  public List<SimilarityValue> values(
      NetworkPair.Opened opened, List<NetworkPair.Cell> cells, Progress progress)
      throws IOException {
    int highest = opened.options().highestDegree();
    Map<LayerResult, LayerDiagrams> read = new HashMap<>();
    List<SimilarityValue> values = new ArrayList<>();
    try (Progress.Task task = progress.begin(name(), cells.size())) {
      for (NetworkPair.Cell cell : cells) {
        progress.checkCancelled();
        NetworkPair.OpenLayer a = opened.rows().get(cell.row());
        NetworkPair.OpenLayer b = opened.columns().get(cell.column());
        LayerPoints first = a.points();
        LayerPoints second = b.points();
        if (first == null || second == null) {
          NetworkPair.OpenLayer bad = first == null ? a : b;
          values.add(SimilarityValue.none(bad.layer().name() + ": " + bad.refusal()));
        } else {
          LayerDiagrams x =
              read.computeIfAbsent(
                  a.layer(), layer -> LayerDiagrams.read(opened.diagrams(layer), highest));
          LayerDiagrams y =
              read.computeIfAbsent(
                  b.layer(), layer -> LayerDiagrams.read(opened.diagrams(layer), highest));
          values.add(value(x, y, progress));
        }
        task.advance(1);
      }
    }
    return values;
  }

  private SimilarityValue value(LayerDiagrams a, LayerDiagrams b, Progress progress) {
    if (scaled && (a.whole().scale() == 0 || b.whole().scale() == 0)) {
      return SimilarityValue.none("all points of a layer are equal, so that it has no scale");
    }
    double whole = between(a.whole(), b.whole());
    if (!Double.isFinite(whole)) {
      return SimilarityValue.none(
          "the diagrams have a different number of bars without end, so that the distance is infinite");
    }
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("bars", a.whole().of(degree, false).size());
    parameters.put("otherBars", b.whole().of(degree, false).size());
    int splits = a.points() == b.points() ? Math.min(a.halves().size(), b.halves().size()) / 2 : 0;
    double[][] halves = new double[splits][2];
    for (int split = 0; split < splits; split++) {
      for (int side = 0; side < 2; side++) {
        progress.checkCancelled();
        int part = 2 * split + side;
        halves[split][side] = between(a.halves().get(part), b.halves().get(part));
      }
    }
    Double error = null;
    if (splits > 0) {
      double mean = HalfSplits.mean(halves);
      parameters.put("ofHalves", mean);
      error = mean == 0 ? null : (Double) (whole * HalfSplits.standardError(halves) / mean);
    }
    return new SimilarityValue(
        Estimate.of(whole, 0), error, null, Math.min(a.points(), b.points()), parameters);
  }

  private double between(LayerDiagrams.Part a, LayerDiagrams.Part b) {
    return distance.between(a.of(degree, scaled), b.of(degree, scaled));
  }
}
