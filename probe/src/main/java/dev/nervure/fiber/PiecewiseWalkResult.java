package dev.nervure.fiber;

/**
 * What a walk from piece to piece did.
 *
 * @param walk the figures of every walk; {@link WalkResult#nullDimension} is that of the start
 * @param kinks how many times the walk came to another piece, crossed into it or kept to its edge
 * @param endNullDimension null dimension of the last piece
 * @param smallestNullDimension smallest of all pieces met
 * @param largestNullDimension largest of all pieces met
 */
public record PiecewiseWalkResult(
    WalkResult walk,
    int kinks,
    int endNullDimension,
    int smallestNullDimension,
    int largestNullDimension) {}
