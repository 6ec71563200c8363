package dev.nervure.dimension;

import dev.nervure.points.DistanceMatrix;
import dev.nervure.progress.Cost;
import dev.nervure.progress.Progress;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How many linear dimensions a cloud takes up: the participation ratio of the eigenvalues of its
 * covariance, (sum of eigenvalues)^2 / (sum of their squares), as many as there are where all are
 * equal. Of a bent sheet it sees the flat space that holds it.
 *
 * <p>Both sums are estimated without bias from squared distances (U-statistics; that of the squares
 * is the distance covariance of Szekely and Rizzo 2014 with squared distances), so that the ratio
 * hardly depends on the number of points, as the one of the eigenvalues of a sample does: that
 * falls short once there are not many more points than dimensions.
 *
 * <p>In the details: how many components count by three rules, of at most 1024 points: above 5 % of
 * the largest (Fukunaga, Olsen 1971), the rule of Fan et al. (2010), and those before the largest
 * ratio of neighbours in the spectrum. Where the components are fewer than the points allow, a 0
 * follows the last, as it does wherever there are more coordinates than components: the gap there
 * is the largest. The largest among the components above rounding is given beside it.
 *
 * <p>Standard error and dependence on the number of points: from random halves of the points; on
 * evenly spread points it is up to half too large, for their spread falls faster than the root of
 * their number. Cost: O(n^2 d) for distances, O(n^2), n at most 4096, and O(m r^2) with the rank r
 * of m = 1024 points.
 */
public final class ParticipationRatio implements DimensionEstimator {
  private static final int FEWEST_POINTS = 10;
  private static final int SPECTRUM_POINTS = 1024;
  private static final double SECONDS_A_PAIR = 1e-7;
  private static final double SECONDS_OF_SPECTRUM = 1e-9;

  private static final SubsetEstimation.Settings SETTINGS =
      new SubsetEstimation.Settings("PCA participation ratio", FEWEST_POINTS, 4096, 32, 1980);

  /** What the points say. */
  static SubsetEstimation.Reading of(DistanceMatrix matrix, int[] members) {
    int m = members.length;
    double[] rowSums = new double[m];
    double squares = 0;
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < i; j++) {
        double distance = matrix.distance(members[i], members[j]);
        double half = distance * distance / 2;
        rowSums[i] += half;
        rowSums[j] += half;
        squares += 2 * half * half;
      }
    }
    double sum = 0;
    double rows = 0;
    for (double rowSum : rowSums) {
      sum += rowSum;
      rows += rowSum * rowSum;
    }
    // Over four, and over two, different points; the second doubly centred (U-centring).
    double n = m;
    double squareOfTrace = (sum * sum - 4 * rows + 2 * squares) / (n * (n - 1) * (n - 2) * (n - 3));
    double traceOfSquare =
        (squares - 2 * rows / (n - 2) + sum * sum / ((n - 1) * (n - 2))) / (n * (n - 3));
    if (!(squareOfTrace > 0) || !(traceOfSquare > 0)) {
      return SubsetEstimation.Reading.none(
          "the points are too few for their spread over so many dimensions");
    }
    return new SubsetEstimation.Reading(traceOfSquare / squareOfTrace, 0, "", Map.of());
  }

  @Override
  public String name() {
    return "pca_dimension";
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
    double spectrum = Math.min(points, SPECTRUM_POINTS);
    return Cost.of(
        SECONDS_A_PAIR * m * m + SECONDS_OF_SPECTRUM * spectrum * spectrum * spectrum,
        64L * points + (long) (4 * Double.BYTES * spectrum * spectrum));
  }

  @Override
  public DimensionEstimate estimate(
      EstimatorInput input, long seed, int threads, Progress progress) {
    DimensionEstimate ratio =
        new SubsetEstimation(SETTINGS, threads, progress)
            .estimate(input, Map.of(), ParticipationRatio::of);
    if (!ratio.estimate().isEstimable()) {
      return ratio;
    }
    Map<String, Object> details = new LinkedHashMap<>(ratio.details());
    details.putAll(counts(input.withMatrix(), threads, progress));
    return new DimensionEstimate(
        ratio.estimate(),
        ratio.method(),
        ratio.points(),
        ratio.dropped(),
        ratio.bySize(),
        ratio.byScale(),
        ratio.warnings(),
        details);
  }

  private static Map<String, Object> counts(EstimatorInput input, int threads, Progress progress) {
    DistanceMatrix matrix = input.distances(threads, progress);
    int[] chosen = SubsetEstimation.chosen(matrix.size(), SPECTRUM_POINTS, SETTINGS.splitSeed());
    double[] eigenvalues = spectrum(matrix, chosen);
    double[] aboveRounding = Arrays.stream(eigenvalues).filter(value -> value > 0).toArray();
    Map<String, Object> counts = new LinkedHashMap<>();
    counts.put("fukunagaOlsen", SpectrumRules.fukunagaOlsen(eigenvalues));
    counts.put("fan", SpectrumRules.fan(eigenvalues));
    counts.put("largestGap", SpectrumRules.largestGap(eigenvalues));
    counts.put("largestGapAboveRounding", SpectrumRules.largestGap(aboveRounding));
    counts.put("pointsOfSpectrum", chosen.length);
    return counts;
  }

  /**
   * The eigenvalues that the rules are asked of, largest first: those above rounding, and one 0
   * where more would have been seen. Distances do not show how many coordinates there are.
   */
  static double[] spectrum(DistanceMatrix matrix, int[] members) {
    double[] eigenvalues = PrincipalComponents.eigenvalues(CenteredProducts.of(matrix, members));
    return eigenvalues.length < members.length - 1
        ? Arrays.copyOf(eigenvalues, eigenvalues.length + 1)
        : eigenvalues;
  }
}
