package dev.nervure.fiber;

/**
 * What a walk did.
 *
 * @param stop why it ended
 * @param steps accepted steps
 * @param length Euclidean length of the path; along a smooth curve the chords are corrected to
 *     second order for the curvature between them
 * @param polylineLength sum of the chords
 * @param pseudolength length of the image of the path in the output: sum of |J v| h over the steps
 *     (arXiv 2112.10583; 0 along an exact class)
 * @param netDistance Euclidean distance from start to end
 * @param drift largest absolute change of any output at any accepted point
 * @param smallestSingularValue smallest singular value of J met on the way
 * @param largestSingularValue largest one met
 * @param nullDimension n minus the rank of J at the start
 * @param boxShare share of the coordinates of the end point that lie on a bound
 * @param corrections corrections made in all
 * @param end the last point
 * @param endValue the output there
 */
public record WalkResult(
    StopReason stop,
    int steps,
    double length,
    double polylineLength,
    double pseudolength,
    double netDistance,
    double drift,
    double smallestSingularValue,
    double largestSingularValue,
    int nullDimension,
    double boxShare,
    long corrections,
    double[] end,
    double[] endValue) {}
