package dev.nervure.dimension;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What estimators read on sets whose dimension is known: uniform spheres and balls and standard
 * Gaussians of dimension 1 to 30, at 100 to 3000 points. Estimates fall short of a high dimension,
 * the more so the fewer the points; in low dimension the PH dimension of few points reads too much.
 * This says what an estimate would mean if the points came from one of these sets.
 *
 * <p>A comparison with three kinds of set, no correction: points of another kind may read less (a
 * density that varies more, several dimensions at once) or more (noise, a lattice).
 *
 * <p>Readings are means over clouds, good to about 1 %, measured by {@code DimensionBias} of module
 * {@code bench} with the default settings of each estimator, and are interpolated in the logarithm
 * of the number of points and in dimension. The table is read once; a question takes microseconds.
 */
public final class DimensionReadings {
  private static final String RESOURCE = "readings.csv";

  /** A sphere of dimension w does not fit into w coordinates; these do. */
  private static final List<String> FILL_THEIR_COORDINATES = List.of("ball", "gaussian");

  /** By estimator and set: by number of points, the mean reading by true dimension. */
  private static final Map<String, Map<String, SortedMap<Integer, SortedMap<Integer, Double>>>>
      TABLE = read();

  private DimensionReadings() {}

  private static Map<String, Map<String, SortedMap<Integer, SortedMap<Integer, Double>>>> read() {
    Map<String, Map<String, SortedMap<Integer, SortedMap<Integer, Double>>>> table =
        new TreeMap<>();
    try (InputStream in = DimensionReadings.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("no resource " + RESOURCE);
      }
      BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      lines.lines().skip(1).forEach(line -> add(line.split(",", -1), table));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return table;
  }

  private static void add(
      String[] cells,
      Map<String, Map<String, SortedMap<Integer, SortedMap<Integer, Double>>>> table) {
    table
        .computeIfAbsent(cells[0], estimator -> new TreeMap<>())
        .computeIfAbsent(cells[1], set -> new TreeMap<>())
        .computeIfAbsent(Integer.valueOf(cells[2]), n -> new TreeMap<>())
        .put(Integer.valueOf(cells[3]), Double.valueOf(cells[4]));
  }

  /**
   * The lowest dimension of a known set whose mean reading is the estimate.
   *
   * @param estimator its name, such as {@code ph_dimension}
   * @param n number of points that the estimate looked at
   * @return empty where the table does not tell: another estimator or number of points than it
   *     holds, or a set that reads more even at dimension 1
   */
  public static OptionalDouble lowest(String estimator, int n, double estimate) {
    double lowest = Double.POSITIVE_INFINITY;
    for (SortedMap<Integer, Double> curve : curves(estimator, n)) {
      lowest = Math.min(lowest, dimensionThatReads(estimate, curve));
    }
    return Double.isFinite(lowest) ? OptionalDouble.of(lowest) : OptionalDouble.empty();
  }

  /**
   * The highest dimension of a known set whose mean reading is the estimate.
   *
   * @param estimator its name, such as {@code ph_dimension}
   * @param n number of points that the estimate looked at
   * @return empty where the table does not tell: another estimator or number of points than it
   *     holds, a set that reads as much only above dimension 30, or sets that all read more even at
   *     dimension 1
   */
  public static OptionalDouble highest(String estimator, int n, double estimate) {
    double highest = Double.NEGATIVE_INFINITY;
    for (SortedMap<Integer, Double> curve : curves(estimator, n)) {
      highest = Math.max(highest, dimensionThatReads(estimate, curve));
    }
    return Double.isFinite(highest) ? OptionalDouble.of(highest) : OptionalDouble.empty();
  }

  /**
   * What a cloud that fills its coordinates reads: the higher of the mean readings of ball and
   * Gaussian of that dimension. More than the width of a layer lets its points read, in the mean.
   *
   * @param estimator its name, such as {@code ph_dimension}
   * @param n number of points that the estimate looks at
   * @param width number of coordinates, at least 1
   * @return empty where the table does not tell: another estimator, number of points or width than
   *     it holds
   */
  public static OptionalDouble fullDimensional(String estimator, int n, int width) {
    double most = Double.NEGATIVE_INFINITY;
    for (String set : FILL_THEIR_COORDINATES) {
      SortedMap<Integer, Double> curve = curve(sizes(estimator, set), n);
      if (curve.isEmpty() || width < curve.firstKey() || width > curve.lastKey()) {
        return OptionalDouble.empty();
      }
      most = Math.max(most, reading(width, curve));
    }
    return OptionalDouble.of(most);
  }

  private static SortedMap<Integer, SortedMap<Integer, Double>> sizes(
      String estimator, String set) {
    return TABLE.getOrDefault(estimator, Map.of()).getOrDefault(set, new TreeMap<>());
  }

  /** The readings of each set at n; none outside of the table. */
  private static List<SortedMap<Integer, Double>> curves(String estimator, int n) {
    List<SortedMap<Integer, Double>> curves = new ArrayList<>();
    for (SortedMap<Integer, SortedMap<Integer, Double>> sizes :
        TABLE.getOrDefault(estimator, Map.of()).values()) {
      SortedMap<Integer, Double> curve = curve(sizes, n);
      if (curve.isEmpty()) {
        return List.of();
      }
      curves.add(curve);
    }
    return curves;
  }

  /** Readings by dimension at n, between those of the next sizes; empty outside of the table. */
  private static SortedMap<Integer, Double> curve(
      SortedMap<Integer, SortedMap<Integer, Double>> sizes, int n) {
    SortedMap<Integer, SortedMap<Integer, Double>> from = sizes.tailMap(n);
    if (from.isEmpty() || n < sizes.firstKey()) {
      return new TreeMap<>();
    }
    int above = from.firstKey();
    if (above == n) {
      return from.get(n);
    }
    int below = sizes.headMap(n).lastKey();
    double share =
        (StrictMath.log(n) - StrictMath.log(below))
            / (StrictMath.log(above) - StrictMath.log(below));
    SortedMap<Integer, Double> curve = new TreeMap<>();
    sizes
        .get(below)
        .forEach(
            (dimension, fewer) -> {
              Double more = sizes.get(above).get(dimension);
              if (more != null) {
                curve.put(dimension, fewer + share * (more - fewer));
              }
            });
    return curve;
  }

  /** The reading at a dimension within the curve. */
  private static double reading(int dimension, SortedMap<Integer, Double> curve) {
    int above = curve.tailMap(dimension).firstKey();
    if (above == dimension) {
      return curve.get(above);
    }
    int below = curve.headMap(dimension).lastKey();
    double share = (double) (dimension - below) / (above - below);
    return curve.get(below) + share * (curve.get(above) - curve.get(below));
  }

  /** The inverse of a rising curve; infinite where the reading is beyond its ends. */
  private static double dimensionThatReads(double reading, SortedMap<Integer, Double> curve) {
    int below = curve.firstKey();
    if (reading < curve.get(below)) {
      return Double.NEGATIVE_INFINITY;
    }
    for (int above : curve.keySet()) {
      if (reading <= curve.get(above)) {
        double step = curve.get(above) - curve.get(below);
        double share = step > 0 ? (reading - curve.get(below)) / step : 0;
        return below + share * (above - below);
      }
      below = above;
    }
    return Double.POSITIVE_INFINITY;
  }
}
