package dev.nervure.run;

import org.jspecify.annotations.Nullable;

/**
 * A node of the Mapper graph of a layer: a cluster of the points that the lens sends into one
 * element of the cover.
 *
 * @param layer its index
 * @param node its number, from 0 in the order of the graph; what edges and members name
 * @param element the element of the cover, from 0 in the order of the cover
 * @param cluster its number within the element, from 0
 * @param component the connected component of the graph in which it is, from 0 in the order of the
 *     first nodes
 * @param size its points
 * @param lens mean of the lens over them, in the lens's own unit
 * @param secondLens the same of the second lens; null where there is one only
 * @param classes number of label classes among them; null without labels
 * @param purity 1 / classes; null without labels
 * @param majorityPurity share of the most frequent class; null without labels
 * @param entropyPurity 1 - H / ln K for the entropy H of the shares of the K classes of the layer;
 *     null without labels, and where the layer has one class only
 * @param majorityClass the most frequent class, the first among equals; null without labels
 */
public record MapperNodeRow(
    int layer,
    int node,
    int element,
    int cluster,
    int component,
    int size,
    double lens,
    @Nullable Double secondLens,
    @Nullable Integer classes,
    @Nullable Double purity,
    @Nullable Double majorityPurity,
    @Nullable Double entropyPurity,
    @Nullable Integer majorityClass) {}
