package dev.nervure.fiber;

/**
 * Output and Jacobian of a map at one point.
 *
 * @param value f(x), length m
 * @param jacobian df/dx, m rows of length n
 */
public record Linearization(double[] value, double[][] jacobian) {}
