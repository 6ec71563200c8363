package dev.nervure.mapper;

import dev.nervure.progress.Progress;
import java.util.List;

/**
 * How the values of a lens are cut into pieces that overlap. Immutable. Every point belongs to at
 * least one piece, and which points are together does not depend on the order in which they come.
 */
public interface Cover {
  /** In lower case with underscores. */
  String name();

  /** Its settings in words, to stand behind the name. */
  String settings();

  /**
   * The pieces that hold points, by ascending number.
   *
   * @param lens the values of all points, at least one
   */
  List<CoverElement> elements(LensValues lens, Progress progress);
}
