package dev.nervure.mapper;

import dev.nervure.progress.Progress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The elements of a cover whose pieces are products of intervals, one a column. */
final class BoxElements {
  /** Larger grids are refused: most of their boxes hold a point or none. */
  private static final long LARGEST_GRID = 1L << 24;

  private static final int POINTS_A_LOOK = 1 << 16;

  private BoxElements() {}

  /** The boxes that hold points. The number of a box counts the last column fastest. */
  static List<CoverElement> of(LensValues lens, Intervals[] columns, Progress progress) {
    long boxes = 1;
    for (Intervals column : columns) {
      boxes *= column.count();
      if (boxes > LARGEST_GRID) {
        throw new IllegalArgumentException(
            "a cover of %d columns has more than %d boxes; choose fewer intervals or fewer columns"
                .formatted(columns.length, LARGEST_GRID));
      }
    }
    int[] sizes = new int[(int) boxes];
    int[] box = new int[columns.length];
    for (int i = 0; i < lens.points(); i++) {
      look(i, progress);
      visit(lens, columns, i, 0, box, number -> sizes[number]++);
    }
    int[][] members = new int[sizes.length][];
    for (int number = 0; number < sizes.length; number++) {
      members[number] = new int[sizes[number]];
    }
    Arrays.fill(sizes, 0);
    for (int i = 0; i < lens.points(); i++) {
      look(i, progress);
      int point = i;
      visit(lens, columns, i, 0, box, number -> members[number][sizes[number]++] = point);
    }
    List<CoverElement> elements = new ArrayList<>();
    for (int number = 0; number < members.length; number++) {
      if (members[number].length > 0) {
        elements.add(new CoverElement(number, members[number]));
      }
    }
    return List.copyOf(elements);
  }

  private static void look(int i, Progress progress) {
    if (i % POINTS_A_LOOK == 0) {
      progress.checkCancelled();
    }
  }

  /** What is done with the number of a box. */
  private interface BoxVisitor {
    void visit(int number);
  }

  private static void visit(
      LensValues lens, Intervals[] columns, int point, int column, int[] box, BoxVisitor visitor) {
    if (column == columns.length) {
      int number = 0;
      for (int c = 0; c < columns.length; c++) {
        number = number * columns[c].count() + box[c];
      }
      visitor.visit(number);
      return;
    }
    double value = lens.value(column, point);
    int last = columns[column].last(value);
    for (int k = columns[column].first(value); k <= last; k++) {
      box[column] = k;
      visit(lens, columns, point, column + 1, box, visitor);
    }
  }
}
