package dev.nervure.dimension;

import dev.nervure.points.DistanceMatrix;
import dev.nervure.progress.Cost;
import dev.nervure.progress.Progress;
import dev.nervure.stats.SpecialFunctions;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Fisher separability, FisherS (Albergante, Bac, Zinovyev 2019): the cloud is whitened along its
 * principal components with more than a tenth of the largest variance and put on the unit sphere;
 * the share of pairs of points whose inner product is at least alpha is compared with that of a
 * uniform sphere. Of alpha = 0.60, 0.62, ..., 0.98 that nearest to 0.9 times the largest with such
 * pairs is taken.
 *
 * <p>It sees the flat space that a cloud takes up, as principal components do, weighed by how
 * evenly the points fill it, and so reads more than others of a bent sheet. Values below 1 are
 * possible: a line reads 0.9.
 *
 * <p>The highest dimension that n points can show is the one whose sphere leaves one pair of them
 * at alpha = 0.6: about 39 for 300 points, 49 for 1000. Above it all pairs are separable and there
 * is no estimate.
 *
 * <p>Standard error and dependence on the number of points: from random halves of the points; on
 * evenly spread points it is up to half too large. Cost: O(n^2 d) for distances, and O(m^2 r + r^3)
 * with the rank r of at most 1024 points m.
 */
public final class FisherSeparability implements DimensionEstimator {
  private static final int FEWEST_POINTS = 40;
  private static final double SMALLEST_SHARE = 0.1;
  private static final int ALPHAS = 20;
  private static final double FIRST_ALPHA = 0.6;
  private static final double ALPHA_STEP = 0.02;
  private static final double REFERENCE = 0.9;
  private static final double SECONDS_A_CUBE = 4e-9;
  private static final double SECONDS_A_PAIR = 1e-6;

  private static final SubsetEstimation.Settings SETTINGS =
      new SubsetEstimation.Settings("Fisher separability", FEWEST_POINTS, 1024, 12, 2019);

  private static double alpha(int a) {
    return FIRST_ALPHA + a * ALPHA_STEP;
  }

  /** What the points say. */
  static SubsetEstimation.Reading of(DistanceMatrix matrix, int[] members) {
    double[][] directions = onSphere(CenteredProducts.of(matrix, members));
    long[] pairs = inseparablePairs(directions);
    int last = ALPHAS - 1;
    while (last >= 0 && pairs[last] == 0) {
      last--;
    }
    double all = members.length * (members.length - 1.0) / 2;
    if (last < 0) {
      return SubsetEstimation.Reading.none(
          String.format(
              Locale.ROOT,
              "all points are separable from each other: the dimension is above %.0f, the most that %d points can show",
              dimension(FIRST_ALPHA, 1 / all),
              members.length));
    }
    int chosen = 0;
    double reference = REFERENCE * alpha(last);
    for (int a = 0; a <= last; a++) {
      if (Math.abs(alpha(a) - reference) < Math.abs(alpha(chosen) - reference)) {
        chosen = a;
      }
    }
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("components", directions.length);
    details.put("alpha", alpha(chosen));
    details.put("inseparablePairs", pairs[chosen]);
    details.put("highestDetectable", dimension(FIRST_ALPHA, 1 / all));
    return new SubsetEstimation.Reading(
        1 / dimension(alpha(chosen), pairs[chosen] / all), 0, "", details);
  }

  /** The dimension of a sphere of whose pairs a share is inseparable at alpha. */
  private static double dimension(double alpha, double share) {
    double square = alpha * alpha;
    double w = -StrictMath.log(1 - square);
    double x = w / (2 * Math.PI * share * share * square * (1 - square));
    return SpecialFunctions.lambertW(x) / w;
  }

  /** The whitened points on the unit sphere: a row for each component. */
  private static double[][] onSphere(double[][] products) {
    PrincipalComponents components = PrincipalComponents.of(products);
    double[] eigenvalues = components.eigenvalues();
    int kept = 0;
    while (kept < eigenvalues.length && eigenvalues[kept] > SMALLEST_SHARE * eigenvalues[0]) {
      kept++;
    }
    double[][] rows = new double[kept][];
    double[] squares = new double[products.length];
    for (int c = 0; c < kept; c++) {
      rows[c] = components.coordinates(c);
      double deviation = Math.sqrt(eigenvalues[c]);
      for (int i = 0; i < squares.length; i++) {
        rows[c][i] /= deviation;
        squares[i] += rows[c][i] * rows[c][i];
      }
    }
    for (double[] row : rows) {
      for (int i = 0; i < squares.length; i++) {
        // A point in the middle has no direction.
        row[i] = squares[i] > 0 ? row[i] / Math.sqrt(squares[i]) : 0;
      }
    }
    return rows;
  }

  /** How many pairs have an inner product of at least each alpha. */
  private static long[] inseparablePairs(double[][] directions) {
    long[] pairs = new long[ALPHAS];
    int n = directions.length == 0 ? 0 : directions[0].length;
    double[] products = new double[n];
    for (int i = 1; i < n; i++) {
      for (int j = 0; j < i; j++) {
        products[j] = 0;
      }
      for (double[] row : directions) {
        addProducts(products, row, row[i], i);
      }
      for (int j = 0; j < i; j++) {
        if (products[j] >= FIRST_ALPHA) {
          for (int a = 0; a < ALPHAS && products[j] >= alpha(a); a++) {
            pairs[a]++;
          }
        }
      }
    }
    return pairs;
  }

  private static void addProducts(double[] sums, double[] row, double factor, int length) {
    for (int j = 0; j < length; j++) {
      sums[j] += factor * row[j];
    }
  }

  @Override
  public String name() {
    return "fishers_dimension";
  }

  @Override
  public DimensionKind kind() {
    return DimensionKind.LINEAR_SPAN;
  }

  @Override
  public boolean drawsAtRandom() {
    return false;
  }

  @Override
  public Cost cost(int points) {
    double m = Math.min(points, SETTINGS.mostPoints());
    return Cost.of(
        SECONDS_A_CUBE * m * m * m + SECONDS_A_PAIR * m * m,
        64L * points + (long) (6 * Double.BYTES * m * m));
  }

  @Override
  public DimensionEstimate estimate(
      EstimatorInput input, long seed, int threads, Progress progress) {
    return new SubsetEstimation(SETTINGS, threads, progress)
        .estimate(input, Map.of(), FisherSeparability::of);
  }
}
