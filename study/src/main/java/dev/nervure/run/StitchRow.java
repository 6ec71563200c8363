package dev.nervure.run;

import org.jspecify.annotations.Nullable;

/**
 * A layer of one network and a layer of another that its features are led to; the maps are a table
 * of their own, {@link StitchRungRow}.
 *
 * @param fromLayer position of the layer among all edges of its network
 * @param intoLayer that of the other
 * @param fromName its name
 * @param intoName that of the other
 * @param fromDepth relative depth of the layer in its network
 * @param intoDepth that of the other
 * @param fromChannels channels of the layer
 * @param intoChannels channels of the other
 * @param fromHeight rows of its sites
 * @param fromWidth columns of them
 * @param intoHeight rows of sites of the other
 * @param intoWidth columns of them
 * @param exactSites whether each site of the other takes one site of the layer; otherwise values
 *     are interpolated
 * @param cleanError share of wrong answers of the other network by itself, on held images; or null
 * @param fitImages images from which maps were found
 * @param heldImages images on which they were tested
 * @param notEstimable why something of this is missing; null where nothing is
 */
public record StitchRow(
    int fromLayer,
    int intoLayer,
    String fromName,
    String intoName,
    double fromDepth,
    double intoDepth,
    int fromChannels,
    int intoChannels,
    int fromHeight,
    int fromWidth,
    int intoHeight,
    int intoWidth,
    boolean exactSites,
    @Nullable Double cleanError,
    int fitImages,
    int heldImages,
    @Nullable String notEstimable) {}
