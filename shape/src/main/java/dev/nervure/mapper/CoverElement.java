package dev.nervure.mapper;

/**
 * The points of one element of a cover.
 *
 * @param number its place in the cover, counted with the elements that hold no point
 * @param members indices of its points, ascending, at least one
 */
public record CoverElement(int number, int[] members) {
  /** Number of points. */
  public int size() {
    return members.length;
  }
}
