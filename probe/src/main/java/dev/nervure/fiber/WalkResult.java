package dev.nervure.fiber;

/**
 * What a walk did. Its path ends where it may end ({@link Heading#mayEnd}): that of a directed walk
 * at the nearest point met, although it went on from there before it ended. All figures are those
 * of the path, but for what was walked in all.
 *
 * @param stop why it ended
 * @param steps accepted steps of the path
 * @param length Euclidean length of the path; along a smooth curve the chords are corrected to
 *     second order for the curvature between them
 * @param polylineLength sum of the chords
 * @param pseudolength length of the image of the path in the output: sum of |J v| h over the steps
 *     (arXiv 2112.10583; 0 along an exact class)
 * @param energy of the path, by its arc length: sum of |J v|^2 h over the steps (arXiv 2112.10583;
 *     0 along an exact class). The square of the pseudolength is at most length times energy, and
 *     as much where the output moves evenly
 * @param netDistance Euclidean distance from start to end
 * @param drift largest absolute change of any output at any accepted point
 * @param smallestSingularValue smallest singular value of J met on the way, at the points that
 *     {@link WalkStep} tells
 * @param largestSingularValue largest one met
 * @param walkedSteps steps in all: as many as {@code steps}, and those made after the end of the
 *     path
 * @param walkedLength sum of the chords of all of them: what {@link StopReason#LENGTH} speaks of
 * @param nullDimension n minus the rank of J at the start
 * @param boxShare share of the coordinates of the end point that lie on a bound
 * @param corrections corrections made in all
 * @param end the last point of the path
 * @param endValue the output there
 * @param startIsFinite whether output and Jacobian are finite at the start; where they are not the
 *     walk has no steps, and drift, pseudolength, singular values and null dimension are not
 *     estimable: they are 0 here and stand for nothing
 */
public record WalkResult(
    StopReason stop,
    int steps,
    double length,
    double polylineLength,
    double pseudolength,
    double energy,
    double netDistance,
    double drift,
    double smallestSingularValue,
    double largestSingularValue,
    int walkedSteps,
    double walkedLength,
    int nullDimension,
    double boxShare,
    long corrections,
    double[] end,
    double[] endValue,
    boolean startIsFinite) {}
