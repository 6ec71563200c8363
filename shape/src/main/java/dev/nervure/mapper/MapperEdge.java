package dev.nervure.mapper;

/**
 * Two nodes that share points.
 *
 * @param first index of the first node
 * @param second index of the second, larger than the first
 * @param shared how many points they share, at least 1
 */
public record MapperEdge(int first, int second, int shared) {}
