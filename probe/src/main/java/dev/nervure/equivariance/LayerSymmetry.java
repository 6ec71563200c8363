package dev.nervure.equivariance;

import dev.nervure.stats.Estimate;
import dev.nervure.stats.Proportion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one layer follows one transformation of the image.
 *
 * @param grid where its sites lie
 * @param exactImages whether the transformation only moves pixels, each to another place
 * @param wholeSites whether the sites do so too
 * @param validSites sites to which content comes that was on the feature map before
 * @param rungs the ladder, from the simplest map
 * @param cleanError wrong answers to the images as they are; null without labels or tail
 * @param invariantChannels how many may stay as they are; null where that is not estimable
 * @param noInvariantChannels why not; null where it is
 * @param fixed combinations of channels that stay; null above {@link FixedDirections#MOST_CHANNELS}
 *     channels, and without the shared 1 x 1 map
 * @param fixedOf of how many; null likewise
 * @param inverseDefect what is left of features after the map there and back, as a residual
 * @param orderDefect what is left after all repetitions of a transformation that has an order
 * @param lieError what the layer does beyond moving its sites when the transformation begins
 * @param noTask why no errors are counted; null where they are
 */
public record LayerSymmetry(
    SiteGrid grid,
    boolean exactImages,
    boolean wholeSites,
    int validSites,
    List<RungResult> rungs,
    @Nullable Proportion cleanError,
    @Nullable Integer invariantChannels,
    @Nullable String noInvariantChannels,
    @Nullable Integer fixed,
    @Nullable Integer fixedOf,
    Estimate inverseDefect,
    Estimate orderDefect,
    Estimate lieError,
    @Nullable String noTask) {
  /** Copies the list. */
  public LayerSymmetry {
    rungs = List.copyOf(rungs);
  }
}
