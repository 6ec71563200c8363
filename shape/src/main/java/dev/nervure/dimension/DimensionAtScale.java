package dev.nervure.dimension;

/**
 * The dimension that an estimator sees when it looks so far from each point.
 *
 * @param distance mean distance from a point to the neighbours from which the dimension was read,
 *     in the unit of the coordinates
 * @param dimension the estimate
 * @param standardError of the estimate
 */
public record DimensionAtScale(double distance, double dimension, double standardError) {}
