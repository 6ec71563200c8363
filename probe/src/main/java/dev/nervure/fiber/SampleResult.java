package dev.nervure.fiber;

/**
 * What a sampling of a class did. The counts cover the proposals after the burn-in and add up to
 * {@code proposals}.
 *
 * @param samples points recorded
 * @param proposals proposals made after the burn-in
 * @param accepted those that became the next point
 * @param unprojected rejected since the projection onto the class did not converge or the Jacobian
 *     lost rank there
 * @param outsideBox rejected since they lay outside the box
 * @param improbable rejected by the Metropolis rule
 * @param irreversible rejected since the proposal back did not lead back: without this check the
 *     points would not be uniform
 * @param scale standard deviation of the proposals after tuning, in input units
 * @param drift largest absolute change of any output at any recorded point
 * @param smallestSingularValue smallest singular value of J at any recorded point
 * @param largestSingularValue largest one
 * @param nullDimension dimension of the class: n minus the rank of J at the start
 * @param boxShare share of the coordinates of the last point that lie on a bound
 * @param effectiveSamples how many independent points would tell the mean squared distance from the
 *     start as well as these do (initial positive sequence of Geyer 1992); near {@code samples}
 *     where the thinning suffices, 1 where the chain has hardly moved
 * @param end the last point
 * @param endValue the output there
 */
public record SampleResult(
    int samples,
    long proposals,
    long accepted,
    long unprojected,
    long outsideBox,
    long improbable,
    long irreversible,
    double scale,
    double drift,
    double smallestSingularValue,
    double largestSingularValue,
    int nullDimension,
    double boxShare,
    double effectiveSamples,
    double[] end,
    double[] endValue) {

  /** The share of proposals that were accepted, from 0 to 1. */
  public double acceptanceRate() {
    return proposals == 0 ? 0 : (double) accepted / proposals;
  }
}
