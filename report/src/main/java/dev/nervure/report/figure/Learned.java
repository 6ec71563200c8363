package dev.nervure.report.figure;

import dev.nervure.measure.Measure;
import dev.nervure.measure.Measures;
import dev.nervure.report.view.EpochCourses;
import dev.nervure.report.view.EpochGrid;
import dev.nervure.report.view.RunView;
import dev.nervure.run.EpochResult;
import dev.nervure.run.KindMean;
import dev.nervure.run.LayerResult;
import dev.nervure.run.LearnedResult;
import dev.nervure.run.NetworkKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What was learned: a map of epochs by layers, the depth profile of an epoch beside those of
 * networks that have not learned, and the difference from them.
 */
final class Learned implements Figure {
  /**
   * What is drawn. Lists of cells are by epoch, then by layer.
   *
   * @param epochs one null where the run has none
   * @param networks trainings behind a value
   * @param trainAccuracy by epoch
   * @param testAccuracy by epoch
   */
  record Data(
      List<@Nullable Integer> epochs,
      List<Depth> layers,
      int networks,
      List<@Nullable Double> trainAccuracy,
      List<@Nullable Double> testAccuracy,
      List<Grid> measures) {}

  /** A layer: where it is, and the coordinates of its points. */
  record Depth(String name, double depth, int width) {}

  /**
   * One measure.
   *
   * @param intervalOf what the intervals of the trained networks hold; empty where there are none
   */
  record Grid(
      String measure,
      List<List<@Nullable Cell>> trained,
      String intervalOf,
      List<Comparison> comparisons) {}

  /**
   * A baseline.
   *
   * @param name of its networks, as an adjective
   * @param networks the same with the noun
   * @param values by epoch; a single entry where they are the same for all epochs
   * @param baselineNetworks how many networks are behind a value
   * @param intervalOf what the intervals of the differences hold; empty where there are none
   */
  record Comparison(
      String name,
      String networks,
      int baselineNetworks,
      List<List<@Nullable Cell>> values,
      List<List<@Nullable Cell>> differences,
      String intervalOf) {}

  /**
   * A value.
   *
   * @param value null where it could not be estimated
   * @param why reason for that, else empty
   * @param settled false where it still changes with the number of points
   */
  record Cell(
      @Nullable Double value,
      @Nullable Double error,
      @Nullable Double low,
      @Nullable Double high,
      boolean settled,
      String why) {}

  @Override
  public String name() {
    return "learned";
  }

  @Override
  public @Nullable Record data(RunView run) {
    EpochGrid grid = EpochGrid.of(run);
    if (grid == null) {
      return null;
    }
    List<Grid> measures = new ArrayList<>();
    for (Measure measure : Measures.all()) {
      Grid one = grid(grid, measure.name());
      if (one.trained().stream().flatMap(List::stream).anyMatch(Objects::nonNull)) {
        measures.add(one);
      }
    }
    if (measures.isEmpty()) {
      return null;
    }
    List<EpochResult> course = EpochCourses.mean(run.epochs(), NetworkKind.TRAINED);
    return new Data(
        grid.epochs(),
        grid.layers().stream()
            .map(layer -> new Depth(layer.name(), layer.depth(), layer.dimension()))
            .toList(),
        grid.networks(),
        accuracies(grid, course, EpochResult::trainAccuracy),
        accuracies(grid, course, EpochResult::testAccuracy),
        measures);
  }

  private static List<@Nullable Double> accuracies(
      EpochGrid grid, List<EpochResult> course, Function<EpochResult, @Nullable Double> column) {
    List<@Nullable Double> values = new ArrayList<>();
    for (Integer epoch : grid.epochs()) {
      Double value = null;
      for (EpochResult row : course) {
        value = Objects.equals(epoch, row.epoch()) ? column.apply(row) : value;
      }
      values.add(value);
    }
    return values;
  }

  private static Grid grid(EpochGrid grid, String measure) {
    List<Comparison> comparisons = new ArrayList<>();
    for (NetworkKind baseline : List.of(NetworkKind.UNTRAINED, NetworkKind.SHUFFLED)) {
      List<LearnedResult> rows = new ArrayList<>();
      List<List<@Nullable Cell>> differences =
          cells(
              grid,
              (epoch, layer) -> {
                LearnedResult row = grid.learned(baseline, epoch, layer, measure);
                if (row != null) {
                  rows.add(row);
                }
                return cell(row);
              });
      if (!rows.isEmpty()) {
        comparisons.add(
            new Comparison(
                baseline.text(),
                baseline.networks(),
                rows.stream().mapToInt(LearnedResult::baselines).max().orElse(0),
                values(grid, baseline, measure),
                differences,
                first(rows, LearnedResult::intervalOf)));
      }
    }
    List<KindMean> trained = new ArrayList<>();
    List<List<@Nullable Cell>> cells =
        cells(
            grid,
            (epoch, layer) -> {
              KindMean row = grid.mean(NetworkKind.TRAINED, epoch, layer, measure);
              if (row != null) {
                trained.add(row);
              }
              return cell(row);
            });
    return new Grid(measure, cells, first(trained, KindMean::intervalOf), comparisons);
  }

  /**
   * Those of the baseline: untrained twins have no epochs, and a seed begins as its own twin where
   * its epoch 0 was measured.
   */
  private static List<List<@Nullable Cell>> values(
      EpochGrid grid, NetworkKind baseline, String measure) {
    if (baseline == NetworkKind.SHUFFLED) {
      return cells(grid, (epoch, layer) -> cell(grid.mean(baseline, epoch, layer, measure)));
    }
    boolean pairs =
        grid.epochs().contains(0) && (grid.networks() > 1 || !grid.has(NetworkKind.UNTRAINED));
    NetworkKind kind = pairs ? NetworkKind.TRAINED : NetworkKind.UNTRAINED;
    Integer epoch = pairs ? (Integer) 0 : null;
    List<@Nullable Cell> cells = new ArrayList<>();
    grid.layers().forEach(layer -> cells.add(cell(grid.mean(kind, epoch, layer, measure))));
    return List.of(cells);
  }

  private interface At {
    @Nullable Cell cell(@Nullable Integer epoch, LayerResult layer);
  }

  private static List<List<@Nullable Cell>> cells(EpochGrid grid, At at) {
    List<List<@Nullable Cell>> all = new ArrayList<>();
    for (Integer epoch : grid.epochs()) {
      List<@Nullable Cell> ofEpoch = new ArrayList<>();
      grid.layers().forEach(layer -> ofEpoch.add(at.cell(epoch, layer)));
      all.add(ofEpoch);
    }
    return all;
  }

  private static @Nullable Cell cell(@Nullable KindMean row) {
    return row == null
        ? null
        : new Cell(
            row.mean(),
            row.error(),
            row.low(),
            row.high(),
            !Boolean.FALSE.equals(row.converged()),
            Objects.requireNonNullElse(row.notEstimable(), ""));
  }

  private static @Nullable Cell cell(@Nullable LearnedResult row) {
    return row == null
        ? null
        : new Cell(
            row.difference(),
            row.error(),
            row.low(),
            row.high(),
            !Boolean.FALSE.equals(row.converged()),
            Objects.requireNonNullElse(row.notEstimable(), ""));
  }

  private static <R> String first(List<R> rows, Function<R, @Nullable String> column) {
    return rows.stream().map(column).filter(Objects::nonNull).findFirst().orElse("");
  }
}
