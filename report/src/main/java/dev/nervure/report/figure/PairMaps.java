package dev.nervure.report.figure;

import dev.nervure.report.figure.SideBySide.Cell;
import dev.nervure.report.figure.SideBySide.Grid;
import dev.nervure.report.figure.SideBySide.Pair;
import dev.nervure.run.SimilarityResult;
import dev.nervure.run.Subject;
import dev.nervure.stats.Proportion;
import dev.nervure.study.compare.Comparison;
import dev.nervure.study.compare.SimilarityMatrix;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The maps of layers by layers that a page has room for. Of few pairs of networks all; of more
 * those that are asked about, and of the others their means, a mean for all with the same layers.
 * Where even those that are asked about are too many there are means of them too.
 */
final class PairMaps {
  /** With more pairs of networks a page shows means: it would have too many numbers. */
  static final int MOST_PAIRS = 12;

  private PairMaps() {}

  /**
   * What pairs have to have in common so that their maps have a mean.
   *
   * @param isAsked whether both networks are asked about
   * @param isWithin whether they are of one network
   */
  private record Likeness(
      boolean isAsked,
      boolean isWithin,
      List<String> rows,
      List<String> columns,
      List<String> measures) {}

  /** Those of a comparison: first what is asked about. */
  static List<Pair> of(Comparison comparison) {
    Map<List<Subject>, List<SimilarityMatrix>> byPair = new LinkedHashMap<>();
    for (SimilarityMatrix matrix : comparison.matrices()) {
      byPair
          .computeIfAbsent(List.of(matrix.first(), matrix.second()), networks -> new ArrayList<>())
          .add(matrix);
    }
    List<Pair> shown = new ArrayList<>();
    Map<Likeness, List<Pair>> rest = new LinkedHashMap<>();
    long asked = byPair.keySet().stream().filter(comparison.asked()::containsAll).count();
    byPair.forEach(
        (networks, matrices) -> {
          Pair pair = pair(matrices);
          boolean isAsked = comparison.asked().containsAll(networks);
          if (byPair.size() <= MOST_PAIRS || (isAsked && asked <= MOST_PAIRS)) {
            shown.add(pair);
          } else {
            rest.computeIfAbsent(likeness(pair, isAsked), like -> new ArrayList<>()).add(pair);
          }
        });
    rest.values()
        .forEach(
            alike -> shown.add(alike.size() == 1 ? alike.get(0) : mean(alike, rest.size() > 1)));
    return shown;
  }

  private static Likeness likeness(Pair pair, boolean isAsked) {
    return new Likeness(
        isAsked,
        pair.isWithin(),
        pair.rows(),
        pair.columns(),
        pair.maps().stream().map(Grid::measure).toList());
  }

  private static Pair pair(List<SimilarityMatrix> matrices) {
    SimilarityMatrix any = matrices.get(0);
    String first = Comparison.name(any.first());
    String second = Comparison.name(any.second());
    return new Pair(
        any.isWithin() ? "layers of " + first : first + " and " + second,
        first,
        second,
        any.isWithin(),
        1,
        any.rows().stream().map(SimilarityMatrix.Layer::name).toList(),
        any.columns().stream().map(SimilarityMatrix.Layer::name).toList(),
        matrices.stream().map(PairMaps::grid).toList());
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

  /**
   * The mean of pairs with the same layers.
   *
   * @param isOneOfSeveral whether there are other means, from which its name has to tell it
   */
  private static Pair mean(List<Pair> alike, boolean isOneOfSeveral) {
    Pair any = alike.get(0);
    List<Grid> maps = new ArrayList<>();
    for (int kind = 0; kind < any.maps().size(); kind++) {
      List<Grid> all = new ArrayList<>();
      for (Pair pair : alike) {
        all.add(pair.maps().get(kind));
      }
      maps.add(mean(all));
    }
    String name =
        any.isWithin()
            ? "layers of one network, mean of %d networks".formatted(alike.size())
            : "mean of %d pairs of networks".formatted(alike.size());
    return new Pair(
        isOneOfSeveral
            ? "%s such as %s".formatted(name, any.isWithin() ? any.first() : any.name())
            : name,
        "the one network",
        any.isWithin() ? "the one network" : "the other network",
        any.isWithin(),
        alike.size(),
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
}
