package dev.nervure.run;

import org.jspecify.annotations.Nullable;

/**
 * A part of the Mapper graph of a layer that stands out along the first lens.
 *
 * @param layer its index
 * @param feature its number, from 0
 * @param kind {@code component}, {@code lower_branch}, {@code upper_branch} or {@code loop}
 * @param low the lens value where it begins, the smaller of both ends
 * @param high the lens value where it ends
 * @param node a node of it: the lowest of a component or a lower branch, the highest of an upper
 *     branch or a loop
 * @param returned in how many graphs of random parts of the points it is there again; null where
 *     none were made
 * @param replicates how many such graphs; null where none were made
 */
public record MapperFeatureRow(
    int layer,
    int feature,
    String kind,
    double low,
    double high,
    int node,
    @Nullable Integer returned,
    @Nullable Integer replicates) {}
