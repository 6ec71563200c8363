package dev.nervure.mapper;

import dev.nervure.points.PointRows;
import dev.nervure.progress.Progress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Coordinates of the points themselves. O(n q) for q of them, one block of points in memory. */
public final class ColumnLens implements Lens {
  /** Covers of more columns are of no use, and balls in them are slow. */
  private static final int MOST = 64;

  private final int[] columns;

  /**
   * Some coordinates.
   *
   * @param columns their numbers, counted from 0; none for all
   */
  public ColumnLens(int... columns) {
    this.columns = columns.clone();
  }

  @Override
  public String name() {
    return columns.length == 0
        ? "columns"
        : "column_"
            + Arrays.stream(columns).mapToObj(Integer::toString).collect(Collectors.joining("_"));
  }

  @Override
  public LensValues of(PointRows points, int threads, Progress progress) {
    int[] chosen = columns.length == 0 ? IntStream.range(0, points.dimension()).toArray() : columns;
    if (chosen.length > MOST) {
      throw new IllegalArgumentException(
          "a lens of %d columns is too wide; name up to %d of them".formatted(chosen.length, MOST));
    }
    List<String> names = new ArrayList<>();
    for (int column : chosen) {
      if (column < 0 || column >= points.dimension()) {
        throw new IllegalArgumentException(
            "there is no column %d among the %d columns 0 to %d"
                .formatted(column, points.dimension(), points.dimension() - 1));
      }
      names.add("column " + column);
    }
    double[][] values = new double[chosen.length][points.size()];
    PointBlocks.visit(
        points,
        "columns",
        progress,
        (first, block) -> {
          for (int i = 0; i < block.size(); i++) {
            for (int c = 0; c < chosen.length; c++) {
              values[c][first + i] = block.coordinate(i, chosen[c]);
            }
          }
        });
    return LensValues.of(names, values);
  }
}
