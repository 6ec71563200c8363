package dev.nervure.jacobian;

import dev.nervure.progress.Progress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Pseudolength and energy of a polyline in the metric that a map pulls back to its inputs (arXiv
 * 2112.10583): with s its arc length and u its unit tangent, the integrals over s of |J u| and of
 * |J u|^2. The first is the length of the polyline's image; its square is at most length times
 * energy.
 *
 * <p>By Gauss-Kronrod rules of 7 and 15 points (Kronrod 1965), the interval with the largest error
 * being halved until the errors are small (QUADPACK, Piessens et al. 1983). Between two kinks of a
 * network of rectifiers the speed is constant, and jumps at each: the errors are then those of the
 * intervals that hold one.
 *
 * @param length Euclidean length of the polyline
 * @param pseudolength integral of |J u|
 * @param pseudolengthError estimate of its error: the sum over the intervals of how far both rules
 *     differ, which in smooth parts is far too careful
 * @param energy integral of |J u|^2
 * @param energyError estimate of its error, likewise
 * @param evaluations how many derivatives were taken
 */
public record CurveEnergy(
    double length,
    double pseudolength,
    double pseudolengthError,
    double energy,
    double energyError,
    int evaluations) {

  /** Three digits. */
  public static final double DEFAULT_TOLERANCE = 1e-3;

  /** Derivatives taken at most beyond the first fifteen of each segment. */
  public static final int MOST_EVALUATIONS = 6000;

  /**
   * Nodes of the 15-point rule that are not negative; those of odd index are of the 7-point one.
   */
  private static final double[] NODES = {
    0.991455371120812639206854697526329,
    0.949107912342758524526189684047851,
    0.864864423359769072789712788640926,
    0.741531185599394439863864773280788,
    0.586087235467691130294144691693013,
    0.405845151377397166906606412076961,
    0.207784955007898467600689403773245,
    0
  };

  private static final double[] KRONROD_WEIGHTS = {
    0.022935322010529224963732008058970,
    0.063092092629978553290700663189204,
    0.104790010322250183839876322541518,
    0.140653259715525918745189590510238,
    0.169004726639267902826583426598550,
    0.190350578064785409913256402421014,
    0.204432940075298892414161999234649,
    0.209482141084727828012999174891714
  };

  /** Of the nodes of odd index. */
  private static final double[] GAUSS_WEIGHTS = {
    0.129484966168869693270611432679082,
    0.279705391489276667901467771423780,
    0.381830050505118944950369775488975,
    0.417959183673469387755102040816327
  };

  /** A part of a segment, with both integrals over it. */
  private record Interval(
      int segment,
      double from,
      double to,
      double speed,
      double speedError,
      double square,
      double squareError) {}

  /**
   * The figures of a polyline.
   *
   * @param map the map
   * @param points at least two, each of length n; not modified
   * @param speed the metric of the outputs
   * @param tolerance both errors are at most this share of their figure, unless {@value
   *     #MOST_EVALUATIONS} derivatives do not do; positive
   * @param progress asked for cancellation
   * @throws IllegalArgumentException for fewer points, or a tolerance that is not positive
   * @throws ArithmeticException where output or derivative are not finite at a point of the
   *     polyline
   */
  public static CurveEnergy of(
      MatrixFreeMap map,
      double[][] points,
      OutputSpeed speed,
      double tolerance,
      Progress progress) {
    if (points.length < 2) {
      throw new IllegalArgumentException(
          "a polyline needs at least 2 points but has " + points.length);
    }
    if (!(tolerance > 0)) {
      throw new IllegalArgumentException("tolerance must be positive but was " + tolerance);
    }
    Integrand integrand = new Integrand(map, points, speed, progress);
    double length = 0;
    List<Interval> intervals = new ArrayList<>();
    for (int segment = 0; segment + 1 < points.length; segment++) {
      double chord = Vectors.distance(points[segment], points[segment + 1]);
      length += chord;
      if (chord > 0) {
        intervals.add(integrand.over(segment, 0, 1));
      }
    }
    int most = integrand.evaluations + MOST_EVALUATIONS;
    while (true) {
      CurveEnergy found = sum(intervals, length, integrand.evaluations);
      boolean lengthDone = found.pseudolengthError <= tolerance * found.pseudolength;
      boolean energyDone = found.energyError <= tolerance * found.energy;
      if (lengthDone && energyDone || integrand.evaluations >= most) {
        return found;
      }
      halve(intervals, integrand, lengthDone, found);
    }
  }

  /**
   * Halves the intervals that have the largest errors, an eighth of all at a time: sums are then
   * made seldom.
   */
  private static void halve(
      List<Interval> intervals, Integrand integrand, boolean lengthDone, CurveEnergy found) {
    Comparator<Integer> byError =
        Comparator.comparingDouble(
            i -> {
              Interval interval = intervals.get(i);
              return lengthDone
                  ? -interval.squareError / found.energy
                  : -interval.speedError / found.pseudolength;
            });
    PriorityQueue<Integer> worst =
        new PriorityQueue<>(byError.thenComparing(Comparator.naturalOrder()));
    for (int i = 0; i < intervals.size(); i++) {
      worst.add(i);
    }
    int count = Math.max(1, intervals.size() / 8);
    for (int k = 0; k < count; k++) {
      int index = worst.remove();
      Interval interval = intervals.get(index);
      double middle = 0.5 * (interval.from + interval.to);
      intervals.set(index, integrand.over(interval.segment, interval.from, middle));
      intervals.add(integrand.over(interval.segment, middle, interval.to));
    }
  }

  private static CurveEnergy sum(List<Interval> intervals, double length, int evaluations) {
    double speed = 0;
    double speedError = 0;
    double square = 0;
    double squareError = 0;
    for (Interval interval : intervals) {
      speed += interval.speed;
      speedError += interval.speedError;
      square += interval.square;
      squareError += interval.squareError;
    }
    return new CurveEnergy(length, speed, speedError, square, squareError, evaluations);
  }

  /** Both integrals over parts of segments. */
  private static final class Integrand {
    private final MatrixFreeMap map;
    private final double[][] points;
    private final OutputSpeed speed;
    private final Progress progress;
    private int evaluations;

    Integrand(MatrixFreeMap map, double[][] points, OutputSpeed speed, Progress progress) {
      this.map = map;
      this.points = points;
      this.speed = speed;
      this.progress = progress;
    }

    Interval over(int segment, double from, double to) {
      progress.checkCancelled();
      double[] direction = Vectors.minus(points[segment + 1], points[segment]);
      double chord = Vectors.norm(direction);
      double centre = 0.5 * (from + to);
      double half = 0.5 * (to - from);
      double kronrod = 0;
      double gauss = 0;
      double kronrodSquare = 0;
      double gaussSquare = 0;
      for (int i = 0; i < NODES.length; i++) {
        double first = at(segment, centre - half * NODES[i], direction);
        double second =
            i == NODES.length - 1 ? 0 : at(segment, centre + half * NODES[i], direction);
        double sum = first + second;
        double squares = first * first + second * second;
        kronrod += KRONROD_WEIGHTS[i] * sum;
        kronrodSquare += KRONROD_WEIGHTS[i] * squares;
        if (i % 2 == 1) {
          gauss += GAUSS_WEIGHTS[i / 2] * sum;
          gaussSquare += GAUSS_WEIGHTS[i / 2] * squares;
        }
      }
      // By the share t of the segment |J d| is |J u| ds/dt, and its square that of |J u| times the
      // chord twice, of which ds/dt is one.
      double perChord = half / chord;
      return new Interval(
          segment,
          from,
          to,
          half * kronrod,
          half * Math.abs(kronrod - gauss),
          perChord * kronrodSquare,
          perChord * Math.abs(kronrodSquare - gaussSquare));
    }

    /** |J d| at a share of the segment. */
    private double at(int segment, double share, double[] direction) {
      double[] x = points[segment].clone();
      Vectors.addScaled(x, share, direction);
      evaluations++;
      try (MatrixFreeMap.Tangent tangent = map.tangent(x)) {
        double[] value = tangent.value();
        double[] change = tangent.push(direction);
        if (!Vectors.allFinite(value) || !Vectors.allFinite(change)) {
          throw new ArithmeticException(
              "output or derivative are NaN or infinite on the way, at %s of segment %d"
                  .formatted(share, segment));
        }
        return speed.of(value, change);
      }
    }
  }
}
