package dev.nervure.study.layers;

import dev.nervure.run.LayerResult;
import dev.nervure.run.Manifest;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which positions of its layers a run has selected, with what they were drawn by. Two runs of
 * networks of one architecture have the same positions where all of it is equal.
 *
 * @param selection as it stands beside the layers
 * @param seed of the draws
 * @param masks what was foreground, in words; null where no masks were read
 */
public record SelectedPositions(String selection, long seed, @Nullable String masks) {
  /** Of a run; null where no layer has selected positions. */
  static @Nullable SelectedPositions of(Manifest manifest, List<LayerResult> layers) {
    Object masks = manifest.parameters().get("masks");
    long seed = manifest.seeds().getOrDefault("seed", 0L);
    return layers.stream()
        .map(LayerResult::selection)
        .filter(Objects::nonNull)
        .findFirst()
        .map(
            selection ->
                new SelectedPositions(selection, seed, masks == null ? null : masks.toString()))
        .orElse(null);
  }

  /** Whether a sample may have several of them, none of which is known from the others. */
  public boolean mayBeSeveral() {
    return PointSelection.mayGiveSeveral(selection);
  }

  /** Whether both selections take the same positions of one architecture, or need none to be. */
  public boolean areOf(SelectedPositions other) {
    boolean isDrawn = !selection.equals(PointSelection.TOP_L2.toString());
    return selection.equals(other.selection)
        && Objects.equals(masks, other.masks)
        && (!isDrawn || seed == other.seed);
  }

  /** As the options that select them. */
  public String text() {
    return "%s (seed %d%s)".formatted(selection, seed, masks == null ? "" : ", masks " + masks);
  }
}
