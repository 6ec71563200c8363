package dev.nervure.run;

import org.jspecify.annotations.Nullable;

/**
 * A point of a node of the Mapper graph of a layer. A point is in several nodes where elements of
 * the cover overlap, and in none where the clusterer takes it for noise.
 *
 * @param layer its index
 * @param node number of the node
 * @param point position among the points of the layer that were clustered
 * @param sample row of its sample in the run
 * @param originalIndex position of its sample in the data as they were opened
 * @param label class of the sample; null without labels
 */
public record MapperMemberRow(
    int layer, int node, int point, int sample, int originalIndex, @Nullable Integer label) {}
