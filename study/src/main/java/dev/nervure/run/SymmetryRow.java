package dev.nervure.run;

import org.jspecify.annotations.Nullable;

/**
 * How a layer follows a transformation of the image; the ladder of maps is a table of its own,
 * {@link SymmetryRungRow}.
 *
 * @param layer {@link LayerResult#index}
 * @param transform as it was typed
 * @param exactPixels whether pixels of the images only move
 * @param exactSites whether sites of the layer only move; otherwise their values are interpolated
 * @param sites how many the layer has
 * @param validSites sites to which content comes that was on the feature map before; all values are
 *     of these
 * @param channels of the layer
 * @param rowPhase by how many pixels the middle of the sites lies below that of the image
 * @param columnPhase by how many it lies to the right
 * @param cleanError share of wrong answers to the images as they are, or null
 * @param invariantChannels how many may stay as they are with 95 % of the accuracy, or null
 * @param fixedDirections combinations of channels that the shared 1 x 1 map leaves, or null
 * @param variedDirections directions in which features vary: at most so many can be fixed; or null
 * @param inverseDefect what is left of features after the map there and back, or null
 * @param orderDefect what is left after all repetitions of the transformation, or null
 * @param lieError squares of what the layer does beyond moving its sites when such a transformation
 *     begins, over those about the mean; or null
 * @param fitImages images from which maps were found
 * @param heldImages images on which they were tested
 * @param notEstimable why something of this is missing; null where nothing is
 */
public record SymmetryRow(
    int layer,
    String transform,
    boolean exactPixels,
    boolean exactSites,
    int sites,
    int validSites,
    int channels,
    double rowPhase,
    double columnPhase,
    @Nullable Double cleanError,
    @Nullable Integer invariantChannels,
    @Nullable Integer fixedDirections,
    @Nullable Integer variedDirections,
    @Nullable Double inverseDefect,
    @Nullable Double orderDefect,
    @Nullable Double lieError,
    int fitImages,
    int heldImages,
    @Nullable String notEstimable) {}
