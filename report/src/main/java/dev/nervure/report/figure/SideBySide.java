package dev.nervure.report.figure;

import dev.nervure.measure.Measure;
import dev.nervure.measure.Measures;
import dev.nervure.report.view.NetworkView;
import dev.nervure.report.view.RunView;
import dev.nervure.run.Axis;
import dev.nervure.run.LayerResult;
import dev.nervure.run.MeasuredValue;
import dev.nervure.study.compare.Comparison;
import dev.nervure.study.compare.LayerSimilarities;
import dev.nervure.study.compare.MeasureDifference;
import dev.nervure.study.compare.SeedRank;
import dev.nervure.study.compare.SeedSpread;
import dev.nervure.study.compare.Sensitivity;
import dev.nervure.study.compare.SimilarityMatrix;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How alike networks are, layer by layer: a map of layers by layers for each measure of similarity,
 * what was measured in their layers one over the other, and how far networks, of other seeds where
 * such are given, are apart.
 */
final class SideBySide implements Figure {
  /**
   * What is drawn.
   *
   * @param networks that are asked about, by name
   * @param seeds of the same recipe, by name
   * @param kinds the measures of similarity
   * @param pairs maps of layers, of {@link PairMaps}
   * @param profiles what was measured in layers; of the networks that are asked about
   * @param differences of two networks
   * @param spreads how far the same layer of other networks is apart
   * @param ranks how the networks that are asked about stand among these
   * @param removals how far layers are from themselves without some of their components
   */
  record Data(
      List<String> networks,
      List<String> seeds,
      List<Kind> kinds,
      List<Pair> pairs,
      List<Profile> profiles,
      List<MeasureDifference> differences,
      List<Spread> spreads,
      List<Rank> ranks,
      List<Removal> removals) {}

  /**
   * A measure of similarity.
   *
   * @param isDistance whether 0 is alike
   */
  record Kind(String measure, String title, boolean isDistance) {}

  /**
   * The layers of two networks, or of one.
   *
   * @param name of the pair
   * @param first network of the rows
   * @param second network of the columns
   * @param isWithin whether both are one network
   * @param count of how many pairs this is the mean, with the range of their values in the place of
   *     an interval; 1 for a pair itself
   * @param rows names of layers
   * @param columns names of layers
   * @param maps one a measure, in the order of the kinds
   */
  record Pair(
      String name,
      String first,
      String second,
      boolean isWithin,
      int count,
      List<String> rows,
      List<String> columns,
      List<Grid> maps) {}

  /**
   * The values of one measure.
   *
   * @param cells row by row; null where two layers were not compared
   * @param sameName how many layers have the layer of their name as the nearest, or null
   * @param of how many layers have one of their name, or null
   */
  record Grid(
      String measure,
      List<List<@Nullable Cell>> cells,
      @Nullable Integer sameName,
      @Nullable Integer of) {}

  /**
   * Two layers.
   *
   * @param value null where there is none
   * @param low lower end of the 95 % interval, or null
   * @param high upper end, or null
   * @param chance what unrelated layers read, or null
   * @param n rows behind it
   * @param why why there is no value, or null
   */
  record Cell(
      @Nullable Double value,
      @Nullable Double low,
      @Nullable Double high,
      @Nullable Double chance,
      int n,
      @Nullable String why) {}

  /** A measure of layers, a line a network. */
  record Profile(String measure, List<Line> lines) {}

  /** The values of one network. */
  record Line(String network, List<Point> points) {}

  /** One layer. */
  record Point(
      String layer, double depth, double value, @Nullable Double low, @Nullable Double high) {}

  /** The same layer of two networks, and of other layers. */
  record Spread(
      String measure,
      String layer,
      List<Double> same,
      double mean,
      double low,
      double high,
      @Nullable Double closer) {}

  /** Two networks among those of other seeds. */
  record Rank(
      String measure,
      String layer,
      String first,
      String second,
      double value,
      double p,
      int pairs,
      int beyond,
      int seedPairs) {}

