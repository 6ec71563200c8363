package dev.nervure.data.distances;

import dev.nervure.data.table.TableOptions;
import org.jspecify.annotations.Nullable;

/**
 * How a file of points or distances is read.
 *
 * @param format how it holds what; null to guess from its name and content
 * @param array name of the array to take from an archive; null for the only one that may be points
 * @param table how text is read
 */
public record DistanceOptions(
    @Nullable DistanceFormat format, @Nullable String array, TableOptions table) {

  /** Everything found out from the file. */
  public static final DistanceOptions GUESSED =
      new DistanceOptions(null, null, TableOptions.of(TableOptions.Use.POINTS_OR_DISTANCES));

  /** With a format; null to guess it. */
  public DistanceOptions withFormat(@Nullable DistanceFormat value) {
    return new DistanceOptions(value, array, table);
  }

  /** With the name of an array. */
  public DistanceOptions withArray(@Nullable String value) {
    return new DistanceOptions(format, value, table);
  }
}
