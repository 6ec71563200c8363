package dev.nervure.study.compare;

import dev.nervure.diagram.DiagramDistance;
import dev.nervure.diagram.PairDistances;
import dev.nervure.progress.Cost;
import dev.nervure.progress.Progress;
import dev.nervure.run.LayerResult;
import dev.nervure.stats.BlockJackknife;
import dev.nervure.stats.Estimate;
import dev.nervure.study.Key;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * A distance between the persistence diagrams of the clouds that two layers make of the same
 * samples (after Purvine et al., AAAI 2023). It needs no partner for a point: clouds are compared
 * by their shape alone. Diagrams are computed once a layer, and read from what that stage has left.
 *
 * <p>Its error is that of the block jackknife. Distances that are sums over bars grow with the
 * number of points, of which every block leaves as many.
 */
final class DiagramSimilarity implements LayerSimilarity {
  /** Ending of the names of distances in units of the size of each cloud. */
  static final String SCALED = "_scaled";

  /** Loops are about so many times as many as points, components as many. */
  private static final int LOOPS_PER_POINT = 3;

  private static final long BYTES_PER_BAR = 4L * Double.BYTES;

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
    String words = distance.name().replace('_', ' ').replace("wasserstein", "Wasserstein");
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
    return started
        .with("revision", distance.revision())
        .with("blocks", options.blocks())
        .with("settings", distance.settings());
  }

  @Override
  public Cost cost(NetworkPair pair) {
    List<LayerResult> layers = new ArrayList<>(pair.firstLayers());
    if (!pair.isWithin()) {
      layers.addAll(pair.secondLayers());
    }
    int[] bars =
        layers.stream()
            .mapToInt(
                layer ->
                    bars(Math.min(pair.points(layer), pair.options().layers().pointsOverall())))
            .toArray();
    int times = 1 + pair.options().blocks();
    return Cost.of(
        times * secondsAmong(bars),
        BYTES_PER_BAR * times * Arrays.stream(bars).asLongStream().sum());
  }

  /** How many bars a diagram of so many points has, about. */
  private int bars(int points) {
    return degree == 0 ? points : LOOPS_PER_POINT * points;
  }

  /** Of all pairs of diagrams with so many bars. */
  private double secondsAmong(int[] bars) {
    double seconds = 0;
    for (int i = 0; i < bars.length; i++) {
      for (int j = 0; j < i; j++) {
        seconds += distance.seconds(degree, bars[i], bars[j]);
      }
    }
    return seconds;
  }

  @Override
  public List<SimilarityValue> values(
      NetworkPair.Opened opened, List<NetworkPair.Cell> cells, Progress progress) {
    int highest = opened.options().highestDegree();
    List<NetworkPair.OpenLayer> layers = new ArrayList<>(opened.rows());
    if (opened.columns() != opened.rows()) {
      layers.addAll(opened.columns());
    }
    Map<LayerResult, Integer> positions = new HashMap<>();
    List<LayerDiagrams> read = new ArrayList<>();
    for (NetworkPair.OpenLayer one : layers) {
      if (one.points() != null) {
        LayerDiagrams diagrams = LayerDiagrams.read(opened.diagrams(one.layer()), highest);
        if (!scaled || diagrams.whole().scale() > 0) {
          positions.put(one.layer(), read.size());
          read.add(diagrams);
        }
      }
    }
    int blocks = read.stream().mapToInt(one -> one.without().size()).min().orElse(0);
    PairDistances whole = among(read, LayerDiagrams::whole, progress);
    List<PairDistances> without = new ArrayList<>();
    for (int block = 0; block < blocks; block++) {
      int which = block;
      without.add(among(read, one -> one.without().get(which), progress));
    }
    List<SimilarityValue> values = new ArrayList<>();
    for (NetworkPair.Cell cell : cells) {
      NetworkPair.OpenLayer a = opened.rows().get(cell.row());
      NetworkPair.OpenLayer b = opened.columns().get(cell.column());
      Integer first = positions.get(a.layer());
      Integer second = positions.get(b.layer());
      values.add(
          first == null || second == null
              ? SimilarityValue.none(refusal(first == null ? a : b))
              : value(read, first, second, whole, without));
    }
    return values;
  }

  private static String refusal(NetworkPair.OpenLayer layer) {
    return "%s: %s"
        .formatted(
            layer.layer().name(),
            layer.points() == null
                ? layer.refusal()
                : "all points are equal, so that it has no scale");
  }

  private PairDistances among(
      List<LayerDiagrams> layers,
      Function<LayerDiagrams, LayerDiagrams.Part> part,
      Progress progress) {
    progress.checkCancelled();
    return distance.among(
        layers.stream().map(layer -> part.apply(layer).of(degree, scaled)).toList(), 1, progress);
  }

  private SimilarityValue value(
      List<LayerDiagrams> layers,
      int first,
      int second,
      PairDistances whole,
      List<PairDistances> without) {
    LayerDiagrams a = layers.get(first);
    LayerDiagrams b = layers.get(second);
    double value = whole.value(first, second);
    if (!Double.isFinite(value)) {
      return SimilarityValue.none(
          "the diagrams have a different number of bars without end, so that the distance is infinite");
    }
    Map<String, Object> parameters = new LinkedHashMap<>(distance.settings());
    parameters.put("bars", a.whole().of(degree, false).size());
    parameters.put("otherBars", b.whole().of(degree, false).size());
    if (whole.error(first, second) > 0) {
      parameters.put("boundOnError", whole.error(first, second));
    }
    double[] values = without.stream().mapToDouble(block -> block.value(first, second)).toArray();
    boolean known = values.length > 0 && Arrays.stream(values).allMatch(Double::isFinite);
    Double error = known ? (Double) BlockJackknife.standardError(values) : null;
    return new SimilarityValue(
        Estimate.of(value, 0), error, null, Math.min(a.points(), b.points()), parameters);
  }

  @Override
  public List<Estimate> beside(ReducedLayer layer, CompareOptions options, Progress progress) {
    List<LayerDiagrams.Part> parts = layer.diagrams(progress);
    PairDistances distances =
        distance.among(parts.stream().map(part -> part.of(degree, scaled)).toList(), 1, progress);
    List<Estimate> values = new ArrayList<>();
    for (int i = 1; i < parts.size(); i++) {
      double value = distances.value(0, i);
      boolean hasScale = parts.get(0).scale() > 0 && parts.get(i).scale() > 0;
      values.add(
          scaled && !hasScale
              ? Estimate.notEstimable("all points are equal, so that they have no scale")
              : Double.isFinite(value)
                  ? Estimate.of(value, 0)
                  : Estimate.notEstimable("the distance is infinite"));
    }
    return values;
  }

  @Override
  public int pointsBeside(ReducedLayer layer) {
    return layer.pointsOfDiagrams();
  }

  @Override
  public Cost costBeside(int n, int d, int steps) {
    int[] bars = new int[1 + steps];
    Arrays.fill(bars, bars(n));
    return Cost.of(secondsAmong(bars), BYTES_PER_BAR * bars.length * bars(n));
  }
}
