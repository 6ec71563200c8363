package dev.nervure.dimension;

/**
 * The dimension that an estimator sees with so many points of a cloud.
 *
 * @param n number of points
 * @param dimension the estimate from all points, or the harmonic mean of the estimates from random
 *     parts of n points
 * @param standardError of one estimate from n points
 */
public record DimensionAtSize(int n, double dimension, double standardError) {}
