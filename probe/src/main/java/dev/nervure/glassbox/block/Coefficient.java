package dev.nervure.glassbox.block;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one value of a block is, so that a weight on it can be read.
 *
 * @param name in words, unique within the block, such as {@code order 1, scale 2, 45 degrees}
 * @param indices numbers by name, such as {@code order}, {@code scale}, {@code angle}, {@code
 *     degree}, {@code frequency}, {@code row}, {@code column}, in the order of the name
 * @param region the pixels that it reads, chiefly; null for the whole image
 */
public record Coefficient(String name, Map<String, Number> indices, @Nullable Region region) {

  /**
   * A rectangle of pixels, both ends of which belong to it.
   *
   * @param top first row
   * @param left first column
   * @param bottom last row
   * @param right last column
   */
  public record Region(int top, int left, int bottom, int right) {}
}