  /**
   * A layer without some of its principal components.
   *
   * @param seeds mean of the same layer between those networks, or null
   */
  record Removal(
      String measure, String network, String layer, List<Step> steps, @Nullable Double seeds) {}

  /** So many components less. */
  record Step(int removed, int components, double shareRemoved, double value) {}

  @Override
  public String name() {
    return "side-by-side";
  }

  @Override
  public @Nullable Record data(RunView run) {
    Comparison comparison = run.comparison();
    if (comparison == null) {
      return null;
    }
    Map<String, Kind> kinds = new LinkedHashMap<>();
    for (SimilarityMatrix matrix : comparison.matrices()) {
      kinds.put(
          matrix.measure(),
          new Kind(
              matrix.measure(),
              LayerSimilarities.title(matrix.measure()),
              LayerSimilarities.isDistance(matrix.measure())));
    }
    return new Data(
        comparison.asked().stream().map(Comparison::name).toList(),
        comparison.seeds().stream().map(Comparison::name).toList(),
        List.copyOf(kinds.values()),
        PairMaps.of(comparison),
        profiles(run, comparison),
        comparison.differences(),
        comparison.spreads().stream().map(SideBySide::spread).toList(),
        comparison.ranks().stream().map(SideBySide::rank).toList(),
        comparison.sensitivities().stream().map(SideBySide::removal).toList());
  }

  private static List<Profile> profiles(RunView run, Comparison comparison) {
    List<NetworkView> networks =
        run.networks().stream().filter(one -> comparison.asked().contains(one.subject())).toList();
    List<Profile> profiles = new ArrayList<>();
    for (Measure measure : Measures.all()) {
      List<Line> lines = new ArrayList<>();
      for (NetworkView network : networks) {
        List<Point> points = points(network, measure.name());
        if (!points.isEmpty()) {
          lines.add(new Line(Comparison.name(network.subject()), points));
        }
      }
      if (lines.size() > 1) {
        profiles.add(new Profile(measure.name(), lines));
      }
    }
    return profiles;
  }

  /** Without the input, which all networks share. */
  private static List<Point> points(NetworkView network, String measure) {
    Map<Integer, MeasuredValue> values = new HashMap<>();
    for (MeasuredValue value : network.measures()) {
      Object layer = Axis.LAYER.in(value.place());
      boolean overall = value.place().labelClass() == null;
      if (value.name().equals(measure) && overall && layer instanceof Integer index) {
        values.put(index, value);
      }
    }
    List<Point> points = new ArrayList<>();
    for (LayerResult layer : network.layers()) {
      MeasuredValue value = values.get(layer.index());
      if (value != null && value.isEstimable() && !layer.operator().equals("Input")) {
        points.add(
            new Point(
                layer.name(),
                layer.depth(),
                Objects.requireNonNull(value.estimate()),
                value.low(),
                value.high()));
      }
    }
    return points;
  }

  private static Spread spread(SeedSpread one) {
    List<Double> same = new ArrayList<>();
    for (double value : one.same()) {
      same.add(value);
    }
    return new Spread(
        one.measure(), one.layer(), same, one.mean(), one.low(), one.high(), one.closer());
  }

  private static Rank rank(SeedRank one) {
    return new Rank(
        one.measure(),
        one.layer(),
        Comparison.name(one.first()),
        Comparison.name(one.second()),
        one.value(),
        one.pValue(),
        one.pairs(),
        one.beyond(),
        one.seedPairs());
  }

  private static Removal removal(Sensitivity one) {
    return new Removal(
        one.measure(),
        Comparison.name(one.network()),
        one.layer(),
        one.points().stream()
            .map(
                point ->
                    new Step(
                        point.removed(), point.components(), point.shareRemoved(), point.value()))
            .toList(),
        one.seeds());
  }
}
