package dev.nervure.study.glassbox;

import dev.nervure.glassbox.block.BlockSettings;
import dev.nervure.glassbox.block.Blocks;
import dev.nervure.glassbox.block.FeatureBlock;
import dev.nervure.glassbox.block.ImageSize;

/**
 * A block of the representation layer and its settings.
 *
 * @param block its name, one of {@link Blocks#names}
 * @param settings what it depends on
 */
public record BlockChoice(String block, BlockSettings settings) {
  /** A block with the default settings. */
  public static BlockChoice of(String block) {
    return new BlockChoice(block, BlockSettings.defaults());
  }

  /** The block for images of a size. */
  FeatureBlock on(ImageSize size) {
    return Blocks.named(block, size, settings);
  }
}
