package dev.nervure.image;

/**
 * A grid of values read at moved places, by linear interpolation in both directions. A place that
 * lies on a pixel takes its value as it is, so that whole pixels move without a change of any bit.
 * The places are worked out once, in O(height width); immutable, safe for use by several threads.
 */
public final class Resampling {
  /** Places nearer to a pixel than this lie on it: sums of strides round. */
  private static final double ON_PIXEL = 1e-9;

  private final int height;
  private final int width;
  private final int sourceHeight;
  private final int sourceWidth;
  private final Boundary boundary;
  private final int[] top;
  private final int[] left;
  private final double[] below;
  private final double[] beside;

  private Resampling(int height, int width, int sourceHeight, int sourceWidth, Boundary boundary) {
    this.height = height;
    this.width = width;
    this.sourceHeight = sourceHeight;
    this.sourceWidth = sourceWidth;
    this.boundary = boundary;
    this.top = new int[height * width];
    this.left = new int[height * width];
    this.below = new double[height * width];
    this.beside = new double[height * width];
  }

  /** The values of a grid. */
  @FunctionalInterface
  public interface Source {
    /** The value at a place; beyond the edge only where the boundary is that of the source. */
    double value(int row, int column);
  }

  /** Of a grid that is moved about its centre. */
  public static Resampling of(int height, int width, AffineMap map, Boundary boundary) {
    Resampling made = new Resampling(height, width, height, width, boundary);
    double middleY = (height - 1) / 2.0;
    double middleX = (width - 1) / 2.0;
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        double dy = row - middleY - map.down();
        double dx = column - middleX - map.right();
        double fromY = middleY + map.yy() * dy + map.yx() * dx;
        double fromX = middleX + map.xy() * dy + map.xx() * dx;
        int place = row * width + column;
        made.top[place] = (int) Math.floor(fromY);
        made.left[place] = (int) Math.floor(fromX);
        made.below[place] = fromY - made.top[place];
        made.beside[place] = fromX - made.left[place];
      }
    }
    return made;
  }

  /**
   * From one grid to another, whose rows and columns lie at given places of the first. What lies
   * beyond the edge of the first shows its outermost row or column.
   *
   * @param sourceHeight rows of the grid that is read
   * @param sourceWidth columns of it
   * @param rows for each row of the other grid where it lies, in rows of the first
   * @param columns for each column of it
   */
  public static Resampling onto(
      int sourceHeight, int sourceWidth, double[] rows, double[] columns) {
    Resampling made =
        new Resampling(rows.length, columns.length, sourceHeight, sourceWidth, Boundary.ZERO);
    for (int row = 0; row < rows.length; row++) {
      double fromY = within(rows[row], sourceHeight);
      for (int column = 0; column < columns.length; column++) {
        double fromX = within(columns[column], sourceWidth);
        int place = row * columns.length + column;
        made.top[place] = (int) Math.floor(fromY);
        made.left[place] = (int) Math.floor(fromX);
        made.below[place] = fromY - made.top[place];
        made.beside[place] = fromX - made.left[place];
      }
    }
    return made;
  }

  private static double within(double place, int size) {
    double whole = Math.rint(place);
    double near = Math.abs(place - whole) < ON_PIXEL ? whole : place;
    return Math.max(0, Math.min(size - 1.0, near));
  }

  /** Rows of the grid that comes of it. */
  public int height() {
    return height;
  }

  /** Columns of the grid that comes of it. */
  public int width() {
    return width;
  }

  /**
   * The value that comes to a place. The source is asked beyond the edge too, as far as there is
   * weight.
   *
   * @param place row times width plus column
   */
  public double at(int place, Source source) {
    double down = below[place];
    double upper = along(top[place], place, source);
    return down == 0 ? upper : (1 - down) * upper + down * along(top[place] + 1, place, source);
  }

  private double along(int row, int place, Source source) {
    double right = beside[place];
    double first = source.value(row, left[place]);
    return right == 0 ? first : (1 - right) * first + right * source.value(row, left[place] + 1);
  }

  /**
   * A grid of values moved onto one of the same size, with the boundary that this was made with.
   *
   * @param values row by row, from an offset on
   * @param moved takes the result, from the same offset on
   */
  public void move(float[] values, int offset, int step, float[] moved) {
    Source source = (row, column) -> bounded(values, offset, step, row, column);
    for (int place = 0; place < top.length; place++) {
      moved[offset + place * step] = (float) at(place, source);
    }
  }

  private double bounded(float[] values, int offset, int step, int row, int column) {
    if (row >= 0 && row < sourceHeight && column >= 0 && column < sourceWidth) {
      return values[offset + (row * sourceWidth + column) * step];
    }
    if (boundary == Boundary.ZERO) {
      return 0;
    }
    int mirrored =
        Boundary.reflected(row, sourceHeight) * sourceWidth
            + Boundary.reflected(column, sourceWidth);
    return values[offset + mirrored * step];
  }

  /**
   * A grid of rows of numbers moved; beyond the edge all are zero.
   *
   * @param rows a row of {@code length} numbers for each place, one after the other
   * @return the rows of the grid that comes of it
   */
  public double[] moveRows(double[] rows, int length) {
    double[] moved = new double[top.length * length];
    for (int place = 0; place < top.length; place++) {
      double down = below[place];
      double right = beside[place];
      int to = place * length;
      add(rows, length, top[place], left[place], (1 - down) * (1 - right), moved, to);
      add(rows, length, top[place], left[place] + 1, (1 - down) * right, moved, to);
      add(rows, length, top[place] + 1, left[place], down * (1 - right), moved, to);
      add(rows, length, top[place] + 1, left[place] + 1, down * right, moved, to);
    }
    return moved;
  }

  private void add(
      double[] rows, int length, int row, int column, double weight, double[] moved, int to) {
    if (weight == 0 || row < 0 || row >= sourceHeight || column < 0 || column >= sourceWidth) {
      return;
    }
    int from = (row * sourceWidth + column) * length;
    for (int i = 0; i < length; i++) {
      moved[to + i] += weight * rows[from + i];
    }
  }

  /** Whether what comes to a place lies inside the grid, to the last of its weights. */
  public boolean isInside(int place) {
    int lastRow = top[place] + (below[place] > 0 ? 1 : 0);
    int lastColumn = left[place] + (beside[place] > 0 ? 1 : 0);
    return top[place] >= 0
        && left[place] >= 0
        && lastRow < sourceHeight
        && lastColumn < sourceWidth;
  }

  /** Whether it moves whole pixels only, each to another place: nothing is interpolated or lost. */
  public boolean isPermutation() {
    if (height != sourceHeight || width != sourceWidth) {
      return false;
    }
    boolean[] taken = new boolean[top.length];
    for (int place = 0; place < top.length; place++) {
      if (below[place] != 0 || beside[place] != 0 || !isInside(place)) {
        return false;
      }
      int from = top[place] * width + left[place];
      if (taken[from]) {
        return false;
      }
      taken[from] = true;
    }
    return true;
  }

  /** Whether no value is interpolated: what does not come from beyond the edge is as it was. */
  public boolean isOnLattice() {
    for (int place = 0; place < top.length; place++) {
      if (below[place] != 0 || beside[place] != 0) {
        return false;
      }
    }
    return true;
  }
}
