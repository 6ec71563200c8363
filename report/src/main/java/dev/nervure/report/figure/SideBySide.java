package dev.nervure.report.figure;

import dev.nervure.measure.Measure;
import dev.nervure.measure.Measures;
import dev.nervure.report.view.NetworkView;
import dev.nervure.report.view.RunView;
import dev.nervure.run.Axis;
import dev.nervure.run.LayerResult;
import dev.nervure.run.MeasuredValue;
import dev.nervure.run.SimilarityResult;
import dev.nervure.stats.Proportion;
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
  /** With more pairs of networks a page shows their mean: it would have too many numbers. */
  private static final int MOST_PAIRS = 12;

  /**
   * What is drawn.
   *
   * @param networks that are asked about, by name
   * @param seeds of the same recipe, by name
   * @param kinds the measures of similarity
   * @param pairs maps of layers
   * @param left pairs of networks of which only the mean is drawn
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
      int left,
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
   * @param rows names of layers
   * @param columns names of layers
   * @param maps one a measure, in the order of the kinds
   */
  record Pair(
      String name,
      String first,
      String second,
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
    Map<String, List<SimilarityMatrix>> byPair = new LinkedHashMap<>();
    Map<String, Kind> kinds = new LinkedHashMap<>();
    for (SimilarityMatrix matrix : comparison.matrices()) {
      kinds.put(
          matrix.measure(),
          new Kind(
              matrix.measure(),
              LayerSimilarities.title(matrix.measure()),
              LayerSimilarities.isDistance(matrix.measure())));
      byPair.computeIfAbsent(name(matrix), pair -> new ArrayList<>()).add(matrix);
    }
    List<Pair> pairs = new ArrayList<>();
    byPair.forEach((name, matrices) -> pairs.add(pair(name, matrices)));
    List<Pair> shown = pairs.size() <= MOST_PAIRS ? pairs : means(pairs);
    return new Data(
        comparison.asked().stream().map(Comparison::name).toList(),
        comparison.seeds().stream().map(Comparison::name).toList(),
        List.copyOf(kinds.values()),
        shown,
        pairs.size() <= MOST_PAIRS ? 0 : pairs.size(),
        profiles(run, comparison),
        comparison.differences(),
        comparison.spreads().stream().map(SideBySide::spread).toList(),
        comparison.ranks().stream().map(SideBySide::rank).toList(),
        comparison.sensitivities().stream().map(SideBySide::removal).toList());
  }

  private static String name(SimilarityMatrix matrix) {
    String first = Comparison.name(matrix.first());
    return matrix.isWithin()
        ? "layers of " + first
        : first + " and " + Comparison.name(matrix.second());
  }

  private static Pair pair(String name, List<SimilarityMatrix> matrices) {
    SimilarityMatrix any = matrices.get(0);
    return new Pair(
        name,
        Comparison.name(any.first()),
        Comparison.name(any.second()),
        any.rows().stream().map(SimilarityMatrix.Layer::name).toList(),
        any.columns().stream().map(SimilarityMatrix.Layer::name).toList(),
        matrices.stream().map(SideBySide::grid).toList());
  }

  private static Grid grid(SimilarityMatrix matrix) {
    List<List<@Nullable Cell>> cells = new ArrayList<>();
    for (int row = 0; row < matrix.rows().size(); row++) {
      List<@Nullable Cell> ofRow = new ArrayList<>();
      for (int column = 0; column < matrix.columns().size(); column++) {
        SimilarityResult found = matrix.at(row, column);
        ofRow.add(
            found == null
                ? null
                : new Cell(
                    found.estimate(),
                    found.low(),
                    found.high(),
                    found.chance(),
                    found.n(),
                    found.notEstimable()));
      }
      cells.add(ofRow);
    }
    Proportion share = matrix.nearest().share();
    return new Grid(
        matrix.measure(),
        cells,
        share == null ? null : (Integer) share.hits(),
        share == null ? null : (Integer) share.cases());
  }

  /** The mean of all pairs of several networks with the same layers, and of the layers of each. */
  private static List<Pair> means(List<Pair> pairs) {
    List<Pair> means = new ArrayList<>();
    for (boolean within : new boolean[] {false, true}) {
      List<Pair> alike =
          pairs.stream()
              .filter(one -> one.first().equals(one.second()) == within)
              .filter(
                  one ->
                      one.rows().equals(pairs.get(0).rows())
                          && one.columns().equals(pairs.get(0).columns()))
              .toList();
      if (!alike.isEmpty()) {
        means.add(mean(alike, within));
      }
    }
    return means;
  }

  private static Pair mean(List<Pair> alike, boolean within) {
    Pair any = alike.get(0);
    List<Grid> maps = new ArrayList<>();
    for (int kind = 0; kind < any.maps().size(); kind++) {
      List<Grid> all = new ArrayList<>();
      for (Pair pair : alike) {
        all.add(pair.maps().get(kind));
      }
      maps.add(mean(all));
    }
    return new Pair(
        within
            ? "layers of one network, mean of %d".formatted(alike.size())
            : "mean of %d pairs of networks".formatted(alike.size()),
        "the one network",
        within ? "the one network" : "the other network",
        any.rows(),
        any.columns(),
        maps);
  }

  private static Grid mean(List<Grid> grids) {
    List<List<@Nullable Cell>> cells = new ArrayList<>();
    List<List<@Nullable Cell>> first = grids.get(0).cells();
    for (int row = 0; row < first.size(); row++) {
      List<@Nullable Cell> ofRow = new ArrayList<>();
      for (int column = 0; column < first.get(row).size(); column++) {
        ofRow.add(mean(grids, row, column));
      }
      cells.add(ofRow);
    }
    int hits = 0;
    int cases = 0;
    for (Grid grid : grids) {
      Integer same = grid.sameName();
      Integer of = grid.of();
      hits += same == null ? 0 : same;
      cases += of == null ? 0 : of;
    }
    return new Grid(
        grids.get(0).measure(),
        cells,
        cases == 0 ? null : (Integer) hits,
        cases == 0 ? null : (Integer) cases);
  }

  /** With the range of the values in the place of an interval. */
  private static @Nullable Cell mean(List<Grid> grids, int row, int column) {
    double sum = 0;
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    double chance = 0;
    int chances = 0;
    int count = 0;
    int n = 0;
    for (Grid grid : grids) {
      Cell cell = grid.cells().get(row).get(column);
      Double value = cell == null ? null : cell.value();
      if (cell == null || value == null) {
        continue;
      }
      sum += value;
      low = Math.min(low, value);
      high = Math.max(high, value);
      n = cell.n();
      count++;
      Double own = cell.chance();
      if (own != null) {
        chance += own;
        chances++;
      }
    }
    return count == 0
        ? null
        : new Cell(
            sum / count, low, high, chances == 0 ? null : (Double) (chance / chances), n, null);
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
