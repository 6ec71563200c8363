package dev.nervure.dimension;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;

/**
 * {@link AngleNormStatistics} of uniform balls of dimension 1 to 100, by number of points: means
 * over at least 20,000 points each, measured by {@code AngleNormTable} of module {@code bench} and
 * interpolated in dimension and in the logarithm of the number of points. The paper (Ceruti et al.
 * 2014) draws such balls anew for every cloud, which takes minutes; a table takes microseconds. The
 * chance in its means stays the same for all clouds: it biases all estimates alike, and no error
 * counts it.
 */
final class AngleNormCalibration {
  private static final String RESOURCE = "ball-angles-and-norms.csv";

  /** By number of points, then by dimension. */
  private static final NavigableMap<Integer, NavigableMap<Integer, AngleNormStatistics>> TABLE =
      read();

  private AngleNormCalibration() {}

  private static NavigableMap<Integer, NavigableMap<Integer, AngleNormStatistics>> read() {
    NavigableMap<Integer, NavigableMap<Integer, AngleNormStatistics>> table = new TreeMap<>();
    try (InputStream in = AngleNormCalibration.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("no resource " + RESOURCE);
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      text.lines()
          .skip(1)
          .map(line -> line.split(",", -1))
          .forEach(
              cells ->
                  table
                      .computeIfAbsent(Integer.valueOf(cells[0]), n -> new TreeMap<>())
                      .put(
                          Integer.valueOf(cells[1]),
                          new AngleNormStatistics(
                              Double.parseDouble(cells[2]),
                              Double.parseDouble(cells[3]),
                              Double.parseDouble(cells[4]))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return table;
  }

  /** The dimensions of the table, ascending. */
  static List<Integer> dimensions() {
    return List.copyOf(ofSize(TABLE.firstKey()).keySet());
  }

  /** The least number of points of the table; fewer are taken as so many. */
  static int fewestPoints() {
    return TABLE.firstKey();
  }

  /**
   * What balls read.
   *
   * @param n number of points; those beyond the ends of the table are taken as the end
   * @param dimension within the table
   */
  static AngleNormStatistics of(int n, double dimension) {
    int within = Math.max(TABLE.firstKey(), Math.min(TABLE.lastKey(), n));
    int below = Objects.requireNonNull(TABLE.floorKey(within));
    int above = Objects.requireNonNull(TABLE.ceilingKey(within));
    AngleNormStatistics lower = at(ofSize(below), dimension);
    if (below == above) {
      return lower;
    }
    double from = StrictMath.log(below);
    double share = (StrictMath.log(within) - from) / (StrictMath.log(above) - from);
    return between(lower, at(ofSize(above), dimension), share);
  }

  private static NavigableMap<Integer, AngleNormStatistics> ofSize(int n) {
    return Objects.requireNonNull(TABLE.get(n));
  }

  private static AngleNormStatistics at(
      NavigableMap<Integer, AngleNormStatistics> byDimension, double dimension) {
    int below = Objects.requireNonNull(byDimension.floorKey((int) Math.floor(dimension)));
    int above = Objects.requireNonNull(byDimension.ceilingKey((int) Math.ceil(dimension)));
    AngleNormStatistics lower = Objects.requireNonNull(byDimension.get(below));
    return below == above
        ? lower
        : between(
            lower,
            Objects.requireNonNull(byDimension.get(above)),
            (dimension - below) / (above - below));
  }

  private static AngleNormStatistics between(
      AngleNormStatistics from, AngleNormStatistics to, double share) {
    return new AngleNormStatistics(
        from.norms() + share * (to.norms() - from.norms()),
        from.angle() + share * (to.angle() - from.angle()),
        from.concentration() + share * (to.concentration() - from.concentration()));
  }
}
