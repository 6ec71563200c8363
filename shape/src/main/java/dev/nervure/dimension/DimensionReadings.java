package dev.nervure.dimension;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

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

  private static final List<String> SETS = List.of("sphere", "ball", "gaussian");

  /** A sphere of dimension w does not fit into w coordinates; these do. */
  private static final List<String> FILL_THEIR_COORDINATES = List.of("ball", "gaussian");

  private static final List<Curve> TABLE = read();

  private DimensionReadings() {}

  /** The mean reading of sets of one dimension. */
  private record Reading(int dimension, double mean) {}

  /** What the sets of one kind read at n points, by ascending dimension; at least one reading. */
  private record Curve(String estimator, String set, int n, List<Reading> readings) {

    /** Part of the way to the curve of another number of points, where both have readings. */
    List<Reading> towards(Curve other, double share) {
      List<Reading> between = new ArrayList<>();
      for (Reading own : readings) {
        for (Reading its : other.readings) {
          if (own.dimension == its.dimension) {
            between.add(new Reading(own.dimension, own.mean + share * (its.mean - own.mean)));
          }
        }
      }
      return between;
    }
  }

  private static List<Curve> read() {
    List<Curve> table = new ArrayList<>();
    try (InputStream in = DimensionReadings.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("no resource " + RESOURCE);
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      text.lines().skip(1).forEach(line -> add(line.split(",", -1), table));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return table;
  }

  private static void add(String[] cells, List<Curve> table) {
    Curve curve = new Curve(cells[0], cells[1], Integer.parseInt(cells[2]), new ArrayList<>());
    Reading reading = new Reading(Integer.parseInt(cells[3]), Double.parseDouble(cells[4]));
    for (Curve known : table) {
      if (known.estimator.equals(curve.estimator)
          && known.set.equals(curve.set)
          && known.n == curve.n) {
        known.readings.add(reading);
        return;
      }
    }
    curve.readings.add(reading);
    table.add(curve);
  }

  /**
   * Dimensions of known sets: a comparison, not a correction.
   *
   * @param lowest of a known set that reads as much as an estimate
   * @param highest of a known set that reads as much
   */
  public record Range(double lowest, double highest) {}

  /**
   * Which dimensions known sets have that read as much as an estimate, at its number of points.
   *
   * @param estimator its name, such as {@code ph_dimension}
   * @return null where the table does not tell, or there is no estimate
   */
  public static @Nullable Range of(String estimator, DimensionEstimate found) {
    if (!found.estimate().isEstimable() || found.bySize().isEmpty()) {
      return null;
    }
    // Of many points an estimator may look at fewer.
    int n = found.bySize().get(found.bySize().size() - 1).n();
    OptionalDouble lowest = lowest(estimator, n, found.estimate().value());
    OptionalDouble highest = highest(estimator, n, found.estimate().value());
    return lowest.isPresent() && highest.isPresent()
        ? new Range(lowest.getAsDouble(), highest.getAsDouble())
        : null;
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
    for (List<Reading> curve : curves(estimator, n)) {
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
    for (List<Reading> curve : curves(estimator, n)) {
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
      List<Reading> curve = curve(estimator, set, n);
      if (curve.isEmpty()
          || width < curve.get(0).dimension
          || width > curve.get(curve.size() - 1).dimension) {
        return OptionalDouble.empty();
      }
      most = Math.max(most, reading(width, curve));
    }
    return OptionalDouble.of(most);
  }

  /** The readings of each kind of set at n; none outside of the table. */
  private static List<List<Reading>> curves(String estimator, int n) {
    List<List<Reading>> curves = new ArrayList<>();
    for (String set : SETS) {
      List<Reading> curve = curve(estimator, set, n);
      if (curve.isEmpty()) {
        return List.of();
      }
      curves.add(curve);
    }
    return curves;
  }

  /** Readings at n, between those of the next sizes; empty outside of the table. */
  private static List<Reading> curve(String estimator, String set, int n) {
    @Nullable Curve below = null;
    @Nullable Curve above = null;
    for (Curve one : TABLE) {
      if (one.estimator.equals(estimator) && one.set.equals(set)) {
        if (one.n <= n && (below == null || one.n > below.n)) {
          below = one;
        }
        if (one.n >= n && (above == null || one.n < above.n)) {
          above = one;
        }
      }
    }
    if (below == null || above == null) {
      return List.of();
    }
    if (below.n == above.n) {
      return below.readings;
    }
    double from = StrictMath.log(below.n);
    return below.towards(above, (StrictMath.log(n) - from) / (StrictMath.log(above.n) - from));
  }

  /** The reading at a dimension within the curve. */
  private static double reading(int dimension, List<Reading> curve) {
    Reading below = curve.get(0);
    for (Reading above : curve) {
      if (dimension <= above.dimension) {
        double share =
            above.dimension > below.dimension
                ? (double) (dimension - below.dimension) / (above.dimension - below.dimension)
                : 0;
        return below.mean + share * (above.mean - below.mean);
      }
      below = above;
    }
    return below.mean;
  }

  /** The inverse of a rising curve; infinite where the reading is beyond its ends. */
  private static double dimensionThatReads(double reading, List<Reading> curve) {
    Reading below = curve.get(0);
    if (reading < below.mean) {
      return Double.NEGATIVE_INFINITY;
    }
    for (Reading above : curve) {
      if (reading <= above.mean) {
        double step = above.mean - below.mean;
        double share = step > 0 ? (reading - below.mean) / step : 0;
        return below.dimension + share * (above.dimension - below.dimension);
      }
      below = above;
    }
    return Double.POSITIVE_INFINITY;
  }
}
