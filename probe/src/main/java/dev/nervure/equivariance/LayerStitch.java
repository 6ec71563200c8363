package dev.nervure.equivariance;

import dev.nervure.stats.Proportion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a layer of one network can stand in for a layer of another.
 *
 * @param from sites of the layer that features are taken from
 * @param into sites of the layer that they are led to
 * @param wholeSites whether each site of this takes one of that, so that nothing is interpolated
 * @param rungs the maps, from the simplest
 * @param cleanError wrong answers of the other network by itself; null without labels or tail
 * @param noTask why no errors are counted; null where they are
 */
public record LayerStitch(
    SiteGrid from,
    SiteGrid into,
    boolean wholeSites,
    List<StitchResult> rungs,
    @Nullable Proportion cleanError,
    @Nullable String noTask) {
  /** Copies the list. */
  public LayerStitch {
    rungs = List.copyOf(rungs);
  }
}
