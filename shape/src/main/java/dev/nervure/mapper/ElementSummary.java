package dev.nervure.mapper;

/**
 * What became of one element of a cover.
 *
 * @param number the element
 * @param points how many points it has
 * @param clusters how many clusters were found
 * @param noise how many of its points are in none of them
 * @param contested how many points could as well be of another of its clusters
 */
public record ElementSummary(int number, int points, int clusters, int noise, int contested) {}
